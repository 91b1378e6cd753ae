package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Balance;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Limit;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Side;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Books that the lines of a {@link CommandTable} are carried out on. */
final class TableBooks {
    private static final Pattern NUMBER = Pattern.compile("(-?)(\\d+)(?:\\^(\\d+))?(?:([+-])(\\d+))?");

    private final Function<Command, Outcome> submit;
    private final Function<AccountId, Optional<AccountView>> account;
    private final Map<AccountId, String> words = new HashMap<>();

    TableBooks(Function<Command, Outcome> submit, Function<AccountId, Optional<AccountView>> account) {
        this.submit = submit;
        this.account = account;
    }

    /** Carries out one line and asserts what it says. */
    void run(String line) {
        try {
            if (line.startsWith("balance ")) {
                assertBalance(line.substring("balance ".length()));
            } else {
                List<String> halves = List.of(line.split(" -> ", 2));
                assertOutcome(line, submit.apply(command(halves.get(0))), halves.get(1));
            }
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(line, e);
        }
    }

    private void assertBalance(String line) {
        List<String> parts = List.of(line.split(": ", 2));
        Balance balance = account.apply(id(parts.get(0))).orElseThrow().balance();
        Map<String, String> figures = Map.of(
                "debits", balance.debits().toString(),
                "credits", balance.credits().toString(),
                "posted", balance.posted().toString(),
                "available", balance.available().toString(),
                "version", Long.toString(balance.version()));
        assertThat(figures).as("balance %s", line).containsAllEntriesOf(evaluated(pairs(parts.get(1))));
    }

    private void assertOutcome(String line, Outcome outcome, String expected) {
        List<String> parts = List.of(expected.split(" ", 2));
        Map<String, String> figures = evaluated(parts.size() == 2 ? pairs(parts.get(1)) : Map.of());
        if (outcome instanceof Outcome.Rejected rejected) {
            assertThat(rejected.rejection().reason().name() + figuresOf(rejected.rejection()))
                    .as("%s", line)
                    .isEqualTo(parts.get(0) + figures);
        } else if (outcome instanceof Outcome.AlreadyPosted already) {
            assertThat(expected)
                    .as("%s", line)
                    .isEqualTo("ALREADY_POSTED position=" + already.receipt().position());
        } else {
            Outcome.Posted posted = (Outcome.Posted) outcome;
            assertThat("POSTED position=" + posted.receipt().position())
                    .as("%s", line)
                    .startsWith(expected);
        }
    }

    /** Every component of the rejection, with accounts by the words of the table. */
    private Map<String, String> figuresOf(Rejection rejection) {
        Map<String, String> figures = new LinkedHashMap<>();
        for (RecordComponent component : rejection.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(rejection);
                figures.put(component.getName(), value instanceof AccountId id ? words.get(id) : value.toString());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return figures;
    }

    private Command command(String line) {
        Matcher matcher = Pattern.compile("(\\w+) (\\w+): (.*)").matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a command");
        }
        CommandId id = CommandId.of(matcher.group(2));
        return switch (matcher.group(1)) {
            case "open" -> new OpenAccount(id, opened(matcher.group(3)));
            case "update" -> update(id, matcher.group(3));
            case "transfer" -> transfer(id, matcher.group(3));
            default -> throw new IllegalArgumentException("not a command");
        };
    }

    private Account opened(String text) {
        List<String> parts = List.of(text.split(" ", 3));
        Account opened = Account.of(id(parts.get(0)), Asset.parse(parts.get(1)));
        for (Map.Entry<String, String> pair :
                pairs(parts.size() == 3 ? parts.get(2) : "").entrySet()) {
            String value = pair.getValue();
            opened = switch (pair.getKey()) {
                case "debit" -> opened.debitNormal();
                case "credit" -> opened.creditNormal();
                case "unlimited" -> opened.unlimited();
                case "lower" -> opened.lowerLimit(limit(value));
                case "upper" -> opened.upperLimit(limit(value));
                case "code" -> opened.code(Integer.parseInt(value));
                case "name" -> opened.name(value);
                case "metadata" -> opened.metadata(value, "");
                default -> throw new IllegalArgumentException(pair.getKey());
            };
        }
        return opened;
    }

    private AccountUpdate update(CommandId id, String text) {
        List<String> parts = List.of(text.split(" ", 2));
        AccountUpdate update = AccountUpdate.of(id, id(parts.get(0)));
        for (Map.Entry<String, String> pair : pairs(parts.get(1)).entrySet()) {
            String value = pair.getValue();
            update = switch (pair.getKey()) {
                case "status" -> update.status(AccountStatus.valueOf(value));
                case "side" -> update.normalSide(Side.valueOf(value));
                case "lower" -> update.lowerLimit(limit(value));
                case "upper" -> update.upperLimit(limit(value));
                case "code" -> update.code(Integer.parseInt(value));
                case "name" -> update.name(value);
                case "metadata" -> update.metadata(value.isEmpty() ? Map.of() : Map.of(value, ""));
                default -> throw new IllegalArgumentException(pair.getKey());
            };
        }
        return update;
    }

    private Transfer transfer(CommandId id, String text) {
        List<String> parts = List.of(text.split(" \\| ", 2));
        Transfer.Builder transfer = Transfer.of(id);
        for (String entry : parts.get(0).split(", ", -1)) {
            List<String> words = List.of(entry.split(" ", 3));
            Amount amount = Amount.of(number(words.get(2)));
            if (words.get(0).equals("D")) {
                transfer.debit(id(words.get(1)), amount);
            } else {
                transfer.credit(id(words.get(1)), amount);
            }
        }
        pairs(parts.size() == 2 ? parts.get(1) : "").forEach((key, value) -> {
            switch (key) {
                case "reference" -> transfer.reference(value);
                case "code" -> transfer.code(Integer.parseInt(value));
                case "time" -> transfer.effectiveTime(Instant.parse(value));
                case "metadata" -> transfer.metadata(value, "");
                default -> throw new IllegalArgumentException(key);
            }
        });
        return transfer.build();
    }

    private AccountId id(String word) {
        AccountId id = AccountId.of(word);
        words.put(id, word);
        return id;
    }

    private static Limit limit(String text) {
        return text.equals("none") ? Limit.NONE : Limit.of(SignedAmount.of(number(text)));
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            List<String> halves = List.of(pair.split("=", 2));
            pairs.put(halves.get(0), halves.size() == 2 ? halves.get(1) : "");
        }
        return pairs;
    }

    private static Map<String, String> evaluated(Map<String, String> figures) {
        Map<String, String> evaluated = new LinkedHashMap<>(figures);
        evaluated.replaceAll(
                (key, text) -> NUMBER.matcher(text).matches() ? number(text).toString() : text);
        return evaluated;
    }

    private static BigInteger number(String text) {
        Matcher matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text + " is not a number such as 7, -2^64 or 2^128-1");
        }
        BigInteger number = new BigInteger(matcher.group(2));
        if (matcher.group(3) != null) {
            number = number.pow(Integer.parseInt(matcher.group(3)));
        }
        if (!matcher.group(1).isEmpty()) {
            number = number.negate();
        }
        if (matcher.group(4) != null) {
            number = number.add(new BigInteger(matcher.group(4) + matcher.group(5)));
        }
        return number;
    }
}
