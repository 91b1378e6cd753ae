package dev.florin.ledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.storage.Storages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The guard against decay: ratios within one run, never times. Each limit is a third or less of what a busy machine with two cores
 * gave, so that only a clear break fails.
 */
class DecayGuardTest {
    private static final int ACCOUNTS = 10_000;
    private static final long SHORT_MILLIS = 500;

    /** Taken by turns, and the best of each counts: a busy disk slows now the one, now the other. */
    private static final int SLICES = 4;

    private static final long WARM_UP_MILLIS = 1_500;

    private static BenchBooks books;
    private static GuardedBooks guarded;

    @BeforeAll
    static void warmUp() {
        books = new BenchBooks(ACCOUNTS);
        guarded = new GuardedBooks(books);
        guarded.batches(WARM_UP_MILLIS, RandomTransfers::next);
        guarded.callers(8, SHORT_MILLIS);
        guarded.reads(SHORT_MILLIS);
    }

    @AfterAll
    static void delete() {
        books.close();
        assertThat(guarded.kept()).isPositive();
    }

    @Test
    void batchesAreManyTimesFasterThanTransfersOneByOne() {
        BestOfThree.require(() -> Ratio.atLeast(
                8,
                "Batches of 1,000 beat transfers that one caller posts one by one",
                guarded.batches(SHORT_MILLIS, RandomTransfers::next).perSecond(),
                guarded.callers(1, SHORT_MILLIS).perSecond(),
                "transfers/s"));
    }

    @Test
    void callersThatWaitShareForces() {
        BestOfThree.require(() -> Ratio.atLeast(
                3,
                "64 callers get more done than one",
                guarded.callers(64, SHORT_MILLIS).perSecond(),
                guarded.callers(1, SHORT_MILLIS).perSecond(),
                "transfers/s"));
        BestOfThree.require(() -> {
            GuardedBooks.Posted posted = guarded.callers(64, SHORT_MILLIS);
            return Ratio.atMost(
                    0.25,
                    "64 callers that wait force less often than they post",
                    (double) posted.forces(),
                    (double) posted.transfers(),
                    "forces and transfers");
        });
    }

    @Test
    void batchesAreNotForcedMoreOftenThanTheyAreHandedOver() {
        BestOfThree.require(() -> {
            GuardedBooks.Posted posted = guarded.batches(SHORT_MILLIS, RandomTransfers::next);
            return Ratio.atMost(
                    1.05,
                    "There are no more forces than batches of 1,000",
                    (double) posted.forces(),
                    (double) posted.handOvers(),
                    "forces and batches");
        });
    }

    @Test
    void aHotAccountIsNoSlower() {
        BestOfThree.require(() -> {
            double hot = 0;
            double spread = 0;
            for (int slice = 0; slice < SLICES; slice++) {
                hot = Math.max(hot, perSecond(RandomTransfers::nextFromFirst));
                spread = Math.max(spread, perSecond(RandomTransfers::next));
            }
            return Ratio.atLeast(
                    0.3,
                    "Transfers that all have one account keep up with those that are spread out",
                    hot,
                    spread,
                    "transfers/s");
        });
    }

    private static double perSecond(Function<RandomTransfers, Transfer> maker) {
        return guarded.batches(SHORT_MILLIS / 2, maker).perSecond();
    }

    @Test
    void readersDoNotPayForAWriter() {
        BestOfThree.require(() -> Ratio.atMost(
                4,
                "A read by handle takes about the same CPU time with a writer at full speed as without",
                guarded.readsWhilePosting(SHORT_MILLIS).cpuNanos(),
                guarded.reads(SHORT_MILLIS).cpuNanos(),
                "ns of CPU"));
    }

    @Test
    void aReadAllocatesNoMoreThanItsBalance() {
        BestOfThree.require(() -> Ratio.atMost(
                1,
                "A read by handle allocates at most its Balance",
                Math.max(1, guarded.reads(SHORT_MILLIS).allocatedBytes()),
                144,
                "bytes"));
    }

    @Test
    void aTransferAllocatesLittle() {
        BestOfThree.require(() -> {
            GuardedBooks.Posted posted = guarded.batches(SHORT_MILLIS, RandomTransfers::next);
            return Ratio.atMost(
                    1,
                    "A transfer in a batch, from its making to its outcome, allocates a bounded number of bytes",
                    posted.allocatedBytes() / (double) posted.transfers(),
                    2_400,
                    "bytes");
        });
    }

    @Test
    void filesAreSeveralTimesFasterThanH2() {
        try (BenchFolder folder = new BenchFolder();
                Ledger h2 = Ledger.open(Storages.at("h2:" + folder.path().resolve("h2")))) {
            Growth.openAccounts(h2, ACCOUNTS);
            BestOfThree.require(() -> Ratio.atLeast(
                    8,
                    "Batches of 1,000 on files beat the same on H2",
                    guarded.batches(SHORT_MILLIS, RandomTransfers::next).perSecond(),
                    perSecond(h2),
                    "transfers/s"));
        }
    }

    private static double perSecond(Ledger h2) {
        AccountId[] accounts =
                IntStream.range(0, ACCOUNTS).mapToObj(Growth::account).toArray(AccountId[]::new);
        RandomTransfers transfers = new RandomTransfers(accounts, System.nanoTime());
        long start = System.nanoTime();
        long posted = 0;
        while (System.nanoTime() - start < SHORT_MILLIS * 1_000_000) {
            List<Transfer> batch = new ArrayList<>();
            for (int i = 0; i < GuardedBooks.BATCH; i++) {
                batch.add(transfers.next());
            }
            BenchBooks.requirePosted(h2.submitAll(batch));
            posted += batch.size();
        }
        return posted * 1e9 / (System.nanoTime() - start);
    }
}
