package dev.florin.ledger.spi;

/** What an effect is. The codes are part of the journal's format; {@code docs/catalogue.md} lists all of them. */
public enum EffectKind {
    /** An account was opened. */
    ACCOUNT_OPENED(1),
    /** Attributes of an account were changed. */
    ACCOUNT_UPDATED(2),
    /** A transfer was posted. */
    TRANSFER_POSTED(3),
    /** A command was rejected; its id is used up. */
    REJECTED(4);

    private static final EffectKind[] BY_CODE = {null, ACCOUNT_OPENED, ACCOUNT_UPDATED, TRANSFER_POSTED, REJECTED};

    private final int code;

    EffectKind(int code) {
        this.code = code;
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
        if (code < 1 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("effect kind " + code
                    + " is unknown to this version of the ledger; open the books with the version that wrote them");
        }
        return BY_CODE[code];
    }
}
