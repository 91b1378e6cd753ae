package dev.florin.ledger.cli.find;

import dev.florin.ledger.TransferQuery;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.write.When;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Filters of transfers as people write them. One that is not understood, or says nothing, is a mistake: it hides nothing. */
public final class Filters {
    /** What can be asked for, for messages and the help. */
    public static final List<String> ALL = List.of(
            "account=NAME",
            "reference=TEXT",
            "code=N",
            "key=KEY",
            "metadata:KEY=VALUE",
            "from=TIME",
            "to=TIME",
            "effective-from=TIME",
            "effective-to=TIME");

    private static final String METADATA = "metadata:";

    private final Known known;
    private final Map<String, String> times = new HashMap<>();
    private TransferQuery query;

    private Filters(TransferQuery query, Known known) {
        this.query = query;
        this.known = known;
    }

    /**
     * Adds filters to a query.
     *
     * @param query the query
     * @param filters such as {@code account=users:alice}
     * @param known what accounts there are
     * @return the query with all of them
     * @throws BadInputException if one of them is none, stands twice, or can meet nothing
     */
    public static TransferQuery add(TransferQuery query, List<String> filters, Known known) {
        Filters all = new Filters(query, known);
        List<String> names = new ArrayList<>();
        for (String filter : filters) {
            int equals = filter.indexOf('=');
            String name = equals < 0 ? filter : filter.substring(0, equals);
            if (equals < 0 || (equals == filter.length() - 1 && !name.startsWith(METADATA))) {
                throw mistake(filter, equals < 0 ? "is no filter" : "asks for nothing");
            }
            if (!name.equals("key") && names.contains(name)) {
                throw mistake(filter, "is asked for twice");
            }
            names.add(name);
            all.add(filter, name, filter.substring(equals + 1));
        }
        return all.withTimes();
    }

    private void add(String filter, String name, String value) {
        try {
            query = switch (name) {
                case "account" -> query.account(known.account(value).id());
                case "reference" -> query.reference(value);
                case "code" -> query.code(Integer.parseInt(value));
                case "key" -> query.metadata(value);
                case "from", "to", "effective-from", "effective-to" -> {
                    times.put(name, value);
                    yield query;
                }
                default -> {
                    if (!name.startsWith(METADATA)) {
                        throw mistake(filter, "is no filter");
                    }
                    yield query.metadata(name.substring(METADATA.length()), value);
                }
            };
        } catch (NumberFormatException e) {
            throw mistake(filter, "is no number");
        } catch (IllegalArgumentException e) {
            throw mistake(filter, "meets nothing (" + e.getMessage() + ")");
        }
    }

    private TransferQuery withTimes() {
        range("").ifPresent(range -> query = query.recordedBetween(range.from, range.to));
        range("effective-").ifPresent(range -> query = query.effectiveBetween(range.from, range.to));
        return query;
    }

    private record Range(Instant from, Instant to) {}

    private Optional<Range> range(String prefix) {
        @Nullable String from = times.get(prefix + "from");
        @Nullable String to = times.get(prefix + "to");
        if (from == null && to == null) {
            return Optional.empty();
        }
        Instant first = from == null ? Instant.MIN : When.from(prefix + "from", from);
        Instant last = to == null ? Instant.MAX : When.to(prefix + "to", to);
        if (!first.isBefore(last)) {
            throw new BadInputException("the time from " + first + " to " + last + " (which is not included) is empty: "
                    + prefix + "from must be before " + prefix + "to");
        }
        return Optional.of(new Range(first, last));
    }

    private static BadInputException mistake(String filter, String why) {
        return new BadInputException("'" + filter + "' " + why + "; the filters are " + String.join(", ", ALL));
    }
}
