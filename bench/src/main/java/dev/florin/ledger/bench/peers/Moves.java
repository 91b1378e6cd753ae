package dev.florin.ledger.bench.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws what a caller asks for. Of one thread; callers draw from different seeds. */
final class Moves {
    /** Small beside what the accounts are given, so that no run empties one. */
    private static final long GREATEST_AMOUNT = 100;

    /** The one account that is in every transfer where there is a hot one. */
    private static final int HOT = 0;

    private final SplittableRandom random;
    private final int accounts;
    private final boolean hot;

    /** Of accounts {@code 0} to {@code accounts - 1}, two at least. */
    Moves(int accounts, boolean hot, long seed) {
        this.accounts = accounts;
        this.hot = hot;
        this.random = new SplittableRandom(seed);
    }

    /** A transfer with a random id between two random accounts, or between the hot one and another, either way. */
    Move next() {
        int one = hot ? HOT : account();
        int other = random.nextInt(accounts - 1);
        if (other >= one) {
            other++;
        }
        boolean pays = random.nextInt(2) == 0;
        return new Move(
                random.nextLong(),
                random.nextLong(),
                pays ? one : other,
                pays ? other : one,
                random.nextLong(1, GREATEST_AMOUNT + 1));
    }

    List<Move> next(int count) {
        List<Move> moves = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            moves.add(next());
        }
        return moves;
    }

    /** An account to read. */
    int account() {
        return random.nextInt(accounts);
    }

    /** Accounts to read; one may be there twice. */
    int[] accounts(int count) {
        int[] drawn = new int[count];
        for (int i = 0; i < count; i++) {
            drawn[i] = account();
        }
        return drawn;
    }
}
