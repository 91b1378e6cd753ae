package dev.florin.ledger.bench;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Transfer;
import java.util.SplittableRandom;

/** Makes transfers between accounts drawn at random, each with a new time-ordered id. Not thread-safe. */
public final class RandomTransfers {
    private final AccountId[] accounts;
    private final SplittableRandom random;

    /**
     * Transfers between these accounts.
     *
     * @param accounts at least 2; the array itself is kept
     * @param seed the same seed draws the same accounts and amounts
     */
    public RandomTransfers(AccountId[] accounts, long seed) {
        this.accounts = accounts;
        this.random = new SplittableRandom(seed);
    }

    /**
     * From one account to another.
     *
     * @return a new transfer
     */
    public Transfer next() {
        int from = random.nextInt(accounts.length);
        return pair(from, other(from));
    }

    /** From the first account, which is in every transfer, to another. */
    Transfer nextFromFirst() {
        return pair(0, other(0));
    }

    private Transfer pair(int from, int to) {
        return transfer(from, to, random.nextLong(1, 10_001));
    }

    private Transfer transfer(int from, int to, long amount) {
        return Transfer.of(CommandId.next())
                .debit(accounts[from], amount)
                .credit(accounts[to], amount)
                .build();
    }

    /** One debit, and credits of ten accounts that add up to it. */
    Transfer nextToTen() {
        return nextTo(10);
    }

    /** One debit, and credits of a hundred accounts that add up to it. */
    Transfer nextToHundred() {
        return nextTo(100);
    }

    private Transfer nextTo(int credits) {
        long each = random.nextLong(1, 1_001);
        int from = random.nextInt(accounts.length);
        Transfer.Builder transfer = Transfer.of(CommandId.next()).debit(accounts[from], credits * each);
        for (int i = 0; i < credits; i++) {
            transfer.credit(accounts[other(from)], each);
        }
        return transfer.build();
    }

    /** One that no account can afford. */
    Transfer nextTooLarge() {
        int from = random.nextInt(accounts.length);
        return transfer(from, other(from), BenchBooks.MORE_THAN_ANY_BALANCE);
    }

    private int other(int account) {
        int other = random.nextInt(accounts.length - 1);
        return other < account ? other : other + 1;
    }
}
