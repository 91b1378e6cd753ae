package dev.florin.ledger.cli.demo;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.Capture;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Decision;
import dev.florin.ledger.Group;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Part;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import java.time.Duration;
import java.util.List;

/** An evening in a café: a group, a hold that is captured with a tip, a refund in proportion, a sweep. */
final class Cafe {
    private static final AccountId GUEST = AccountId.of("users:guest");
    private static final AccountId CAFE = AccountId.of("shops:cafe");
    private static final AccountId TIPS = AccountId.of("shops:cafe:tips");
    private static final CommandId TABLE = CommandId.of("demo:cafe:table");

    private final Ledger ledger;

    Cafe(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What happens, in sentences. */
    List<String> evening() {
        return List.of(opening(), hold(), capture(), refund(), sweep());
    }

    private String opening() {
        ledger.post(Group.of(
                CommandId.of("demo:cafe:group"),
                opening("users:guest"),
                opening("shops:cafe"),
                opening("shops:cafe:tips"),
                Transfer.of(CommandId.of("demo:cafe:top-up"))
                        .debit(Wallet.CASH, 100_00)
                        .credit("users:guest", 100_00)
                        .reference("top-up")
                        .build()));
        return "one group opens three accounts and gives users:guest 100.00 EUR: all of it, or nothing";
    }

    private static OpenAccount opening(String name) {
        return new OpenAccount(CommandId.of("demo:cafe:open:" + name), Account.named(name, Wallet.EUR));
    }

    private String hold() {
        Hold hold = Transfer.of(TABLE)
                .debit(GUEST, 60_00)
                .credit(CAFE, 50_00)
                .credit(TIPS, 10_00)
                .reference("table 12")
                .hold(Duration.ofDays(7));
        ledger.reserve(hold);
        return "a hold reserves 60.00, so that " + available(GUEST) + " of it are left to spend";
    }

    private String capture() {
        List<Amount> amounts = moved(Capture.of(CommandId.of("demo:cafe:bill"), TABLE)
                .part(Part.amounts(47_00, 42_00, 5_00))
                .closing());
        return "captured with a tip: " + euros(amounts.get(1)) + " for the café and " + euros(amounts.get(2))
                + " for its staff; the rest is released, " + available(GUEST) + " are available";
    }

    private String refund() {
        List<Amount> amounts =
                moved(Refund.of(CommandId.of("demo:cafe:refund"), TABLE).total(9_99));
        return "refund of " + euros(amounts.get(0)) + " in proportion, to the cent: " + euros(amounts.get(1))
                + " from the café, " + euros(amounts.get(2)) + " from the tips";
    }

    private String sweep() {
        Amount amount = ledger.sweep(Sweep.of(CommandId.of("demo:cafe:sweep"), CAFE, AccountId.of(Wallet.PAYOUTS)));
        return "a sweep moves what the café has to the payouts: " + euros(amount) + ", and " + available(CAFE)
                + " stay";
    }

    private List<Amount> moved(Command command) {
        Outcome outcome = ledger.submit(command);
        if (outcome instanceof Outcome.Posted posted && posted.decision() instanceof Decision.Moved moved) {
            return moved.amounts();
        }
        throw new IllegalStateException("this must be accepted, and was not: " + outcome);
    }

    private String available(AccountId account) {
        return ledger.balance(account).available().format(Wallet.EUR);
    }

    private static String euros(Amount amount) {
        return amount.format(Wallet.EUR);
    }
}
