package dev.florin.ledger.internal.books;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.Limit;
import dev.florin.ledger.Side;
import dev.florin.ledger.internal.codec.Codes;
import dev.florin.ledger.internal.codec.EffectCodec.AccountState;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.SignedAmount;
import java.util.Arrays;

/**
 * The bookkeeper's accounts by number: what every transfer needs in two cache lines of longs, the rest as objects. The
 * bookkeeper's thread only.
 */
final class AccountTable {
    static final int DEBITS_HIGH = 0;
    static final int DEBITS_LOW = 1;
    static final int CREDITS_HIGH = 2;
    static final int CREDITS_LOW = 3;
    static final int PENDING_DEBITS_HIGH = 4;
    static final int PENDING_DEBITS_LOW = 5;
    static final int PENDING_CREDITS_HIGH = 6;
    static final int PENDING_CREDITS_LOW = 7;
    /** From a posted sum to the pending sum of its side. */
    static final int PENDING = PENDING_DEBITS_HIGH - DEBITS_HIGH;

    static final int VERSION = 8;
    /** Bits 0 and 1: status; the flags below; bits 32 and up: number of the asset. */
    static final int FLAGS = 9;

    /** Scratch: which transfer touched the account last, and as which of its accounts. */
    static final int MARK = 10;
    /** Hash of the id and all attributes, for the digest. */
    static final int ATTRIBUTES_HASH = 11;

    static final int LOWER_HIGH = 12;
    static final int LOWER_LOW = 13;
    /** Behind all others, since most accounts have no upper limit. */
    static final int UPPER_HIGH = 14;

    static final int UPPER_LOW = 15;

    static final int STATUS_MASK = 3;
    static final int CREDIT_NORMAL = 1 << 2;
    static final int HAS_LOWER = 1 << 3;
    static final int LOWER_NEGATIVE = 1 << 4;
    static final int HAS_UPPER = 1 << 5;
    static final int UPPER_NEGATIVE = 1 << 6;
    private static final int ASSET_SHIFT = 32;

    private static final int SLOT_BITS = 4;
    /** A chunk is small enough for garbage collectors that give large arrays whole regions of the heap. */
    private static final int CHUNK_BITS = 10;

    private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;

    private long[][] chunks = new long[4][];

    /**
     * What accounts are, but for their status. Written by the bookkeeper's thread; {@link #sharedWith} looks from others,
     * at values that never change.
     */
    private Account[][] attributes = new Account[4][];

    private int size;

    int size() {
        return size;
    }

    /** The array that holds the account's slot, which starts at {@link #slot}. */
    long[] chunk(int account) {
        return chunks[account >>> CHUNK_BITS];
    }

    static int slot(int account) {
        return (account & CHUNK_MASK) << SLOT_BITS;
    }

    /** Loads the cache lines of an account, but for its upper limit; what it returns means nothing. */
    long touch(int account) {
        long[] chunk = chunk(account);
        int slot = slot(account);
        return chunk[slot] | chunk[slot + VERSION] | chunk[slot + LOWER_LOW];
    }

    long flags(int account) {
        return chunk(account)[slot(account) + FLAGS];
    }

    int asset(int account) {
        return (int) (flags(account) >>> ASSET_SHIFT);
    }

    boolean isCreditNormal(int account) {
        return (flags(account) & CREDIT_NORMAL) != 0;
    }

    AccountId id(int account) {
        return account(account).id();
    }

    /** A sum of an account, by the offset of its upper half. */
    Amount sum(int account, int high) {
        long[] chunk = chunk(account);
        int at = slot(account) + high;
        return new Amount(chunk[at], chunk[at + 1]);
    }

    /** A copy of all that a movement can change of an account. */
    long[] copy(int account) {
        return Arrays.copyOfRange(chunk(account), slot(account), slot(account) + VERSION + 1);
    }

    void restore(int account, long[] copy) {
        System.arraycopy(copy, 0, chunk(account), slot(account), copy.length);
    }

    /** Forgets the account with the highest number, which has no sums. */
    void removeLast() {
        int account = --size;
        Arrays.fill(chunk(account), slot(account), slot(account) + (1 << SLOT_BITS), 0);
    }

    AccountState state(int account) {
        return new AccountState(account(account), Codes.status((int) flags(account) & STATUS_MASK));
    }

    Account account(int account) {
        return attributes[account >>> CHUNK_BITS][account & CHUNK_MASK];
    }

    /**
     * The same account as it is kept here, if it is; else what was given. So those who show accounts need not keep them a
     * second time. Any thread: a look that comes too early or too late finds another value, or none.
     */
    Account sharedWith(int number, Account account) {
        Account[][] chunks = attributes;
        int chunk = number >>> CHUNK_BITS;
        Account[] found = chunk < chunks.length ? chunks[chunk] : null;
        Account here = found == null ? null : found[number & CHUNK_MASK];
        return here != null && here.equals(account) ? here : account;
    }

    /** Adds the account with the next number, without sums. */
    void add(AccountState state, int asset, long attributesHash) {
        int account = size++;
        int chunk = account >>> CHUNK_BITS;
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunks.length * 2);
            attributes = Arrays.copyOf(attributes, chunks.length);
        }
        if (chunks[chunk] == null) {
            chunks[chunk] = new long[1 << (CHUNK_BITS + SLOT_BITS)];
            attributes[chunk] = new Account[1 << CHUNK_BITS];
        }
        writeAttributes(account, state, asset, attributesHash);
    }

    /** Replaces the attributes, which keep their asset; sums stay. */
    void update(int account, AccountState state, long attributesHash) {
        int asset = asset(account);
        writeAttributes(account, state, asset, attributesHash);
    }

    private void writeAttributes(int number, AccountState state, int asset, long attributesHash) {
        long[] chunk = chunk(number);
        int slot = slot(number);
        Account account = state.account();
        attributes[number >>> CHUNK_BITS][number & CHUNK_MASK] = account;
        chunk[slot + FLAGS] = statusBits(state.status())
                | (account.normalSide() == Side.CREDIT ? CREDIT_NORMAL : 0)
                | limitBits(account.lowerLimit(), HAS_LOWER, LOWER_NEGATIVE)
                | limitBits(account.upperLimit(), HAS_UPPER, UPPER_NEGATIVE)
                | (long) asset << ASSET_SHIFT;
        chunk[slot + LOWER_HIGH] = magnitudeHigh(account.lowerLimit());
        chunk[slot + LOWER_LOW] = magnitudeLow(account.lowerLimit());
        chunk[slot + UPPER_HIGH] = magnitudeHigh(account.upperLimit());
        chunk[slot + UPPER_LOW] = magnitudeLow(account.upperLimit());
        chunk[slot + ATTRIBUTES_HASH] = attributesHash;
    }

    static int statusBits(AccountStatus status) {
        return Codes.of(status);
    }

    private static int limitBits(Limit limit, int present, int negative) {
        return limit.value()
                .map(value -> value.isNegative() ? present | negative : present)
                .orElse(0);
    }

    private static long magnitudeHigh(Limit limit) {
        return limit.value().map(SignedAmount::magnitude).map(m -> m.high()).orElse(0L);
    }

    private static long magnitudeLow(Limit limit) {
        return limit.value().map(SignedAmount::magnitude).map(m -> m.low()).orElse(0L);
    }
}
