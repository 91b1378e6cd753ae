package dev.florin.ledger.storage.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.storage.file.FileStorage;
import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.h2.engine.Constants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without H2 on the class path, books in it say what to add, and other storages do not miss it. */
class MissingH2Test {
    @Test
    void saysWhichDependencyToAdd(@TempDir Path folder) throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("h2-" + H2Storage.TESTED_VERSION))
                .collect(Collectors.joining(File.pathSeparator));
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        MissingH2Test.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        List<String> lines;
        try (BufferedReader output = child.inputReader()) {
            lines = output.lines().filter(line -> !line.startsWith("SLF4J")).toList();
        }
        assertThat(child.waitFor()).isZero();
        assertThat(lines)
                .containsExactly(
                        "books in H2 need H2, which is not on the class path: add com.h2database:h2:"
                                + H2Storage.TESTED_VERSION + " to the dependencies of the application",
                        "files: opened");
        assertThat(folder.resolve("h2")).doesNotExist();
    }

    @Test
    void theVersionIsTheOneThatIsTested() {
        assertThat(Constants.VERSION).isEqualTo(H2Storage.TESTED_VERSION);
    }

    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        try (Ledger ledger = Ledger.open(H2Storage.at(folder.resolve("h2")))) {
            System.out.println("opened " + ledger);
        } catch (StorageException e) {
            System.out.println(e.getMessage());
        }
        try (Ledger ledger = Ledger.open(FileStorage.at(folder.resolve("files")))) {
            System.out.println("files: opened" + (ledger.recovery().notes().isEmpty() ? "" : " with notes"));
        }
    }
}
