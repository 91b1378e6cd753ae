package dev.florin.ledger.spi;

import org.jspecify.annotations.Nullable;

/** What an effect is. The codes are part of the journal's format; {@code docs/catalogue.md} lists all of them. */
public enum EffectKind {
    /** An account was opened. */
    ACCOUNT_OPENED(1),
    /** Attributes of an account were changed. */
    ACCOUNT_UPDATED(2),
    /** A transfer was posted. */
    TRANSFER_POSTED(3),
    /** A command was rejected; its id is used up. */
    REJECTED(4),
    /** A hold reserves. */
    HOLD_PLACED(5),
    /** A hold, or a part of it, was posted. */
    HOLD_CAPTURED(6),
    /** What a hold reserved is free: asked for, or expired. */
    HOLD_RELEASED(7),
    /** The inverse of a movement was posted. */
    TRANSFER_REVERSED(8),
    /** A part of the inverse of a movement was posted. */
    TRANSFER_REFUNDED(9),
    /** All that was available was moved, or the most that was asked for. */
    SWEPT(10),
    /** The next effects belong together. */
    GROUP_POSTED(11),
    /** A schedule is set up. */
    SCHEDULE_CREATED(12),
    /** A date of a schedule has come: what it did follows. */
    SCHEDULE_FIRED(13),
    /** A schedule was stopped. */
    SCHEDULE_CANCELLED(14),
    /** The books were restored from a backup: a new incarnation begins. */
    RESTORED(17),
    /** The next date of a schedule is known. */
    SCHEDULE_PLANNED(18);

    private static final @Nullable EffectKind[] BY_CODE = byCode();

    private final int code;

    EffectKind(int code) {
        this.code = code;
    }

    /** By code; null where a code is reserved. */
    private static @Nullable EffectKind[] byCode() {
        @Nullable EffectKind[] kinds = new EffectKind[SCHEDULE_PLANNED.code + 1];
        for (EffectKind kind : values()) {
            kinds[kind.code] = kind;
        }
        return kinds;
    }

    /**
     * The code in the journal.
     *
     * @return 1 to 255
     */
    public int code() {
        return code;
    }

    /**
     * The kind of a code.
     *
     * @param code the code in the journal
     * @return the kind
     * @throws IllegalArgumentException if this version knows no such kind
     */
    public static EffectKind of(int code) {
        EffectKind kind = code < 0 || code >= BY_CODE.length ? null : BY_CODE[code];
        if (kind == null) {
            throw new IllegalArgumentException("effect kind " + code
                    + " is unknown to this version of the ledger; open the books with the version that wrote them");
        }
        return kind;
    }

    /**
     * Whether such an effect moves posted sums: each of its entries with an amount above zero is a line of a statement.
     *
     * @return true for transfers, captures, reversals, refunds and sweeps
     */
    public boolean movesPosted() {
        return switch (this) {
            case TRANSFER_POSTED, HOLD_CAPTURED, TRANSFER_REVERSED, TRANSFER_REFUNDED, SWEPT -> true;
            default -> false;
        };
    }

    /**
     * Whether such an effect has entries.
     *
     * @return true for those that move posted sums, and for holds that are placed or released
     */
    public boolean hasEntries() {
        return movesPosted() || this == HOLD_PLACED || this == HOLD_RELEASED;
    }

    /**
     * Whether such an effect refers to an earlier one, its {@linkplain EffectCursor#originPosition origin}.
     *
     * @return true for captures, releases, reversals and refunds, and for what happens to a schedule
     */
    public boolean hasOrigin() {
        return switch (this) {
            case HOLD_CAPTURED,
                    HOLD_RELEASED,
                    TRANSFER_REVERSED,
                    TRANSFER_REFUNDED,
                    SCHEDULE_FIRED,
                    SCHEDULE_CANCELLED,
                    SCHEDULE_PLANNED -> true;
            default -> false;
        };
    }
}
