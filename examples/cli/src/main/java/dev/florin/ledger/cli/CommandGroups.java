package dev.florin.ledger.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The list of commands in the help of the whole, by what they are about. */
final class CommandGroups {
    private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("Books", List.of("demo", "bench", "import", "export", "group"));
        GROUPS.put("Accounts", List.of("open", "update", "freeze", "reopen", "close"));
        GROUPS.put("Money", List.of("post", "pay-each", "sweep", "reverse", "refund"));
        GROUPS.put("Holds", List.of("hold", "capture", "release"));
        GROUPS.put("Schedules", List.of("schedule", "cancel-schedule"));
        GROUPS.put(
                "Questions",
                List.of(
                        "accounts",
                        "balance",
                        "statement",
                        "transfer",
                        "transfers",
                        "holds",
                        "show-hold",
                        "schedules",
                        "show-schedule",
                        "roll-up",
                        "trial-balance",
                        "changes"));
        GROUPS.put("Copies", List.of("backup", "restore", "repair", "migrate"));
        GROUPS.put("Trust", List.of("verify", "inspect", "prove", "check-proof"));
    }

    private CommandGroups() {}

    /** Every command stands in one group. */
    static void arrange(CommandLine line) {
        int width = GROUPS.values().stream()
                .flatMap(List::stream)
                .mapToInt(String::length)
                .max()
                .orElse(0);
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> list(help, width + 4));
    }

    private static String list(Help help, int width) {
        StringBuilder text = new StringBuilder();
        GROUPS.forEach((title, names) -> {
            TextTable table = TextTable.forColumns(
                    help.colorScheme(),
                    new Column(width, 2, Overflow.SPAN),
                    new Column(help.commandSpec().usageMessage().width() - width, 2, Overflow.WRAP));
            for (String name : names) {
                CommandLine command =
                        Objects.requireNonNull(help.commandSpec().subcommands().get(name), name);
                String[] description = command.getCommandSpec().usageMessage().description();
                table.addRowValues(help.colorScheme().commandText(name), firstSentence(help, description));
            }
            text.append(System.lineSeparator())
                    .append(help.colorScheme().text("@|bold " + title + "|@"))
                    .append(System.lineSeparator())
                    .append(table);
        });
        return text.toString();
    }

    /** The rest stands in the help of the command itself. */
    private static Help.Ansi.Text firstSentence(Help help, String[] description) {
        String all = Arrays.stream(description).findFirst().orElse("");
        return help.colorScheme().text(all.split("(?<=[.:;]) ", 2)[0].replaceAll("[:;]$", "."));
    }
}
