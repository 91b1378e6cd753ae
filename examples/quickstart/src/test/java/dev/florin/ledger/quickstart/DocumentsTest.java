package dev.florin.ledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Code in the documents is code that is compiled, and links lead somewhere. Indentation does not count. */
class DocumentsTest {
    /** Tests run in their module's folder. */
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private static final Pattern JAVA_BLOCK =
            Pattern.compile("^```java\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)#:\\s]+)(#[^)\\s]*)?\\)");

    private static String sources = "";

    @BeforeAll
    static void readSources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path source : files(".java")) {
            all.append('\n').append(stripped(Files.readString(source))).append('\n');
        }
        sources = all.toString();
    }

    @ParameterizedTest(name = "{0}, block {1}")
    @MethodSource("javaBlocks")
    void javaInTheDocumentsIsCompiled(Path document, int block, String code) {
        assertThat(sources)
                .as("block %d of %s is no part of any source", block, document)
                .contains(code);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("links")
    void linksLeadToAFile(Path document, String target) {
        assertThat(ROOT.resolve(document).resolveSibling(target)).exists();
    }

    static Stream<Arguments> javaBlocks() throws IOException {
        List<Arguments> blocks = new ArrayList<>();
        for (Path document : documents()) {
            Matcher matcher = JAVA_BLOCK.matcher(Files.readString(document));
            for (int block = 1; matcher.find(); block++) {
                blocks.add(Arguments.of(ROOT.relativize(document), block, "\n" + stripped(matcher.group(1)) + "\n"));
            }
        }
        return blocks.stream();
    }

    static Stream<Arguments> links() throws IOException {
        List<Arguments> links = new ArrayList<>();
        for (Path document : documents()) {
            Matcher matcher = LINK.matcher(Files.readString(document));
            while (matcher.find()) {
                links.add(Arguments.of(ROOT.relativize(document), matcher.group(1)));
            }
        }
        return links.stream();
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")));
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        return documents;
    }

    /** Compiled sources of all modules. */
    private static List<Path> files(String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(file -> file.toString().endsWith(suffix))
                    .filter(file -> {
                        String path = ROOT.relativize(file).toString();
                        return path.contains("src/main/java/") || path.contains("src/test/java/");
                    })
                    .toList();
        }
    }

    private static String stripped(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
