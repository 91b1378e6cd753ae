package dev.florin.ledger.quickstart;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.StatementLine;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.storage.file.FileStorage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page of code that moves money. Takes a folder for the books, or makes one. Run it twice with the same folder: every
 * command has its own id, so nothing is done twice.
 */
public final class Quickstart {
    private static final Asset USD = Asset.of("USD", 2);

    private Quickstart() {}

    public static void main(String[] args) throws IOException {
        run(args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("florin-quickstart"), System.out);
    }

    static void run(Path folder, PrintStream out) {
        out.println("Books in " + folder);
        try (Ledger ledger = Ledger.open(FileStorage.at(folder))) {
            ledger.open(Account.named("bank:cash", USD).debitNormal().unlimited());
            ledger.open(Account.named("users:alice", USD));
            ledger.open(Account.named("users:bob", USD));
            ledger.open(Account.named("users:carol", USD));

            topUp(ledger, out);
            payTwo(ledger, out);
            payTooMuch(ledger, out);
            show(ledger, out);
        }
    }

    /** Cash comes in: both sides of the bank's books grow. */
    private static void topUp(Ledger ledger, PrintStream out) {
        Receipt receipt = ledger.post(Transfer.of(CommandId.of("alice tops up"))
                .debit("bank:cash", 50_00)
                .credit("users:alice", 50_00)
                .build());
        out.println("Top-up at position " + receipt.position());
    }

    /** One debit, two credits: all or nothing. */
    private static void payTwo(Ledger ledger, PrintStream out) {
        Transfer dinner = Transfer.of(CommandId.of("alice pays for dinner"))
                .debit("users:alice", 9_00)
                .credit("users:bob", 5_00)
                .credit("users:carol", 4_00)
                .reference("dinner")
                .build();
        Outcome outcome = ledger.submit(dinner);
        out.println("Dinner paid: " + outcome.isPosted());
        Outcome again = ledger.submit(dinner);
        out.println("Sent again, it was not paid again: " + (again instanceof Outcome.AlreadyPosted));
    }

    /** A rejection is a value with the figures that explain it, not an exception. */
    private static void payTooMuch(Ledger ledger, PrintStream out) {
        Outcome outcome = ledger.submit(Transfer.of(CommandId.of("bob buys a bicycle"))
                .debit("users:bob", 300_00)
                .credit("users:carol", 300_00)
                .build());
        if (outcome instanceof Outcome.Rejected rejected
                && rejected.rejection() instanceof Rejection.BelowLowerLimit tooLittle) {
            out.println("Bob has " + tooLittle.available().format(USD) + ", needs "
                    + tooLittle.needed().format(USD) + ", could pay "
                    + tooLittle.most().format(USD));
        }
    }

    private static void show(Ledger ledger, PrintStream out) {
        for (String name : new String[] {"bank:cash", "users:alice", "users:bob", "users:carol"}) {
            out.println(name + " " + ledger.balance(name).posted().format(USD));
        }
        for (StatementLine line : ledger.statement(AccountId.of("users:alice"), StatementQuery.oldestFirst())
                .lines()) {
            out.println("  " + line.side() + " " + line.amount().format(USD) + " " + line.reference() + " -> "
                    + line.balanceAfter().format(USD));
        }
        out.println("The books balance: " + ledger.trialBalance().isBalanced());
    }
}
