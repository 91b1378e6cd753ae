package dev.florin.ledger.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssetTest {

    @ParameterizedTest
    @CsvSource({
        "USD/2, USD, 2",
        "JPY/0, JPY, 0",
        "ETH/18, ETH, 18",
        "x/38, x, 38",
        "1INCH/18, 1INCH, 18",
        "LOYALTY.points_eu-2/0, LOYALTY.points_eu-2, 0",
        "abcdefghijklmnopqrstuvwxyz012345/9, abcdefghijklmnopqrstuvwxyz012345, 9",
    })
    void textIsReadAndWrittenBack(String text, String code, int scale) {
        assertThat(Asset.parse(text)).isEqualTo(Asset.of(code, scale)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '\"\" has 0 characters, not 1 to 32'",
        "abcdefghijklmnopqrstuvwxyz0123456, 'has 33 characters, not 1 to 32'",
        ".a, '\".a\" does not begin with one of A-Z a-z 0-9'",
        "_a, does not begin",
        "-a, does not begin",
        "' USD', does not begin",
        "ÉCU, does not begin",
        "US D, '\"US D\" has at index 2 a character that is not one of'",
        "US/D, at index 2",
        "USÉ, at index 2",
        "US٣, at index 2",
        "a:b, at index 1",
        "a@, at index 1",
        "a[, at index 1",
        "a`, at index 1",
        "a{, at index 1",
    })
    void aCodeThatBreaksTheRuleIsRefusedAndNamed(String code, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Asset.of(code, 2))
                .withMessageStartingWith("asset code ")
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 39, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void aScaleOutOfRangeIsRefusedAndNamed(int scale) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Asset.of("USD", scale))
                .withMessage("asset scale " + scale + " of USD is not from 0 to 38");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"USD/", "USD/02", "USD/00", "USD/39", "USD/100", "USD/+2", "USD/-1", "USD/2 ", "USD/2/2", "USD/٢"
            })
    void textWithABadScaleIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Asset.parse(text))
                .withMessageContaining('"' + text + '"')
                .withMessageContaining("the scale after the slash is not 0 to 38");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "USD", "USD2"})
    void textWithoutASlashIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Asset.parse(text))
                .withMessage("asset \"" + text + "\" is not of the form CODE/SCALE, such as USD/2");
    }

    @Test
    void messagesStayOnOneShortLineWhateverTheText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Asset.parse("a\nb" + "x".repeat(100_000)))
                .withMessageContaining("\"a\\u000abxx")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void codeAndScaleTellAssetsApart() {
        assertThat(Asset.of("USD", 2)).isNotEqualTo(Asset.of("USD", 4)).isNotEqualTo(Asset.of("usd", 2));
    }
}
