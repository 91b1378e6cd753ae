package dev.florin.ledger.bench.peers;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.storage.file.FileStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Florin in this process, in a folder, with defaults. */
final class FlorinPeer implements Peer {
    private static final Asset ASSET = Asset.of("USD", 2);
    private static final String BANK = "bank";
    private static final int OPENED_TOGETHER = 8_000;
    private static final int FUNDED_TOGETHER = 4_000;

    /** One is forced, one is decided, and the next ones wait, so that nobody waits for the caller. */
    private static final int UNDER_WAY = 4;

    private static final long LONGEST_BATCH_SECONDS = 60;

    private final Path folder;
    private final Ledger ledger;
    private AccountId[] accounts = {};

    /** Where the journal stood when the accounts were funded. */
    private long prepared;

    FlorinPeer(Path folder) {
        this.folder = folder;
        this.ledger = Ledger.open(FileStorage.at(folder));
    }

    @Override
    public String name() {
        return "Florin";
    }

    @Override
    public String durability() {
        return "the journal is forced before an outcome is given; outcomes that wait share a force";
    }

    @Override
    public void prepare(int count, long startBalance) {
        AccountId[] ids = new AccountId[count];
        for (int from = 0; from < count; from += OPENED_TOGETHER) {
            List<OpenAccount> openings = new ArrayList<>();
            for (int number = from; number < Math.min(count, from + OPENED_TOGETHER); number++) {
                Account account = Account.named("users:" + number, ASSET).lowerLimit(0);
                ids[number] = account.id();
                openings.add(OpenAccount.of(account));
            }
            requirePosted(ledger.submitAll(openings));
        }
        ledger.open(Account.named(BANK, ASSET).unlimited());
        for (int from = 0; from < count; from += FUNDED_TOGETHER) {
            int to = Math.min(count, from + FUNDED_TOGETHER);
            Transfer.Builder funding = Transfer.of(CommandId.next()).debit(BANK, startBalance * (to - from));
            for (int number = from; number < to; number++) {
                funding.credit(ids[number], startBalance);
            }
            ledger.post(funding.build());
        }
        accounts = ids;
        prepared = ledger.fingerprints().position();
    }

    private static void requirePosted(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            requirePosted(outcome);
        }
    }

    private static void requirePosted(Outcome outcome) {
        // Already posted would be a random id drawn twice, and counted twice.
        if (!(outcome instanceof Outcome.Posted)) {
            throw new IllegalStateException("not posted: " + outcome);
        }
    }

    private Transfer transfer(Move move) {
        return Transfer.of(CommandId.of(move.idHigh(), move.idLow()))
                .debit(accounts[move.debit()], move.amount())
                .credit(accounts[move.credit()], move.amount())
                .build();
    }

    @Override
    public Caller caller() {
        return new Caller() {
            @Override
            public void post(Move move) {
                requirePosted(ledger.submit(transfer(move)));
            }

            @Override
            public long balance(int account) {
                return ledger.balance(accounts[account]).posted().toLong();
            }

            @Override
            public long[] balances(int[] asked) {
                List<AccountId> ids = Arrays.stream(asked)
                        .mapToObj(number -> accounts[number])
                        .toList();
                return ledger.balances(ids).stream()
                        .mapToLong(balance -> balance.posted().toLong())
                        .toArray();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Batches batches() {
        return new Batches() {
            @Override
            public int underWay() {
                return UNDER_WAY;
            }

            @Override
            public Pending post(List<Move> batch) {
                List<Transfer> transfers = new ArrayList<>(batch.size());
                for (Move move : batch) {
                    transfers.add(transfer(move));
                }
                CompletionStage<List<Outcome>> outcomes = ledger.submitAllAsync(transfers);
                return () -> requirePosted(outcomes.toCompletableFuture().get(LONGEST_BATCH_SECONDS, TimeUnit.SECONDS));
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Totals totals() {
        long sum = 0;
        for (AccountId account : accounts) {
            sum = Math.addExact(sum, ledger.balance(account).posted().toLong());
        }
        return new Totals(sum, ledger.fingerprints().position() - prepared);
    }

    @Override
    public Optional<Space> space() throws IOException {
        return Optional.of(new Space(Folders.bytes(folder), "all files, those made ahead included"));
    }

    @Override
    public void close() {
        ledger.close();
    }
}
