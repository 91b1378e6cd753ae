package dev.florin.ledger.cli;

import dev.florin.ledger.Entry;
import dev.florin.ledger.Exchange;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.Rate;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The rate that a transfer states, for the ledger to check. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ExchangeOptions {
    @Option(
            names = "--rate",
            paramLabel = "RATE",
            description = "Check that one entry is another one times this rate, as 1.0837 dollars for a euro.")
    private Optional<String> rate;

    @Option(
            names = "--rounding",
            paramLabel = "HOW",
            description = "Round the result: down, up, half_up, half_even or half_down. Needed with --rate.")
    private Optional<String> rounding;

    @Option(
            names = "--exchange",
            paramLabel = "FROM:TO",
            description =
                    "Which entry is exchanged into which, counted from 0 in the order typed; the first into the last"
                            + " unless told.")
    private Optional<String> exchanged;

    @Option(
            names = "--residue",
            paramLabel = "NAME",
            description = "Check that this account gets what rounding leaves.")
    private Optional<String> residue;

    /** Null if no rate is stated. */
    @Nullable
    Exchange exchange(List<Entry> entries, Known known) {
        if (rate.isEmpty()) {
            if (rounding.isPresent() || exchanged.isPresent() || residue.isPresent()) {
                throw new BadInputException("--rounding, --exchange and --residue say more of a rate; give --rate too");
            }
            return null;
        }
        int[] places = exchanged.map(ExchangeOptions::places).orElse(new int[] {0, entries.size() - 1});
        Exchange stated = Exchange.of(rate(entries, places, known), rounding(), places[0], places[1]);
        return residue.map(name -> stated.residue(known.accountId(name))).orElse(stated);
    }

    private Rate rate(List<Entry> entries, int[] places, Known known) {
        for (int place : places) {
            if (place >= entries.size()) {
                throw new BadInputException(
                        "--exchange names entry " + place + ", and there are " + entries.size() + ", counted from 0");
            }
        }
        try {
            return Rate.parse(
                    rate.orElseThrow(), unit(entries.get(places[0]), known), unit(entries.get(places[1]), known));
        } catch (NumberFormatException e) {
            throw new BadInputException("--rate: " + e.getMessage());
        }
    }

    private static Asset unit(Entry entry, Known known) {
        return known.asset(entry.account()).orElseThrow();
    }

    private RoundingMode rounding() {
        String how = rounding.orElseThrow(() -> new BadInputException("--rate needs --rounding, such as half_even"));
        return switch (how.toLowerCase(Locale.ROOT)) {
            case "down" -> RoundingMode.DOWN;
            case "up" -> RoundingMode.UP;
            case "half_up" -> RoundingMode.HALF_UP;
            case "half_even" -> RoundingMode.HALF_EVEN;
            case "half_down" -> RoundingMode.HALF_DOWN;
            default ->
                throw new BadInputException(
                        "--rounding '" + how + "' is none of down, up, half_up, half_even and half_down");
        };
    }

    private static int[] places(String text) {
        if (!text.matches("[0-9]{1,4}:[0-9]{1,4}")) {
            throw new BadInputException("--exchange '" + text + "' is not FROM:TO, such as 0:3");
        }
        int colon = text.indexOf(':');
        return new int[] {Integer.parseInt(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1))};
    }
}
