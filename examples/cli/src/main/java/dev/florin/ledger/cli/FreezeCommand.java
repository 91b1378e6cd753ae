package dev.florin.ledger.cli;

import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.cli.find.Known;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Freezes an account. */
@CommandLine.Command(
        name = "freeze",
        description =
                "Freezes an account: nothing moves on it until it is opened again. Holds on it can be released, and expire.",
        footer = {"", "Example:", "  florin freeze users:mallory --books books --debits-only"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class FreezeCommand extends WriteCommand {
    @Parameters(paramLabel = "NAME", description = "Name or id of the account.")
    private String name;

    @Option(names = "--debits-only", description = "It still takes credits.")
    private boolean debitsOnly;

    @Override
    Command command(CommandId id, Known known) {
        return AccountUpdate.of(id, known.account(name).id())
                .status(debitsOnly ? AccountStatus.FROZEN_FOR_DEBITS : AccountStatus.FROZEN)
                .onlyIf(asking.conditions(known));
    }
}
