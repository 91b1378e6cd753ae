package dev.florin.ledger.cli;

import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.cli.find.Known;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Closes an account. */
@CommandLine.Command(
        name = "close",
        description = "Closes an account that is at zero and has no holds. It can be opened again.",
        footer = {"", "Example:", "  florin close users:bob --books books --sweep-to bank:unclaimed"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CloseCommand extends WriteCommand {
    @Parameters(paramLabel = "NAME", description = "Name or id of the account.")
    private String name;

    @Option(
            names = "--sweep-to",
            paramLabel = "NAME",
            description = "Move what is left into this account first, in the same step.")
    private Optional<String> sweepTo;

    @Mixin
    private DetailOptions details;

    @Override
    Command command(CommandId id, Known known) {
        CloseAccount closing = CloseAccount.of(id, known.account(name).id())
                .details(details.details())
                .onlyIf(asking.conditions(known));
        return sweepTo.map(receiver -> closing.sweepTo(known.account(receiver).id()))
                .orElse(closing);
    }
}
