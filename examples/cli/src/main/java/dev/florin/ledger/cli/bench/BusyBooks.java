package dev.florin.ledger.cli.bench;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountHandle;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.cli.bench.Pace.Work;
import dev.florin.ledger.money.Asset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;

/** Books with many accounts, and the work that is done on them. */
final class BusyBooks {
    /** Transfers of one hand-over. */
    static final int BATCH = 8_000;

    private static final Asset EUR = Asset.of("EUR", 2);
    private static final int UNDER_WAY = 4;
    private static final int READS = 1_000;
    private static final int FUNDED_TOGETHER = 4_000;
    private static final long FUNDS = 1_000_000_000_000L;
    private static final long MOST = 100_00;

    private final Ledger ledger;
    private final AccountId[] accounts;

    /** Opens accounts in new books, none of which may be overdrawn, and funds them. */
    BusyBooks(Ledger ledger, int count, BooleanSupplier ending) {
        this.ledger = ledger;
        this.accounts = new AccountId[count];
        ledger.open(Account.named("bank", EUR).unlimited());
        for (int from = 0; from < count && !ending.getAsBoolean(); from += FUNDED_TOGETHER) {
            int to = Math.min(count, from + FUNDED_TOGETHER);
            List<OpenAccount> openings = new ArrayList<>();
            Transfer.Builder funding = Transfer.of(CommandId.next()).debit("bank", FUNDS * (to - from));
            for (int i = from; i < to; i++) {
                Account account = Account.named("users:" + i, EUR).lowerLimit(0);
                accounts[i] = account.id();
                openings.add(OpenAccount.of(account));
                funding.credit(accounts[i], FUNDS);
            }
            requirePosted(ledger.submitAll(openings));
            ledger.post(funding.build());
        }
    }

    /** Batches, several under way. */
    Work batches(long seed) {
        return new Batches(new Transfers(seed, false));
    }

    /** The same with one account in every transfer. */
    Work hotBatches(long seed) {
        return new Batches(new Transfers(seed, true));
    }

    /** One transfer at a time, each waited for. */
    Work singles(long seed) {
        Transfers transfers = new Transfers(seed, false);
        return () -> {
            ledger.post(transfers.next());
            return 1;
        };
    }

    /** Balances by handles that were looked up before. */
    Work readsByHandle(long seed) {
        AccountHandle[] handles = new AccountHandle[accounts.length];
        for (int i = 0; i < handles.length; i++) {
            handles[i] = ledger.handle(accounts[i]);
        }
        return new Reads<>(handles, handle -> handle.balance().version(), seed);
    }

    /** Balances by account id. */
    Work readsById(long seed) {
        return new Reads<>(accounts, account -> ledger.balance(account).version(), seed);
    }

    private static void requirePosted(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (!outcome.isPosted()) {
                throw new IllegalStateException("this must be posted, and was not: " + outcome);
            }
        }
    }

    /** Transfers between random accounts; each thread has its own. */
    private final class Transfers {
        private final SplittableRandom random;
        private final boolean hot;

        Transfers(long seed, boolean hot) {
            this.random = new SplittableRandom(seed);
            this.hot = hot;
        }

        Transfer next() {
            int from = hot ? 0 : random.nextInt(accounts.length);
            int other = random.nextInt(accounts.length - 1);
            long amount = random.nextLong(1, MOST);
            return Transfer.of(CommandId.next())
                    .debit(accounts[from], amount)
                    .credit(accounts[other < from ? other : other + 1], amount)
                    .build();
        }
    }

    private final class Batches implements Work {
        private final Transfers transfers;
        private final Queue<CompletionStage<List<Outcome>>> underWay = new ArrayDeque<>();

        Batches(Transfers transfers) {
            this.transfers = transfers;
        }

        @Override
        public long some() {
            List<Transfer> batch = new ArrayList<>(BATCH);
            for (int i = 0; i < BATCH; i++) {
                batch.add(transfers.next());
            }
            long answered = underWay.size() < UNDER_WAY ? 0 : awaitOldest();
            underWay.add(ledger.submitAllAsync(batch));
            return answered;
        }

        private long awaitOldest() {
            List<Outcome> outcomes = underWay.remove().toCompletableFuture().join();
            requirePosted(outcomes);
            return outcomes.size();
        }

        @Override
        public void finish() {
            while (!underWay.isEmpty()) {
                awaitOldest();
            }
        }
    }

    /** Reads of random accounts, of which something is kept, so that none can be left out. */
    private static final class Reads<T> implements Work {
        private final T[] accounts;
        private final ToLongFunction<T> read;
        private final SplittableRandom random;
        private long sum;

        Reads(T[] accounts, ToLongFunction<T> read, long seed) {
            this.accounts = accounts;
            this.read = read;
            this.random = new SplittableRandom(seed);
        }

        @Override
        public long some() {
            for (int i = 0; i < READS; i++) {
                sum += read.applyAsLong(accounts[random.nextInt(accounts.length)]);
            }
            return READS;
        }

        @Override
        public void finish() {
            if (sum == 0) {
                throw new IllegalStateException("accounts that were funded have had no entry: the reads are wrong");
            }
        }
    }
}
