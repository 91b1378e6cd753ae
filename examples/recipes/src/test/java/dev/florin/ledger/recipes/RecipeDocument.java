package dev.florin.ledger.recipes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables, the code and the text of a recipe's document. */
final class RecipeDocument {
    /** Tests run in their module's folder. */
    static final Path FOLDER = Path.of("../../docs/recipes").toAbsolutePath().normalize();

    private static final Pattern CODE = Pattern.compile("^```java\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern TABLE = Pattern.compile("(?:^\\|.*\\|\\n)+", Pattern.MULTILINE);

    private final String text;

    private RecipeDocument(String text) {
        this.text = text;
    }

    static RecipeDocument read(String file) {
        try {
            return new RecipeDocument(Files.readString(FOLDER.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Blocks of Java, indentation apart. */
    List<String> code() {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = CODE.matcher(text);
        while (matcher.find()) {
            blocks.add("\n" + stripped(matcher.group(1)) + "\n");
        }
        return blocks;
    }

    /** The rows, heading first, of the tables whose first heading is this. */
    List<List<List<String>>> tables(String firstHeading) {
        return tables().stream()
                .filter(table -> table.get(0).get(0).equals(firstHeading))
                .toList();
    }

    /** The rows, heading first, of all tables. */
    List<List<List<String>>> tables() {
        List<List<List<String>>> tables = new ArrayList<>();
        Matcher matcher = TABLE.matcher(text);
        while (matcher.find()) {
            tables.add(matcher.group()
                    .lines()
                    .filter(line -> !line.startsWith("| ---"))
                    .map(RecipeDocument::cells)
                    .toList());
        }
        return tables;
    }

    /** The rows of the tables whose first heading is this: the cells behind the first one, by the first one. */
    Map<String, List<String>> rows(String firstHeading) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (List<List<String>> table : tables(firstHeading)) {
            for (List<String> row : table.subList(1, table.size())) {
                if (rows.put(row.get(0), row.subList(1, row.size())) != null) {
                    throw new IllegalStateException("two rows begin with " + row.get(0));
                }
            }
        }
        return rows;
    }

    /** What is neither code nor table. */
    String prose() {
        return TABLE.matcher(CODE.matcher(text).replaceAll("")).replaceAll("");
    }

    /** What is code or table. */
    String figures() {
        StringBuilder figures = new StringBuilder();
        for (Pattern pattern : List.of(CODE, TABLE)) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                figures.append(matcher.group());
            }
        }
        return figures.toString();
    }

    static String stripped(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                .map(cell -> cell.strip().replace("`", ""))
                .toList();
    }
}
