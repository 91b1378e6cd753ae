package dev.florin.ledger.internal.books;

import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;

/** What the bookkeeper says of a command, in a long: the position that settled it, and how. */
public final class Outcomes {
    /** The command has an effect at the position. */
    public static final int POSTED = 0;

    /** The command was rejected now, which is recorded at the position. */
    public static final int REJECTED = 1;

    /** The id was settled before, at the position; whether by the same command is still to be seen. */
    public static final int SETTLED_BEFORE = 2;

    /** The command only carried the time: it has no effect, and nobody waits for an answer. */
    public static final int NOTHING = 3;

    private static final int KIND_BITS = 2;

    private Outcomes() {}

    static long of(int kind, long position) {
        return position << KIND_BITS | kind;
    }

    public static int kind(long outcome) {
        return (int) outcome & (1 << KIND_BITS) - 1;
    }

    public static long position(long outcome) {
        return outcome >>> KIND_BITS;
    }

    /** What the digest knows a command by that took effect. */
    static final long POSTED_CODE = 0;

    /** What the digest knows an outcome by: 0 for a command that took effect, else the number of the reason. */
    static long code(EffectCursor effect) {
        return effect.kind() == EffectKind.REJECTED ? EffectCodec.reasonNumber(effect) : POSTED_CODE;
    }
}
