package dev.florin.ledger.bench;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.Command;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.Label;
import dev.florin.ledger.spi.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * How much heap accounts take, all in all but for the storage: opens them in a ledger whose storage keeps nothing, and says
 * what is in use behind a full collection. Arguments: how many accounts; 1,000,000.
 */
public final class AccountBytes {
    private static final Asset USD = Asset.of("USD", 2);
    private static final int AT_ONCE = 8_000;

    private AccountBytes() {}

    /** Measures accounts with names and without. */
    public static void main(String[] args) throws InterruptedException {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        System.out.printf("unnamed: %d bytes an account%n", measure(count, i -> Account.of(id(i), USD)));
        System.out.printf(
                "named:   %d bytes an account%n",
                measure(count, i -> Account.named(String.format("users:%07d", i), USD)));
    }

    private static AccountId id(int i) {
        return AccountId.of(i * 0x9E3779B97F4A7C15L, i + 1);
    }

    private static long measure(int count, IntFunction<Account> accounts) throws InterruptedException {
        long before = used();
        Ledger ledger = Ledger.open(new KeepsNothing());
        for (int first = 0; first < count; first += AT_ONCE) {
            List<Command> openings = new ArrayList<>();
            for (int i = first; i < Math.min(first + AT_ONCE, count); i++) {
                openings.add(OpenAccount.of(accounts.apply(i)));
            }
            ledger.submitAll(openings);
        }
        long after = used();
        ledger.close();
        return (after - before) / count;
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Takes everything and finds nothing. */
    private static final class KeepsNothing implements Storage, Storage.Session {
        @Override
        public Session open(Replay replay) {
            return this;
        }

        @Override
        public void append(Iterable<EffectBatch> group) {}

        @Override
        public void find(long[] ids, int count, long[] positions) {
            Arrays.fill(positions, 0, count, NOT_FOUND);
        }

        @Override
        public EffectCursor read(long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public EffectBatch batch(long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long[] entries(Entries which, int account, long from, boolean ascending, int limit) {
            return new long[0];
        }

        @Override
        public long[] dated(int account, long fromNanos, long from, long position, boolean ascending, int limit) {
            return new long[0];
        }

        @Override
        public long[] datedSums(int account, long untilNanos, long position) {
            return new long[4];
        }

        @Override
        public long[] labelled(Label label, long from, boolean ascending, int limit) {
            return new long[0];
        }

        @Override
        public long[] references(long origin, long after, int limit) {
            return new long[0];
        }

        @Override
        public boolean wantsSnapshot() {
            return false;
        }

        @Override
        public void keepSnapshot(long from, SnapshotBody body) {}

        @Override
        public Recovered recovered() {
            return new Recovered(true, 0, List.of());
        }

        @Override
        public void close() {}
    }
}
