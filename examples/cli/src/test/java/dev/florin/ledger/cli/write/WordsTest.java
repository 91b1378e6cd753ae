package dev.florin.ledger.cli.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.cli.csv.BadInputException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words of command lines: lines of a group, names with amounts, time-outs. */
class WordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "` `                  | ``",
                "post --debit a=1     | post,--debit,a=1",
                "` a\tb  `            | a,b",
                "a 'b c' \"d e\"      | a,b c,d e",
                "a'b c'd              | ab cd",
                "a '' b               | a,,b",
                "'a\"b' \"c'd\"       | a\"b,c'd",
                "a\\ b \\'            | a b,'",
                "'a\\b' \"c\\\"d\"    | a\\b,c\"d",
            })
    void aLineIsTakenApartAsAShellDoes(String line, String words) {
        assertThat(String.join(",", Lines.words(line))).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a 'b", "a \"b", "a\\", "'"})
    void aLineThatGoesOnIsRefused(String line) {
        assertThatThrownBy(() -> Lines.words(line)).isInstanceOf(BadInputException.class);
    }

    @ParameterizedTest
    @CsvSource({"users:alice=12.34, users:alice, 12.34", "a=b=1, a=b, 1"})
    void theLastEqualsSignParts(String text, String account, String amount) {
        assertThat(Named.parse(text)).isEqualTo(new Named(account, amount));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a=", "=1", ""})
    void aNameAndAnAmountAreNeeded(String text) {
        assertThatThrownBy(() -> Named.parse(text)).isInstanceOf(BadInputException.class);
    }

    @ParameterizedTest
    @CsvSource({"7d, P7D", "12h, PT12H", "30m, PT30M", "45s, PT45S", "PT1H30M, PT1H30M", "P2D, P2D"})
    void timeoutsInEitherForm(String text, Duration timeout) {
        assertThat(Timeouts.parse(text)).isEqualTo(timeout);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "7 d", "d", "7w", "-7d", "1000000000s"})
    void aTimeoutWithoutAFormIsRefused(String text) {
        assertThatThrownBy(() -> Timeouts.parse(text)).hasMessageContaining("is not like 7d");
    }
}
