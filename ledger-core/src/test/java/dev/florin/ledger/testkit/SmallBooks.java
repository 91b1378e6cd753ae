package dev.florin.ledger.testkit;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Asset;
import java.util.List;
import java.util.stream.Stream;

/** A bank without limits and users who cannot overdraw: enough books for tests about something else. */
public final class SmallBooks {
    public static final Asset USD = Asset.of("USD", 2);
    public static final String BANK = "bank";

    private SmallBooks() {}

    /** Opens the bank. */
    public static void openBank(Ledger ledger) {
        ledger.open(Account.named(BANK, USD).debitNormal().unlimited());
    }

    /** Opens a user who cannot overdraw and holds some money. */
    public static void openUser(Ledger ledger, String user, long minorUnits) {
        ledger.open(Account.named(user, USD));
        if (minorUnits > 0) {
            ledger.post(transfer(BANK, user, minorUnits));
        }
    }

    /** A transfer with an id of its own: out of one account, into another. */
    public static Transfer transfer(String from, String to, long minorUnits) {
        return transfer(CommandId.next(), from, to, minorUnits);
    }

    /** A transfer out of one account, into another. */
    public static Transfer transfer(CommandId id, String from, String to, long minorUnits) {
        return Transfer.of(id).debit(from, minorUnits).credit(to, minorUnits).build();
    }

    /** What an account holds. */
    public static long posted(Ledger ledger, String account) {
        return ledger.balance(account).posted().toLong();
    }

    /** The sum of what the accounts hold at one moment. */
    public static long sum(Ledger ledger, List<AccountId> accounts) {
        return ledger.balances(accounts).stream()
                .mapToLong(balance -> balance.posted().toLong())
                .sum();
    }

    /** The ids of accounts with these names. */
    public static List<AccountId> ids(String... names) {
        return Stream.of(names).map(AccountId::of).toList();
    }
}
