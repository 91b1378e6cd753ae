package dev.florin.ledger.cli;

import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.cli.find.Known;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Opens an account again. */
@CommandLine.Command(
        name = "reopen",
        aliases = "unfreeze",
        description = "Opens an account again that was frozen or closed.",
        footer = {"", "Example:", "  florin reopen users:mallory --books books"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ReopenCommand extends WriteCommand {
    @Parameters(paramLabel = "NAME", description = "Name or id of the account.")
    private String name;

    @Override
    Command command(CommandId id, Known known) {
        return AccountUpdate.of(id, known.account(name).id())
                .status(AccountStatus.OPEN)
                .onlyIf(asking.conditions(known));
    }
}
