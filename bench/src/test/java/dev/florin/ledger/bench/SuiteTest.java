package dev.florin.ledger.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which steps run, and what becomes of those that fail. */
class SuiteTest {
    @TempDir
    private Path folder;

    @Test
    void quickIsTheBenchmarksOfJmhAlone() {
        assertThat(names("quick")).containsExactly("jmh");
    }

    @Test
    void shortHasWhatIsMeasuredInMinutes() {
        assertThat(names("short")).containsExactly("jmh", "load-batches", "load-callers", "load-latency", "peers");
    }

    @Test
    void fullHasAllButWhatIsLeftOut() {
        assertThat(names("full"))
                .containsExactly(
                        "jmh", "jmh-accounts", "load-batches", "load-callers", "load-latency", "peers", "growth");
        assertThat(names("full", "--without", "load,peers")).containsExactly("jmh", "jmh-accounts", "growth");
        assertThat(names("full", "--only", "load-callers,peers")).containsExactly("load-callers", "peers");
        assertThat(names("full", "--soak", "1h")).endsWith("growth", "soak");
    }

    @Test
    void optionsReachTheirStep() {
        List<Step> steps = Suite.steps("full", folder, List.of("--tigerbeetle", "/opt/tb", "--only", "peers"));
        assertThat(steps).singleElement().satisfies(step -> {
            assertThat(step.mainClass()).isEqualTo("dev.florin.ledger.bench.peers.Peers");
            assertThat(step.arguments())
                    .containsExactly("--out", folder.resolve("peers.tsv").toString(), "--tigerbeetle", "/opt/tb");
        });
    }

    @Test
    void aMistakeIsFoundBeforeAnythingIsMeasured() {
        assertThatThrownBy(() -> names("full", "--without", "laod"))
                .hasMessageStartingWith("there is no step laod, but jmh");
        assertThatThrownBy(() -> names("full", "--without")).hasMessage("--without is no option, or has no value");
        assertThatThrownBy(() -> names("full", "--fast", "1")).hasMessageEndingWith("not --fast");
        assertThatThrownBy(() -> names("fast")).hasMessage("quick, short, full or report, not fast");
    }

    @Test
    void moreOptionsReachTheMeasuredJvm() throws IOException, InterruptedException {
        String before = System.getProperty("florin.bench.jvm", "");
        System.setProperty("florin.bench.jvm", "-Xmx48m  -XX:NoSuchOption=1");
        try {
            new Step("told", "no.such.Main", List.of("-Xmx32m"), List.of()).run(folder);
        } finally {
            System.setProperty("florin.bench.jvm", before);
        }
        assertThat(Files.readString(folder.resolve("told.log"))).contains("NoSuchOption");
    }

    @Test
    void aStepThatFailsSaysWhere() throws IOException, InterruptedException {
        String how = new Step("broken", "no.such.Main", List.of("-Xmx32m"), List.of()).run(folder);
        assertThat(how).startsWith("ended with exit code 1: broken.log says why");
        assertThat(Files.readString(folder.resolve("broken.log"))).contains("no.such.Main");
    }

    private List<String> names(String mode, String... options) {
        return Suite.steps(mode, folder, List.of(options)).stream()
                .map(Step::name)
                .toList();
    }
}
