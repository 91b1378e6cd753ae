package dev.florin.ledger.internal.codec;

import static dev.florin.ledger.spi.EffectLayout.HEADER_BYTES;
import static dev.florin.ledger.spi.EffectLayout.getInt;
import static dev.florin.ledger.spi.EffectLayout.getLong;
import static dev.florin.ledger.spi.EffectLayout.getShort;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Limit;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Side;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.spi.EffectLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The canonical encoding of commands: equal content has equal bytes. A record has the header of
 * {@link EffectLayout}, then by kind:
 *
 * <pre>
 *   OPEN_ACCOUNT    32  u128 account id, upper half first   48  attributes ({@link AccountCodec})
 *   UPDATE_ACCOUNT  32  u128 account id   48  u32 mask of the attributes named   52  u32 zero   56  attributes
 *   POST_TRANSFER   32  entries, then sections ({@link Sections})
 *
 *   narrow entry, 24 bytes                          wide entry, 40 bytes (flag WIDE: an amount is 2^63 or more)
 *   0  u128 account id, upper half first            0  u128 account id, upper half first
 *  16  u64  amount; highest bit set for a credit   16  u128 amount, low half first
 *                                                  32  u64  0 debit, 1 credit
 * </pre>
 */
public final class CommandCodec {
    public static final int OPEN_ACCOUNT = 1;
    public static final int UPDATE_ACCOUNT = 2;
    public static final int POST_TRANSFER = 3;
    public static final int TICK = 14;

    /** The most bytes of one command. */
    public static final int MAX_BYTES = 1 << 20;

    static final int NARROW_ENTRY_BYTES = 24;
    static final int WIDE_ENTRY_BYTES = 40;
    private static final int UPDATE_MASK = 48;
    private static final int UPDATE_ATTRIBUTES = 56;
    static final int OPEN_ATTRIBUTES = 48;

    private CommandCodec() {}

    /** Appends the command; returns how many bytes it takes. */
    public static int write(Command command, RecordBuffer out) {
        int start;
        CommandId id = command.id();
        if (command instanceof Transfer transfer) {
            boolean wide = isWide(transfer.entries());
            start = out.beginRecord(
                    POST_TRANSFER,
                    wide ? EffectLayout.WIDE : 0,
                    transfer.entries().size(),
                    id.high(),
                    id.low(),
                    0);
            writeEntries(transfer.entries(), wide, out);
            Sections.write(transfer, out);
        } else if (command instanceof OpenAccount opening) {
            start = out.beginRecord(OPEN_ACCOUNT, 0, 0, id.high(), id.low(), 0);
            out.putLong(opening.account().id().high());
            out.putLong(opening.account().id().low());
            AccountCodec.write(AccountCodec.Attributes.of(opening.account(), AccountStatus.OPEN), out);
        } else {
            AccountUpdate update = (AccountUpdate) command;
            start = out.beginRecord(UPDATE_ACCOUNT, 0, 0, id.high(), id.low(), 0);
            writeUpdate(update, out);
        }
        int size = out.endRecord(start);
        EffectLayout.putLong(out.bytes(), start + EffectLayout.CONTENT_HASH, contentHash(out.bytes(), start, size));
        return size;
    }

    /** A command without id, effect or answer, which carries the time of its batch. */
    public static byte[] tick() {
        RecordBuffer out = new RecordBuffer(HEADER_BYTES);
        int size = out.endRecord(out.beginRecord(TICK, 0, 0, 0, 0, 0));
        return java.util.Arrays.copyOf(out.bytes(), size);
    }

    /** XXH64 of the body, seeded with kind, flags and number of entries. */
    static long contentHash(byte[] bytes, int start, int size) {
        return Xxh64.hash(bytes, start + HEADER_BYTES, size - HEADER_BYTES, getInt(bytes, start + EffectLayout.KIND));
    }

    public static Command read(byte[] bytes, int start) {
        int end = start + getInt(bytes, start + EffectLayout.SIZE);
        CommandId id =
                CommandId.of(getLong(bytes, start + EffectLayout.ID_HIGH), getLong(bytes, start + EffectLayout.ID_LOW));
        int kind = bytes[start + EffectLayout.KIND];
        return switch (kind) {
            case OPEN_ACCOUNT ->
                new OpenAccount(
                        id,
                        AccountCodec.read(bytes, start + OPEN_ATTRIBUTES)
                                .account(accountId(bytes, start + HEADER_BYTES)));
            case UPDATE_ACCOUNT -> readUpdate(id, bytes, start);
            case POST_TRANSFER -> readTransfer(id, bytes, start, end);
            default -> throw new IllegalArgumentException("command kind " + kind + " is unknown to this version");
        };
    }

    static Transfer transfer(CommandId id, List<Entry> entries, Sections sections) {
        return new Transfer(
                id, entries, sections.reference(), sections.code(), sections.effectiveTime(), sections.metadata());
    }

    private static Transfer readTransfer(CommandId id, byte[] bytes, int start, int end) {
        boolean wide = (bytes[start + EffectLayout.FLAGS] & EffectLayout.WIDE) != 0;
        int count = getShort(bytes, start + EffectLayout.ENTRY_COUNT);
        List<Entry> entries = new ArrayList<>(count);
        int at = start + HEADER_BYTES;
        for (int i = 0; i < count; i++) {
            AccountId account = accountId(bytes, at);
            long figure = getLong(bytes, at + 16);
            if (wide) {
                Amount amount = new Amount(getLong(bytes, at + 24), figure);
                entries.add(new Entry(account, Codes.side(getLong(bytes, at + 32)), amount));
            } else {
                entries.add(
                        new Entry(account, figure < 0 ? Side.CREDIT : Side.DEBIT, Amount.of(figure & Long.MAX_VALUE)));
            }
            at += wide ? WIDE_ENTRY_BYTES : NARROW_ENTRY_BYTES;
        }
        return transfer(id, entries, Sections.read(bytes, at, end));
    }

    private static boolean isWide(List<Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            Amount amount = entries.get(i).amount();
            if (amount.high() != 0 || amount.low() < 0) {
                return true;
            }
        }
        return false;
    }

    private static void writeEntries(List<Entry> entries, boolean wide, RecordBuffer out) {
        int entryBytes = wide ? WIDE_ENTRY_BYTES : NARROW_ENTRY_BYTES;
        int at = out.reserve(entries.size() * entryBytes);
        byte[] bytes = out.bytes();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            EffectLayout.putLong(bytes, at, entry.account().high());
            EffectLayout.putLong(bytes, at + 8, entry.account().low());
            long low = entry.amount().low();
            boolean credit = entry.side() == Side.CREDIT;
            if (wide) {
                EffectLayout.putLong(bytes, at + 16, low);
                EffectLayout.putLong(bytes, at + 24, entry.amount().high());
                EffectLayout.putLong(bytes, at + 32, credit ? 1 : 0);
            } else {
                EffectLayout.putLong(bytes, at + 16, credit ? low | Long.MIN_VALUE : low);
            }
            at += entryBytes;
        }
    }

    private static void writeUpdate(AccountUpdate update, RecordBuffer out) {
        out.putLong(update.account().high());
        out.putLong(update.account().low());
        out.putInt((update.status().isPresent() ? 1 : 0)
                | (update.normalSide().isPresent() ? 2 : 0)
                | (update.lowerLimit().isPresent() ? 4 : 0)
                | (update.upperLimit().isPresent() ? 8 : 0)
                | (update.code().isPresent() ? 16 : 0)
                | (update.name().isPresent() ? 32 : 0)
                | (update.metadata().isPresent() ? 64 : 0));
        out.putInt(0);
        AccountCodec.write(
                new AccountCodec.Attributes(
                        update.normalSide().orElse(Side.DEBIT),
                        update.status().orElse(AccountStatus.OPEN),
                        update.lowerLimit().orElse(Limit.NONE),
                        update.upperLimit().orElse(Limit.NONE),
                        update.code().orElse(0),
                        "",
                        0,
                        update.name().orElse(""),
                        update.metadata().orElse(Collections.emptyMap())),
                out);
    }

    private static AccountUpdate readUpdate(CommandId id, byte[] bytes, int start) {
        int mask = getInt(bytes, start + UPDATE_MASK);
        AccountCodec.Attributes named = AccountCodec.read(bytes, start + UPDATE_ATTRIBUTES);
        AccountUpdate update = AccountUpdate.of(id, accountId(bytes, start + HEADER_BYTES));
        update = (mask & 1) == 0 ? update : update.status(named.status());
        update = (mask & 2) == 0 ? update : update.normalSide(named.normalSide());
        update = (mask & 4) == 0 ? update : update.lowerLimit(named.lowerLimit());
        update = (mask & 8) == 0 ? update : update.upperLimit(named.upperLimit());
        update = (mask & 16) == 0 ? update : update.code(named.code());
        update = (mask & 32) == 0 ? update : update.name(named.name());
        return (mask & 64) == 0 ? update : update.metadata(named.metadata());
    }

    static AccountId accountId(byte[] bytes, int at) {
        return AccountId.of(getLong(bytes, at), getLong(bytes, at + 8));
    }
}
