package dev.florin.ledger.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/recovery.md}, the tests that show its rows, and the messages that name them say the same. */
class DecisionTableTest {
    private static final Pattern ROW = Pattern.compile("^\\| ([A-Z])(\\d+) \\|.*$", Pattern.MULTILINE);
    private static final Pattern ACTION = Pattern.compile("^\\| ([a-z ]+) \\| [^|]+ \\|$", Pattern.MULTILINE);
    private static final Pattern MESSAGE = Pattern.compile("\"\\[([A-Z]\\d+)]");

    /** What a row says. */
    private record Row(String action, String test) {}

    private static String document = "";
    private static final Map<String, Row> ROWS = new TreeMap<>();

    /** The labels of each test that has some, by class and method. */
    private static final Map<String, List<String>> TESTS = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException, URISyntaxException {
        document = Files.readString(Path.of("../docs/recovery.md"));
        for (Matcher row = ROW.matcher(document); row.find(); ) {
            String[] cells = row.group().split(" \\| ", -1);
            assertThat(cells).as(row.group()).hasSize(5);
            String test = cells[4].replaceAll("[ |`]", "");
            assertThat(ROWS.put(row.group(1) + row.group(2), new Row(cells[2], test)))
                    .as("a label stands once: %s", row.group())
                    .isNull();
        }
        Path classes = Path.of(DecisionRow.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        for (Path file : files(classes, ".class")) {
            collect(classes.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", ""));
        }
    }

    private static void collect(String className) {
        try {
            Class<?> type = Class.forName(className, false, DecisionRow.class.getClassLoader());
            for (Method method : type.getDeclaredMethods()) {
                DecisionRow rows = method.getAnnotation(DecisionRow.class);
                if (rows != null) {
                    TESTS.put(type.getSimpleName() + "." + method.getName(), List.of(rows.value()));
                }
            }
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Path> files(Path folder, String ending) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyRowHasATestAndEveryTestARow() {
        TreeSet<String> shown = new TreeSet<>();
        TESTS.values().forEach(shown::addAll);
        assertThat(shown).isEqualTo(ROWS.keySet());
    }

    @Test
    void theTestThatARowNamesShowsIt() {
        ROWS.forEach((label, row) -> assertThat(TESTS.get(row.test))
                .as("%s: %s", label, row.test)
                .isNotNull()
                .contains(label));
    }

    @Test
    void everyRowHasAnActionThatTheDocumentExplains() {
        String table = document.substring(document.indexOf("| action |"), document.indexOf("## The folder"));
        List<String> actions =
                ACTION.matcher(table).results().map(line -> line.group(1)).toList();
        assertThat(actions).contains("keep", "cut", "refuse");
        ROWS.forEach((label, row) -> assertThat(actions).as(label).contains(row.action));
    }

    @Test
    void labelsHaveNoGaps() {
        Map<String, List<Integer>> numbers = new TreeMap<>();
        for (Matcher row = ROW.matcher(document); row.find(); ) {
            numbers.computeIfAbsent(row.group(1), key -> new ArrayList<>()).add(Integer.parseInt(row.group(2)));
        }
        assertThat(numbers).containsKeys("F", "R");
        numbers.forEach((letter, found) -> assertThat(found)
                .as(letter)
                .isEqualTo(IntStream.rangeClosed(1, found.size()).boxed().toList()));
    }

    @Test
    void everyLabelOfAMessageIsInTheDocument() throws IOException {
        TreeSet<String> labels = new TreeSet<>();
        for (Path source : files(Path.of("src/main/java"), ".java")) {
            MESSAGE.matcher(Files.readString(source)).results().forEach(label -> labels.add(label.group(1)));
        }
        assertThat(labels).contains("R5", "R6");
        assertThat(ROWS.keySet()).containsAll(labels);
    }

    @Test
    void theColumnsAreThose() {
        List<String> heads = Arrays.stream(document.split("\n"))
                .filter(line -> line.startsWith("| row |"))
                .toList();
        assertThat(heads).isNotEmpty().allMatch("| row | found | action | decision | test |"::equals);
    }
}
