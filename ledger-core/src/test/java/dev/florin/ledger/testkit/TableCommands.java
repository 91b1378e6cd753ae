package dev.florin.ledger.testkit;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.CancelSchedule;
import dev.florin.ledger.Capture;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Condition;
import dev.florin.ledger.Details;
import dev.florin.ledger.Exchange;
import dev.florin.ledger.Group;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Limit;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Part;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Release;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.Side;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.Rate;
import dev.florin.ledger.money.SignedAmount;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads the commands of a {@link CommandTable}, and remembers by which words it knows their ids and accounts. */
final class TableCommands {
    private static final Pattern COMMAND = Pattern.compile("(\\w+) (\\S+): (.*)");
    private static final Pattern CONDITION = Pattern.compile("(\\w+) (\\S+) (=|>=|<=) (\\S+)");
    private static final Pattern NUMBER = Pattern.compile("(-?)(\\d+)(?:\\^(\\d+))?(?:([+-])(\\d+))?");
    private static final Pattern DURATION = Pattern.compile("([\\d.]+)(ns|s|d)");
    private static final Map<String, String> NANOS = Map.of("ns", "1", "s", "1000000000", "d", "86400000000000");

    private final Map<Object, String> words = new HashMap<>();

    /** The word of an account's or command's id, or else what it is by itself. */
    String word(Object id) {
        return words.getOrDefault(id, id.toString());
    }

    Command command(String line) {
        Matcher matcher = COMMAND.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a command");
        }
        CommandId id = commandId(matcher.group(2));
        String text = matcher.group(3);
        int endOfMembers = matcher.group(1).equals("group") ? text.lastIndexOf(']') : 0;
        List<String> parts = List.of(text.substring(endOfMembers).split(" if ", -1));
        String what = text.substring(0, endOfMembers) + parts.get(0);
        Command command = command(matcher.group(1), id, what);
        return parts.size() == 1
                ? command
                : Altered.withConditions(
                        command, parts.stream().skip(1).map(this::condition).toList());
    }

    private Command command(String kind, CommandId id, String text) {
        return switch (kind) {
            case "open" -> new OpenAccount(id, opened(text));
            case "update" -> update(id, text);
            case "transfer" -> transfer(id, text);
            case "hold" -> hold(id, text);
            case "capture" -> capture(id, text);
            case "release" -> Release.of(id, origin(text)).details(details(options(text)));
            case "reverse" -> Reversal.of(id, origin(text)).details(details(options(text)));
            case "refund" ->
                Refund.of(id, origin(text)).part(part(options(text))).details(details(options(text)));
            case "sweep" -> sweep(id, text);
            case "payeach" -> payEach(id, text);
            case "group" -> group(id, text);
            case "close" -> close(id, text);
            case "schedule" -> schedule(id, text);
            case "cancel" -> CancelSchedule.of(id, origin(text));
            default -> throw new IllegalArgumentException(kind + " is not a kind of command");
        };
    }

    private Account opened(String text) {
        List<String> parts = List.of(text.split(" ", 3));
        Account opened = Account.of(account(parts.get(0)), Asset.parse(parts.get(1)));
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
                default -> throw unknown(pair.getKey());
            };
        }
        return opened;
    }

    private AccountUpdate update(CommandId id, String text) {
        AccountUpdate update = AccountUpdate.of(id, account(firstWord(text)));
        for (Map.Entry<String, String> pair : options(text).entrySet()) {
            String value = pair.getValue();
            update = switch (pair.getKey()) {
                case "status" -> update.status(AccountStatus.valueOf(value));
                case "side" -> update.normalSide(Side.valueOf(value));
                case "lower" -> update.lowerLimit(limit(value));
                case "upper" -> update.upperLimit(limit(value));
                case "code" -> update.code(Integer.parseInt(value));
                case "name" -> update.name(value);
                case "metadata" -> update.metadata(value.isEmpty() ? Map.of() : Map.of(value, ""));
                default -> throw unknown(pair.getKey());
            };
        }
        return update;
    }

    private Transfer transfer(CommandId id, String text) {
        Map<String, String> options = optionsBehindBar(text);
        Transfer.Builder transfer = Transfer.of(id);
        for (String entry : beforeBar(text)) {
            List<String> words = List.of(entry.split(" ", 3));
            Amount amount = Amount.of(number(words.get(2)));
            if (Side.DEBIT.name().startsWith(words.get(0))) {
                transfer.debit(account(words.get(1)), amount);
            } else {
                transfer.credit(account(words.get(1)), amount);
            }
        }
        if (options.containsKey("rate")) {
            transfer.exchange(exchange(options));
        }
        return Copies.withDetails(transfer.build(), details(options));
    }

    private Exchange exchange(Map<String, String> options) {
        List<String> rate = List.of(option(options, "rate").split("/", -1));
        Exchange exchange = Exchange.of(
                Rate.of(Amount.of(number(rate.get(0))), Amount.of(number(rate.get(1)))),
                RoundingMode.valueOf(option(options, "round")),
                Integer.parseInt(option(options, "from")),
                Integer.parseInt(option(options, "to")));
        return options.containsKey("residue") ? exchange.residue(account(option(options, "residue"))) : exchange;
    }

    private Hold hold(CommandId id, String text) {
        Map<String, String> options = optionsBehindBar(text);
        Hold hold = Hold.of(transfer(id, text));
        return options.containsKey("timeout") ? hold.timeout(duration(option(options, "timeout"))) : hold;
    }

    private Capture capture(CommandId id, String text) {
        Map<String, String> options = options(text);
        Capture capture = Capture.of(id, origin(text)).part(part(options)).details(details(options));
        return options.containsKey("closing") ? capture.closing() : capture;
    }

    private static Part part(Map<String, String> options) {
        if (options.containsKey("amounts")) {
            return new Part.Amounts(Arrays.stream(option(options, "amounts").split(",", -1))
                    .map(amount -> Amount.of(number(amount)))
                    .toList());
        }
        return options.containsKey("total")
                ? new Part.Total(
                        Integer.parseInt(options.getOrDefault("entry", "0")),
                        Amount.of(number(option(options, "total"))))
                : Part.all();
    }

    private Sweep sweep(CommandId id, String text) {
        List<String> words = List.of(text.split(" ", 4));
        Map<String, String> options = pairs(words.size() == 4 ? words.get(3) : "");
        Sweep sweep = Sweep.of(id, account(words.get(0)), account(words.get(2))).details(details(options));
        return options.containsKey("most") ? sweep.atMost(Amount.of(number(option(options, "most")))) : sweep;
    }

    private PayEach payEach(CommandId id, String text) {
        PayEach.Builder payment = PayEach.of(id, account(firstWord(text)));
        for (String payee : beforeBar(text.split(" pays ", 2)[1])) {
            List<String> words = List.of(payee.split(" ", 2));
            payment.pay(account(words.get(0)), Amount.of(number(words.get(1))));
        }
        PayEach built = payment.details(details(optionsBehindBar(text))).build();
        IntStream.range(0, built.payees().size()).forEach(i -> words.put(built.payeeId(i), word(id) + "/" + i));
        return built;
    }

    private Group group(CommandId id, String text) {
        String members = text.substring(1, text.length() - 1);
        return new Group(
                id, Arrays.stream(members.split("; ", -1)).map(this::command).toList(), List.of());
    }

    private CloseAccount close(CommandId id, String text) {
        Map<String, String> options = options(text);
        CloseAccount closing = CloseAccount.of(id, account(firstWord(text))).details(details(options));
        words.put(closing.sweepId(), word(id) + "/sweep");
        words.put(closing.updateId(), word(id) + "/update");
        return options.containsKey("sweepTo") ? closing.sweepTo(account(option(options, "sweepTo"))) : closing;
    }

    /** {@code transfer D cash 5, C alice 5 when available cash >= 5 @ +10s every=5s times=3}. */
    private Schedule schedule(CommandId id, String text) {
        List<String> halves = List.of(text.split(" @ ", 2));
        List<String> whatAndWhen = List.of(halves.get(0).split(" when ", -1));
        List<String> kindAndText = List.of(whatAndWhen.get(0).split(" ", 2));
        Command what = command(kindAndText.get(0), id, kindAndText.get(1));
        if (whatAndWhen.size() > 1) {
            what = Altered.withConditions(
                    what, whatAndWhen.stream().skip(1).map(this::condition).toList());
        }
        Schedule once = Schedule.of(what, moment(firstWord(halves.get(1))));
        Map<String, String> options = options(halves.get(1));
        return options.containsKey("every") ? once.repeat(recurrence(options)) : once;
    }

    private static Recurrence recurrence(Map<String, String> options) {
        String every = option(options, "every");
        Recurrence recurrence = every.startsWith("P")
                ? Recurrence.every(Period.parse(every), ZoneId.of(option(options, "zone")))
                : Recurrence.every(duration(every));
        if (options.containsKey("times")) {
            recurrence = recurrence.times(Integer.parseInt(option(options, "times")));
        }
        if (options.containsKey("until")) {
            recurrence = recurrence.until(moment(option(options, "until")));
        }
        return options.containsKey("missed")
                ? recurrence.missed(Recurrence.Missed.valueOf(option(options, "missed")))
                : recurrence;
    }

    /** A moment, such as +10s, counted from when tables begin. */
    static Instant moment(String text) {
        Duration fromStart = duration(text.substring(1));
        Instant start = Instant.ofEpochSecond(0, BooksOfModel.START_NANOS);
        return text.startsWith("-") ? start.minus(fromStart) : start.plus(fromStart);
    }

    private static Details details(Map<String, String> options) {
        Details details = Details.NONE;
        for (Map.Entry<String, String> pair : options.entrySet()) {
            String value = pair.getValue();
            details = switch (pair.getKey()) {
                case "reference" -> details.withReference(value);
                case "code" -> details.withCode(Integer.parseInt(value));
                case "time" -> details.withEffectiveTime(Instant.parse(value));
                case "metadata" -> details.withMetadata(value, "");
                case "rate", "round", "from", "to", "residue", "timeout" -> details;
                case "total", "entry", "amounts", "closing", "most", "sweepTo" -> details;
                default -> throw unknown(pair.getKey());
            };
        }
        return details;
    }

    private Condition condition(String text) {
        Matcher matcher = CONDITION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text + " is not a condition such as 'available alice >= 5'");
        }
        String figure = matcher.group(1).replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
        String kind =
                figure + Map.of("=", "_IS", ">=", "_AT_LEAST", "<=", "_AT_MOST").get(matcher.group(3));
        return new Condition(
                account(matcher.group(2)), Condition.Kind.valueOf(kind), SignedAmount.of(number(matcher.group(4))));
    }

    AccountId account(String word) {
        AccountId id = AccountId.of(word);
        words.put(id, word);
        return id;
    }

    /** A word, {@code p/2} for the payment to the payee with the index 2, or {@code x/sweep} and {@code x/update}, {@code s/run@+10s}. */
    CommandId commandId(String word) {
        List<String> parts = List.of(word.split("/", -1));
        CommandId id = CommandId.of(parts.get(0));
        for (String part : parts.subList(1, parts.size())) {
            id = derived(id, part);
        }
        words.put(id, word);
        return id;
    }

    private static CommandId derived(CommandId id, String what) {
        List<String> words = List.of(what.split("@", 2));
        if (words.size() == 2) {
            String due = ModelDates.nanosOf(moment(words.get(1))).toString();
            return CommandId.derived("florin:" + words.get(0), id.toString(), due, "0");
        }
        String kind = Character.isDigit(what.charAt(0)) ? "florin:payee" : "florin:close";
        return CommandId.derived(kind, id.toString(), what);
    }

    private CommandId origin(String text) {
        return commandId(firstWord(text));
    }

    private static String firstWord(String text) {
        return text.split(" ", 2)[0];
    }

    /** What follows the first word. */
    private static Map<String, String> options(String text) {
        List<String> parts = List.of(text.split(" ", 2));
        return pairs(parts.size() == 2 ? parts.get(1) : "");
    }

    private static String[] beforeBar(String text) {
        return text.split(" \\| ", 2)[0].split(", ", -1);
    }

    private static Map<String, String> optionsBehindBar(String text) {
        List<String> parts = List.of(text.split(" \\| ", 2));
        return pairs(parts.size() == 2 ? parts.get(1) : "");
    }

    private static String option(Map<String, String> options, String key) {
        return Objects.requireNonNull(options.get(key), key + " is missing");
    }

    static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            List<String> halves = List.of(pair.split("=", 2));
            pairs.put(halves.get(0), halves.size() == 2 ? halves.get(1) : "");
        }
        return pairs;
    }

    private static IllegalArgumentException unknown(String key) {
        return new IllegalArgumentException("'" + key + "' is not known there");
    }

    private static Limit limit(String text) {
        return text.equals("none") ? Limit.NONE : Limit.of(SignedAmount.of(number(text)));
    }

    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text + " is not a duration such as 10s, 0.5s, 3d or 1ns");
        }
        BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(new BigDecimal(option(NANOS, matcher.group(2))));
        return Duration.ofNanos(nanos.longValueExact());
    }

    /** Evaluates what is a number, and each part of what is a list of numbers. */
    static String evaluated(String text) {
        String[] parts = text.split(",", -1);
        for (int i = 0; i < parts.length; i++) {
            parts[i] = NUMBER.matcher(parts[i]).matches() ? number(parts[i]).toString() : parts[i];
        }
        return String.join(",", parts);
    }

    static BigInteger number(String text) {
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
