package dev.florin.ledger.cli;

import dev.florin.ledger.Details;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.show.Times;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What goes with a movement of money. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DetailOptions {
    @Option(names = "--reference", paramLabel = "TEXT", description = "What it is for, in words.")
    private String reference = "";

    @Option(names = "--code", paramLabel = "N", description = "A free number for programs.")
    private int code;

    @Option(
            names = "--effective",
            paramLabel = "TIME",
            description = "When it counts: a date such as 2026-01-31, or a time such as 2026-01-31T12:00:00Z.")
    private Optional<String> effective;

    @Option(names = "--metadata", paramLabel = "KEY=VALUE", description = "A pair to keep with it. May be given often.")
    private Map<String, String> metadata = Map.of();

    Details details() {
        try {
            return new Details(reference, code, effective.map(Times::parse).orElse(null), metadata);
        } catch (DateTimeParseException e) {
            throw new BadInputException("--effective '" + effective.orElse("")
                    + "' is not a date like 2026-01-31 or a time like 2026-01-31T12:00:00Z");
        }
    }
}
