package dev.florin.ledger.bench;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.storage.file.FileStorage;
import java.util.ArrayList;
import java.util.List;

/**
 * New books on the disk with many accounts in them, none of which may be overdrawn, and all of which a bank has given more
 * than benchmarks take.
 */
final class BenchBooks implements AutoCloseable {
    private static final Asset ASSET = Asset.of("USD", 2);

    private static final String BANK = "bank";
    private static final long START_BALANCE = 1_000_000_000_000L;
    private static final int OPENED_TOGETHER = 8_190;

    private static final int FUNDED_TOGETHER = 4_000;

    private final BenchFolder folder = new BenchFolder();
    private final TimedStorage storage = new TimedStorage(FileStorage.at(folder.path()));
    private final Ledger ledger = Ledger.open(storage);
    private final AccountId[] accounts;

    BenchBooks(int accountCount) {
        accounts = new AccountId[accountCount];
        for (int from = 0; from < accountCount; from += OPENED_TOGETHER) {
            int to = Math.min(accountCount, from + OPENED_TOGETHER);
            List<OpenAccount> openings = new ArrayList<>(to - from);
            for (int number = from; number < to; number++) {
                Account account = Account.named(name(number), ASSET).lowerLimit(0);
                accounts[number] = account.id();
                openings.add(OpenAccount.of(account));
            }
            requirePosted(ledger.submitAll(openings));
        }
        fund();
    }

    private void fund() {
        ledger.open(Account.named(BANK, ASSET).unlimited());
        for (int from = 0; from < accounts.length; from += FUNDED_TOGETHER) {
            int to = Math.min(accounts.length, from + FUNDED_TOGETHER);
            Transfer.Builder funding = Transfer.of(CommandId.next()).debit(BANK, START_BALANCE * (to - from));
            for (int number = from; number < to; number++) {
                funding.credit(accounts[number], START_BALANCE);
            }
            ledger.post(funding.build());
        }
    }

    static String name(int number) {
        return "users:" + number;
    }

    Ledger ledger() {
        return ledger;
    }

    TimedStorage storage() {
        return storage;
    }

    AccountId[] accounts() {
        return accounts;
    }

    /** Looks at every outcome, as a caller would. */
    static void requirePosted(List<Outcome> outcomes) {
        for (int i = 0; i < outcomes.size(); i++) {
            requirePosted(outcomes.get(i));
        }
    }

    static void requirePosted(Outcome outcome) {
        if (!outcome.isPosted()) {
            throw new IllegalStateException("a benchmark measures posted transfers, and met " + outcome);
        }
    }

    @Override
    public void close() {
        ledger.close();
        folder.close();
    }
}
