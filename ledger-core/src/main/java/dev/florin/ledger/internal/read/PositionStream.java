package dev.florin.ledger.internal.read;

/**
 * Positions in one direction, found in pieces. What is asked for only ever moves on in that direction; a position may come
 * more than once. One thread.
 */
final class PositionStream {
    /** Nothing more is to come. */
    static final long END = -1;

    private static final int FIRST_PIECE = 16;
    private static final int LARGEST_PIECE = 256;

    private final Source source;
    private final boolean ascending;
    private long[] piece = new long[0];
    private int next;
    private int size = FIRST_PIECE;
    private boolean ended;

    /** Finds positions from one on, itself included, in the direction of the stream; fewer than asked for at the end. */
    @FunctionalInterface
    interface Source {
        long[] find(long from, int limit);
    }

    PositionStream(Source source, boolean ascending) {
        this.source = source;
        this.ascending = ascending;
    }

    /** The first position of the stream that is not before one. */
    long seek(long position) {
        if (passedBy(position)) {
            return piece[next];
        }
        if (ended) {
            return END;
        }
        // Who reads on in small steps gets larger pieces; who leaps past a piece begins anew.
        boolean reading = piece.length > 0 && position == piece[piece.length - 1] + (ascending ? 1 : -1);
        size = reading ? Math.min(2 * size, LARGEST_PIECE) : FIRST_PIECE;
        piece = source.find(position, size);
        next = 0;
        ended = piece.length < size;
        return piece.length == 0 ? END : piece[0];
    }

    /** Whether the piece at hand reaches that far. */
    private boolean passedBy(long position) {
        while (next < piece.length && (ascending ? piece[next] < position : piece[next] > position)) {
            next++;
        }
        return next < piece.length;
    }
}
