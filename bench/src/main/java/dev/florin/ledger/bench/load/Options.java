package dev.florin.ledger.bench.load;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The options of a command line, {@code --name value} each. Immutable. */
final class Options {
    private static final Pattern NUMBER = Pattern.compile("(\\d+(?:\\.\\d+)?)([kmg]?)");
    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h)");

    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /**
     * An option that a command knows.
     *
     * @param name with its dashes
     * @param takes what its value is, for the help
     * @param unlessGiven its value if it is not given; empty for none
     * @param text what it says, for the help
     */
    record Known(String name, String takes, String unlessGiven, String text) {
        private String help() {
            String given = unlessGiven.isEmpty() ? "" : " [" + unlessGiven + "]";
            return String.format(Locale.ROOT, "  %-24s %s%s%n", name + " " + takes, text, given);
        }
    }

    /** What was asked for cannot be understood, or help was asked for. */
    static final class UsageException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    /**
     * Reads a command line.
     *
     * @throws UsageException if an option is not known, has no value, or is given twice
     */
    static Options parse(String[] arguments, List<Known> known) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Known option : known) {
            values.put(option.name, option.unlessGiven);
        }
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i];
            if (!values.containsKey(name)) {
                throw new UsageException("unknown option " + name + "; --help lists the known ones");
            }
            if (i + 1 == arguments.length) {
                throw new UsageException(name + " has no value");
            }
            if (given.put(name, arguments[i + 1]) != null) {
                throw new UsageException(name + " is given twice");
            }
        }
        values.putAll(given);
        return new Options(values);
    }

    /** Whether a command line asks for help. */
    static boolean askForHelp(String[] arguments) {
        return Stream.of(arguments).anyMatch(argument -> argument.equals("--help") || argument.equals("-h"));
    }

    static String help(String intro, List<Known> known) {
        StringBuilder help = new StringBuilder(intro).append(System.lineSeparator());
        known.forEach(option -> help.append(option.help()));
        return help.toString();
    }

    private String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is no option of this command");
        }
        return value;
    }

    /** The value, if there is one. */
    Optional<String> text(String name) {
        return Optional.of(value(name)).filter(value -> !value.isEmpty());
    }

    /** One of several words. */
    <E extends Enum<E>> E oneOf(Class<E> words, String name) {
        for (E word : words.getEnumConstants()) {
            if (word.name().equalsIgnoreCase(value(name))) {
                return word;
            }
        }
        throw new UsageException(name + " is one of " + String.join(", ", names(words)) + ", not " + value(name));
    }

    private static <E extends Enum<E>> List<String> names(Class<E> words) {
        return Stream.of(words.getEnumConstants())
                .map(word -> word.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** A whole number within bounds; {@code 50k}, {@code 2m} and {@code 1g} are thousands, millions and milliards. */
    long number(String name, long least, long most) {
        return number(name, value(name), least, most);
    }

    /** Several, between commas; none if there is no value. */
    List<Long> numbers(String name, long least, long most) {
        return text(name).stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(part -> number(name, part, least, most))
                .toList();
    }

    private static long number(String name, String text, long least, long most) {
        Matcher parts = NUMBER.matcher(text.toLowerCase(Locale.ROOT));
        double number = parts.matches() ? Double.parseDouble(parts.group(1)) * factor(parts.group(2)) : -1;
        if (number < least || number > most || number != Math.rint(number)) {
            throw new UsageException(String.format(
                    Locale.ROOT,
                    "%s takes whole numbers from %,d to %,d, such as 500, 50k or 2m, not %s",
                    name,
                    least,
                    most,
                    text));
        }
        return (long) number;
    }

    private static double factor(String unit) {
        return switch (unit) {
            case "k" -> 1e3;
            case "m" -> 1e6;
            case "g" -> 1e9;
            default -> 1;
        };
    }

    /** A time that passes, such as {@code 90s}. */
    Duration duration(String name) {
        Matcher parts = DURATION.matcher(value(name).toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new UsageException(name + " is a time such as 500ms, 90s, 10m or 2h, not " + value(name));
        }
        long number = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
