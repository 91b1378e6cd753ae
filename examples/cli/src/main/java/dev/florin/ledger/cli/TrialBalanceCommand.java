package dev.florin.ledger.cli;

import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.TrialBalance;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.cli.show.Sums;
import picocli.CommandLine.Command;

/** The sums of all accounts. */
@Command(
        name = "trial-balance",
        description = "Adds up all accounts, asset by asset, and shows the fingerprints of the books. "
                + "Debits equal credits, or the exit code is 1.",
        footer = {"", "Example:", "  florin trial-balance --books books"})
final class TrialBalanceCommand extends ReadCommand {
    @Override
    int answer(Ledger ledger) {
        TrialBalance sums = ledger.trialBalance();
        Fingerprints fingerprints = ledger.fingerprints();
        if (json) {
            printJson(sums, fingerprints);
        } else {
            Sums.print(sums, out(), "");
            out().println();
            out().println("position  " + fingerprints.position());
            out().println("chain     " + fingerprints.chain());
            out().println("state     " + fingerprints.state());
            out().println("content   " + fingerprints.content());
        }
        return sums.isBalanced() ? ExitCode.DONE : ExitCode.DIFFERENCES;
    }

    private void printJson(TrialBalance sums, Fingerprints fingerprints) {
        Json.print(out(), to -> {
            to.writeBooleanProperty("balanced", sums.isBalanced());
            to.writeNumberProperty("position", sums.position());
            Sums.write(to, sums);
            to.writeStringProperty("chain", fingerprints.chain());
            to.writeStringProperty("state", fingerprints.state());
            to.writeStringProperty("content", fingerprints.content());
        });
    }
}
