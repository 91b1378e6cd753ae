package dev.florin.ledger.bench;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.file.FileStorage;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * New books on the disk with many accounts in them, none of which may be overdrawn, and all of which a bank has given more
 * than benchmarks take.
 */
public final class BenchBooks implements AutoCloseable {
    private static final Asset ASSET = Asset.of("USD", 2);

    private static final String BANK = "bank";
    private static final long START_BALANCE = 1_000_000_000_000L;
    static final long MORE_THAN_ANY_BALANCE = 1_000_000 * START_BALANCE;
    private static final int OPENED_TOGETHER = 8_190;

    private static final int FUNDED_TOGETHER = 4_000;

    /** How many hand-overs wait for their outcomes while books are filled. */
    private static final int UNDER_WAY = 4;

    private final @Nullable BenchFolder folder;
    private final TimedStorage storage;
    private final Ledger ledger;
    private final AccountId[] accounts;
    private final Queue<CompletionStage<List<Outcome>>> underWay = new ArrayDeque<>();

    /**
     * New books on the disk that is measured, deleted when they are closed.
     *
     * @param accountCount how many accounts, at least 2
     */
    public BenchBooks(int accountCount) {
        this(accountCount, new BenchFolder());
    }

    private BenchBooks(int accountCount, BenchFolder folder) {
        this(accountCount, FileStorage.at(folder.path()), folder);
    }

    /** New books on the disk, of which a snapshot is taken only if one is asked for. */
    static BenchBooks withoutSnapshots(int accountCount) {
        BenchFolder folder = new BenchFolder();
        return new BenchBooks(accountCount, FileStorage.at(folder.path()).snapshotEvery(Long.MAX_VALUE), folder);
    }

    private BenchBooks(int accountCount, Storage where, @Nullable BenchFolder folder) {
        this.folder = folder;
        storage = new TimedStorage(where);
        ledger = Ledger.open(storage);
        accounts = new AccountId[accountCount];
        fill();
    }

    /**
     * New books in another storage, which has none yet.
     *
     * @param storage where they are kept
     * @param accountCount how many accounts, at least 2
     * @return the books; the storage's files stay when they are closed
     */
    public static BenchBooks in(Storage storage, int accountCount) {
        return new BenchBooks(accountCount, storage, null);
    }

    private void fill() {
        int accountCount = accounts.length;
        for (int from = 0; from < accountCount; from += OPENED_TOGETHER) {
            int to = Math.min(accountCount, from + OPENED_TOGETHER);
            List<OpenAccount> openings = new ArrayList<>(to - from);
            for (int number = from; number < to; number++) {
                Account account = Account.named(name(number), ASSET).lowerLimit(0);
                accounts[number] = account.id();
                openings.add(OpenAccount.of(account));
            }
            hand(openings);
        }
        fund();
        while (!underWay.isEmpty()) {
            requirePosted(underWay.remove().toCompletableFuture().join());
        }
    }

    /** Hands over without waiting for the outcomes, unless many are under way. */
    private void hand(List<? extends Command> commands) {
        if (underWay.size() == UNDER_WAY) {
            requirePosted(underWay.remove().toCompletableFuture().join());
        }
        underWay.add(ledger.submitAllAsync(commands));
    }

    private void fund() {
        hand(List.of(OpenAccount.of(Account.named(BANK, ASSET).unlimited())));
        for (int from = 0; from < accounts.length; from += FUNDED_TOGETHER) {
            int to = Math.min(accounts.length, from + FUNDED_TOGETHER);
            Transfer.Builder funding = Transfer.of(CommandId.next()).debit(BANK, START_BALANCE * (to - from));
            for (int number = from; number < to; number++) {
                funding.credit(accounts[number], START_BALANCE);
            }
            hand(List.of(funding.build()));
        }
    }

    static String name(int number) {
        return "users:" + number;
    }

    /**
     * The ledger.
     *
     * @return open until these books are closed
     */
    public Ledger ledger() {
        return ledger;
    }

    /**
     * What the ledger appends to.
     *
     * @return the storage, which counts
     */
    public TimedStorage storage() {
        return storage;
    }

    /**
     * The accounts, not the bank's.
     *
     * @return the array itself: not to be changed
     */
    public AccountId[] accounts() {
        return accounts;
    }

    /**
     * The folder of the books.
     *
     * @return empty if they were made in another storage
     */
    public Optional<Path> folder() {
        return Optional.ofNullable(folder).map(BenchFolder::path);
    }

    /** The files of the books, to open them again once they are closed. */
    FileStorage fileStorage() {
        return FileStorage.at(folder().orElseThrow());
    }

    /** Looks at every outcome, as a caller would. */
    static void requirePosted(List<Outcome> outcomes) {
        for (int i = 0; i < outcomes.size(); i++) {
            requirePosted(outcomes.get(i));
        }
    }

    /**
     * Throws unless a command was carried out.
     *
     * @param outcome of that command
     */
    public static void requirePosted(Outcome outcome) {
        if (!outcome.isPosted()) {
            throw new IllegalStateException("a benchmark measures posted transfers, and met " + outcome);
        }
    }

    @Override
    public void close() {
        ledger.close();
        if (folder != null) {
            folder.close();
        }
    }
}
