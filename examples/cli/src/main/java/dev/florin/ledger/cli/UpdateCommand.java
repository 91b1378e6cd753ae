package dev.florin.ledger.cli;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.write.Named;
import dev.florin.ledger.money.Asset;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes an account. */
@CommandLine.Command(
        name = "update",
        description = "Changes an account's limits, name, code or metadata; what is not named stays.",
        footer = {"", "Example:", "  florin update users:alice --books books --lower-limit -500.00 --code 7"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class UpdateCommand extends WriteCommand {
    @Parameters(paramLabel = "NAME", description = "Name or id of the account.")
    private String name;

    @Option(
            names = "--lower-limit",
            paramLabel = "AMOUNT",
            description = "What is available is never below it; none for no limit.")
    private Optional<String> lowerLimit;

    @Option(
            names = "--upper-limit",
            paramLabel = "AMOUNT",
            description = "The balance is never above it; none for no limit.")
    private Optional<String> upperLimit;

    @Option(names = "--name", paramLabel = "NEW", description = "Its new name. The id stays.")
    private Optional<String> newName;

    @Option(names = "--code", paramLabel = "N", description = "Its new code.")
    private Optional<Integer> code;

    @ArgGroup
    private Metadata metadata = new Metadata();

    private static final class Metadata {
        @Option(
                names = "--metadata",
                paramLabel = "KEY=VALUE",
                description = "A pair to keep with it instead of all that are there. May be given often.")
        private Map<String, String> pairs = Map.of();

        @Option(names = "--no-metadata", description = "Drop all pairs that are there.")
        private boolean none;
    }

    @Override
    Command command(CommandId id, Known known) {
        Account account = known.account(name);
        Asset asset = account.asset();
        AccountUpdate update = AccountUpdate.of(id, account.id()).onlyIf(asking.conditions(known));
        update = lowerLimit.isPresent() ? update.lowerLimit(Named.limit(lowerLimit.get(), asset)) : update;
        update = upperLimit.isPresent() ? update.upperLimit(Named.limit(upperLimit.get(), asset)) : update;
        update = newName.map(update::name).orElse(update);
        update = code.map(update::code).orElse(update);
        update = metadata.none || !metadata.pairs.isEmpty() ? update.metadata(metadata.pairs) : update;
        if (update.changesNothing()) {
            throw new BadInputException(
                    "say what to change: --lower-limit, --upper-limit, --name, --code or --metadata");
        }
        return update;
    }
}
