package dev.florin.ledger.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A table of commands and what becomes of them, one line each, in scenarios that each start with empty books:
 *
 * <pre>
 *   == the title of a scenario
 *   # a remark
 *   open o1: cash USD/2 debit unlimited -> POSTED
 *   open o2: alice USD/2 lower=-2^64+1 upper=none name=ally -> POSTED position=2
 *   update u1: alice status=FROZEN code=3 -> POSTED
 *   transfer t1: D cash 100, C alice 100 | reference=rent code=7 -> ACCOUNT_FROZEN account=alice
 *   balance alice: debits=0 credits=0 posted=0 version=0
 * </pre>
 *
 * Accounts are known by the first word behind the colon, which is hashed to their id; they have no name unless one is
 * given. Numbers may be written as powers, and as powers more or less something.
 *
 * @param scenarios in the order of the file
 */
record CommandTable(List<Scenario> scenarios) {
    /**
     * Commands for one set of books.
     *
     * @param title what it shows
     * @param lines commands and balances
     */
    record Scenario(String title, List<String> lines) {
        @Override
        public String toString() {
            return title;
        }
    }

    static CommandTable read(String file) {
        List<Scenario> scenarios = new ArrayList<>();
        for (String part : text(file).split("(?m)^== ", -1)) {
            List<String> lines = part.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
            if (!lines.isEmpty()) {
                scenarios.add(new Scenario(lines.get(0), lines.subList(1, lines.size())));
            }
        }
        return new CommandTable(scenarios);
    }

    private static String text(String file) {
        try (InputStream in = Objects.requireNonNull(CommandTable.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
