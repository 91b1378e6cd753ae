package dev.florin.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @TempDir
    private Path folder;

    @Test
    void showsEverythingAndFindsTheBooksUnchanged() {
        Cli.Result result = Cli.run("demo", "--users", "40", "--payments", "3000");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("43 accounts are opened", "40 top-ups", "is frozen", "3,000 payments")
                .containsPattern("rejected, account_frozen: users:\\S+ is frozen")
                .containsPattern("rejected, below_lower_limit: users:\\S+ has [0-9.]+ available; this takes [0-9.]+")
                .containsPattern("[0-9,]+ transfers/s")
                .containsPattern("[0-9,]+ balances/s")
                .containsPattern("bank:cash +[0-9.]+  EUR")
                .contains("Statement of users:ada.abel", "  balanced", "nothing changed");
        Matcher at = Pattern.compile("in (\\S+florin-demo-\\S+)").matcher(result.out());
        assertThat(at.find()).isTrue();
        assertThat(Path.of(at.group(1))).doesNotExist();
    }

    @Test
    void theSameSeedGivesTheSameBooks() {
        for (String books : new String[] {"a", "b"}) {
            assertThat(demo(books, "7").exitCode()).isZero();
        }
        assertThat(demo("c", "8").exitCode()).isZero();
        assertThat(content("a")).startsWith("c1-").isEqualTo(content("b")).isNotEqualTo(content("c"));
    }

    @Test
    void leavesBooksThatAreThereAlone() {
        demo("a", "7");
        String before = content("a");
        Cli.Result again = demo("a", "7");
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("is not empty; name a folder that is");
        assertThat(content("a")).isEqualTo(before);
    }

    private Cli.Result demo(String books, String seed) {
        return Cli.run("demo", "--books", folder.resolve(books), "--users", "12", "--payments", "500", "--seed", seed);
    }

    private String content(String books) {
        return Cli.run("trial-balance", "--books", folder.resolve(books), "--json")
                .json("content");
    }
}
