package dev.florin.ledger.cli;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.Condition;
import dev.florin.ledger.cli.find.Ids;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.write.Conditions;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What every command takes that asks for something to be done. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class Asking {
    @Option(
            names = "--id",
            paramLabel = "ID-or-NAME",
            description = "What makes the command safe to send again: a UUID, or a name of your choice, such as an "
                    + "invoice's number. With the same id it is done once. One is made up unless told.")
    private Optional<String> id;

    @Option(
            names = "--only-if",
            paramLabel = "CONDITION",
            description = "Only if this holds, as 'version:NAME=3', 'available:NAME>=12.34' or 'posted:NAME<=12.34' "
                    + "(in quotes, for the shell's sake); pending-out and pending-in work too. May be given often.")
    private List<String> conditions = List.of();

    @Option(names = "--check", description = "Only say what would become of it; nothing is done.")
    private boolean check;

    Optional<CommandId> id() {
        return id.map(Ids::typed);
    }

    Condition[] conditions(Known known) {
        return conditions.stream().map(text -> Conditions.parse(text, known)).toArray(Condition[]::new);
    }

    boolean isCheck() {
        return check;
    }
}
