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
                .contains("a hold reserves 60.00, so that 40.00 of it are left to spend")
                .contains("captured with a tip: 42.00 for the café and 5.00 for its staff", "53.00 are available")
                .contains("refund of 9.99 in proportion, to the cent: 8.93 from the café, 1.06 from the tips")
                .contains("the payouts: 33.07, and 0.00 stay")
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
