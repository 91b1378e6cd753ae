package dev.florin.ledger.cli;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Part;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.write.Named;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How much of a hold or a movement; all that is left unless told. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PartOptions {
    @Option(
            names = "--total",
            paramLabel = "AMOUNT",
            description = "So much in all, each entry in proportion to what is left of it.")
    private Optional<String> total;

    @Option(
            names = "--amounts",
            split = ",",
            paramLabel = "AMOUNT",
            description = "So much of each entry, in the order of the entries, 0 for none of it.")
    private List<String> amounts = List.of();

    Part part(CommandId origin, Known known) {
        if (total.isPresent()) {
            return Part.total(
                    Named.positive(total.get(), unit(entries(origin, known).get(0), known)));
        }
        if (amounts.isEmpty()) {
            return Part.all();
        }
        List<Entry> entries = entries(origin, known);
        if (entries.size() != amounts.size()) {
            throw new BadInputException("--amounts has " + amounts.size() + " amounts, and " + origin + " has "
                    + entries.size() + " entries; give one for each, 0 for none of it");
        }
        List<Amount> parts = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            parts.add(Named.amount(amounts.get(i), unit(entries.get(i), known)));
        }
        return new Part.Amounts(parts);
    }

    private static List<Entry> entries(CommandId origin, Known known) {
        return known.entries(origin)
                .orElseThrow(() -> new BadInputException("the books hold no movement " + origin
                        + "; florin holds and florin statement show the ids of those they hold"));
    }

    private static Asset unit(Entry entry, Known known) {
        return known.asset(entry.account()).orElseThrow();
    }
}
