package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Balance;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Decision;
import dev.florin.ledger.HoldStatus;
import dev.florin.ledger.HoldView;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.ScheduleRun;
import dev.florin.ledger.ScheduleView;
import dev.florin.ledger.money.Amount;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Carries out the lines of a {@link CommandTable} on books, and asserts what they say. */
final class TableBooks {
    private final Books books;
    private final TableCommands commands = new TableCommands();

    TableBooks(Books books) {
        this.books = books;
    }

    /** Books of which a table asks neither for holds nor for time. */
    TableBooks(Function<Command, Outcome> submit, Function<AccountId, Optional<AccountView>> account) {
        this(new Books() {
            @Override
            public Outcome submit(Command command) {
                return submit.apply(command);
            }

            @Override
            public Optional<AccountView> account(AccountId id) {
                return account.apply(id);
            }
        });
    }

    /** What a table needs of the books it is about. */
    interface Books {
        Outcome submit(Command command);

        Optional<AccountView> account(AccountId id);

        default Outcome check(Command command) {
            throw new UnsupportedOperationException("these books check nothing");
        }

        default Optional<HoldView> hold(CommandId id) {
            throw new UnsupportedOperationException("these books show no holds");
        }

        default Optional<ScheduleView> schedule(CommandId id) {
            throw new UnsupportedOperationException("these books show no schedules");
        }

        default List<ScheduleRun> runs(CommandId id) {
            throw new UnsupportedOperationException("these books show no schedules");
        }

        /** Moves the clock; what is due by then is done with the next command. */
        default void pass(long nanos) {
            throw new UnsupportedOperationException("these books have no clock");
        }
    }

    /** Carries out one line and asserts what it says. */
    void run(CommandTable.Line line) {
        try {
            run(line.text());
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(line + "\n" + e.getMessage(), e);
        }
    }

    private void run(String line) {
        if (line.contains(" -> ")) {
            List<String> halves = List.of(line.split(" -> ", 2));
            boolean dry = line.startsWith("check ");
            Command command = commands.command(dry ? halves.get(0).substring("check ".length()) : halves.get(0));
            assertOutcome(dry ? books.check(command) : books.submit(command), halves.get(1));
            return;
        }
        List<String> parts = List.of(line.split("[: ]+", 3));
        switch (parts.get(0)) {
            case "balance" -> assertBalance(parts.get(1), parts.get(2));
            case "hold" -> assertHold(parts.get(1), parts.get(2));
            case "schedule" -> assertSchedule(parts.get(1), parts.get(2));
            case "runs" -> assertRuns(parts.get(1), parts.size() == 3 ? parts.get(2) : "");
            case "time" ->
                books.pass(TableCommands.duration(parts.get(1).substring(1)).toNanos());
            default -> throw new IllegalArgumentException("neither a command with its outcome nor a statement");
        }
    }

    private void assertBalance(String account, String expected) {
        AccountView view = books.account(commands.account(account)).orElseThrow();
        Balance balance = view.balance();
        assertThat(Map.of(
                        "debits", balance.debits().toString(),
                        "credits", balance.credits().toString(),
                        "pendingDebits", balance.pendingDebits().toString(),
                        "pendingCredits", balance.pendingCredits().toString(),
                        "posted", balance.posted().toString(),
                        "available", balance.available().toString(),
                        "version", Long.toString(balance.version()),
                        "status", view.status().name()))
                .containsAllEntriesOf(figures(expected));
    }

    private void assertHold(String hold, String expected) {
        HoldView view = books.hold(commands.commandId(hold)).orElseThrow();
        String closing = view.status() == HoldStatus.EXPIRED
                ? "expiry"
                : view.closedBy().map(commands::word).orElse("");
        assertThat(Map.of(
                        "status", view.status().name(),
                        "left", list(view.left()),
                        "captured", list(view.captured()),
                        "captures", words(view.captures()),
                        "refunds", words(view.refunds()),
                        "closing", closing))
                .containsAllEntriesOf(figures(expected));
    }

    private void assertSchedule(String schedule, String expected) {
        ScheduleView view = books.schedule(commands.commandId(schedule)).orElseThrow();
        Map<String, String> figures = TableCommands.pairs(expected);
        Stream.ofNullable(figures.get("closing"))
                .filter(word -> !word.isEmpty())
                .forEach(commands::commandId);
        assertThat(Map.of(
                        "status", view.status().name(),
                        "runs", Long.toString(view.runs()),
                        "due", view.nextDue().map(Instant::toString).orElse(""),
                        "closing", view.closedBy().map(commands::word).orElse("")))
                .containsAllEntriesOf(dates(figures));
    }

    private static Map<String, String> dates(Map<String, String> figures) {
        figures.computeIfPresent(
                "due",
                (key, due) -> due.isEmpty() ? "" : TableCommands.moment(due).toString());
        return figures;
    }

    /** All of them: {@code +10s=POSTED +15s=BELOW_LOWER_LIMIT}. */
    private void assertRuns(String schedule, String expected) {
        List<String> runs = books.runs(commands.commandId(schedule)).stream()
                .map(run -> run.due() + " " + (run.outcome().isPosted() ? "POSTED" : name(run.outcome())))
                .toList();
        assertThat(runs)
                .isEqualTo(TableCommands.pairs(expected).entrySet().stream()
                        .map(run -> TableCommands.moment(run.getKey()) + " " + run.getValue())
                        .toList());
    }

    private void assertOutcome(Outcome outcome, String expected) {
        List<String> parts = List.of(expected.split(" ", 2));
        Map<String, String> figures = figures(parts.size() == 2 ? parts.get(1) : "");
        if (outcome instanceof Outcome.Rejected rejected) {
            assertThat(name(outcome) + figuresOf(rejected.rejection())).isEqualTo(parts.get(0) + figures);
        } else {
            assertThat(name(outcome)).isEqualTo(parts.get(0));
            assertThat(figuresOf(outcome)).containsAllEntriesOf(figures);
        }
    }

    private static String name(Outcome outcome) {
        if (outcome instanceof Outcome.Rejected rejected) {
            return rejected.rejection().reason().name();
        }
        return outcome instanceof Outcome.Posted ? "POSTED" : "ALREADY_POSTED";
    }

    private Map<String, String> figuresOf(Outcome outcome) {
        Receipt receipt = outcome instanceof Outcome.Posted posted
                ? posted.receipt()
                : ((Outcome.AlreadyPosted) outcome).receipt();
        Decision decision = outcome instanceof Outcome.Posted posted
                ? posted.decision()
                : ((Outcome.AlreadyPosted) outcome).decision();
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("position", Long.toString(receipt.position()));
        if (decision instanceof Decision.Moved moved) {
            figures.put("moved", list(moved.amounts()));
        } else if (decision instanceof Decision.Each each) {
            figures.put("each", each.outcomes().stream().map(TableBooks::name).collect(Collectors.joining(",")));
        }
        return figures;
    }

    /** Every component of the rejection, with ids by the words of the table; those of a member's behind its reason. */
    private Map<String, String> figuresOf(Rejection rejection) {
        Map<String, String> figures = new LinkedHashMap<>();
        for (RecordComponent component : rejection.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(rejection);
                if (value instanceof Rejection inner) {
                    figures.put(component.getName(), inner.reason().name());
                    figures.putAll(figuresOf(inner));
                } else {
                    figures.put(component.getName(), commands.word(value));
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return figures;
    }

    private String words(List<CommandId> ids) {
        return ids.stream().map(commands::word).collect(Collectors.joining(","));
    }

    private static String list(List<Amount> amounts) {
        return amounts.stream().map(Amount::toString).collect(Collectors.joining(","));
    }

    private static Map<String, String> figures(String text) {
        Map<String, String> figures = new LinkedHashMap<>(TableCommands.pairs(text));
        figures.replaceAll((key, figure) -> TableCommands.evaluated(figure));
        return figures;
    }
}
