package dev.florin.ledger.bench;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Transfer;
import java.util.SplittableRandom;

/** Makes transfers between accounts drawn at random, each with a new time-ordered id. Not thread-safe. */
final class RandomTransfers {
    private final AccountId[] accounts;
    private final SplittableRandom random;

    RandomTransfers(AccountId[] accounts, long seed) {
        this.accounts = accounts;
        this.random = new SplittableRandom(seed);
    }

    /** From one account to another. */
    Transfer next() {
        int from = random.nextInt(accounts.length);
        return pair(from, other(from));
    }

    /** From the first account, which is in every transfer, to another. */
    Transfer nextFromFirst() {
        return pair(0, other(0));
    }

    private Transfer pair(int from, int to) {
        long amount = random.nextLong(1, 10_001);
        return Transfer.of(CommandId.next())
                .debit(accounts[from], amount)
                .credit(accounts[to], amount)
                .build();
    }

    /** One debit, and credits of ten accounts that add up to it. */
    Transfer nextToTen() {
        long each = random.nextLong(1, 1_001);
        int from = random.nextInt(accounts.length);
        Transfer.Builder transfer = Transfer.of(CommandId.next()).debit(accounts[from], 10 * each);
        for (int i = 0; i < 10; i++) {
            transfer.credit(accounts[other(from)], each);
        }
        return transfer.build();
    }

    private int other(int account) {
        int other = random.nextInt(accounts.length - 1);
        return other < account ? other : other + 1;
    }
}
