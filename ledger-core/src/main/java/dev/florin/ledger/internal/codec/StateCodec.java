package dev.florin.ledger.internal.codec;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.MalformedCommandException;
import dev.florin.ledger.internal.codec.EffectCodec.AccountState;

/** An account's id and its attribute block as bytes: what the state digest hashes, and what snapshots keep. */
public final class StateCodec {
    private StateCodec() {}

    public static void write(AccountState state, RecordBuffer out) {
        AccountId id = state.account().id();
        out.putLong(id.high());
        out.putLong(id.low());
        AccountCodec.write(AccountCodec.Attributes.of(state.account(), state.status()), out);
    }

    /** Reads what {@link #write} wrote, all of the bytes from one index up to another. */
    public static AccountState read(byte[] bytes, int from, int to) {
        try {
            RecordReader in = new RecordReader(bytes, from, to);
            AccountId id = in.account();
            AccountCodec.Attributes attributes = AccountCodec.read(in);
            if (in.hasMore()) {
                throw new IllegalArgumentException(in.left() + " bytes are left behind the attributes of an account");
            }
            return new AccountState(attributes.account(id), attributes.status());
        } catch (MalformedCommandException e) {
            throw new IllegalArgumentException("attributes that no account can have", e);
        }
    }

    /** XXH64 of what {@link #write} writes. */
    public static long hash(byte[] bytes, int from, int to) {
        return Xxh64.hash(bytes, from, to - from, 0);
    }
}
