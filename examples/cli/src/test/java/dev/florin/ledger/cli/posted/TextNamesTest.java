package dev.florin.ledger.cli.posted;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextNamesTest {
    @ParameterizedTest
    @CsvSource({
        "users:alice, users:alice",
        "users:Alice Smith, users:Alice Smith",
        "a  b, a%20%20b",
        "50% off; now, 50%25%20off%3B%20now",
        ":a::b:, %3Aa:%3Ab%3A",
        "(virtual), %28virtual%29",
        "bank:é中, bank:é中",
        "😀, %F0%9F%98%80",
    })
    void whatHledgerCannotHaveInANameIsPercentCoded(String name, String coded) {
        assertThat(TextNames.hledgerAccount(name)).isEqualTo(coded);
    }

    @ParameterizedTest
    @CsvSource({"EUR, EUR", "usd, usd", "USD-2, '\"USD-2\"'", "1INCH, '\"1INCH\"'"})
    void symbolsOfOtherThanLettersAreQuoted(String code, String symbol) {
        assertThat(TextNames.hledgerSymbol(code)).isEqualTo(symbol);
    }

    @ParameterizedTest
    @CsvSource({
        "alice, Alice",
        "Alice, Alice",
        "7up, 7up",
        "_x, X-x",
        "a b, A-b",
        "é, É",
        "中, X-",
        "ß, Xß",
        "-, X-",
        "😀, X-"
    })
    void componentsOfBeancountBeginWithACapitalOrADigit(String component, String name) {
        assertThat(TextNames.beancountComponent(component)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "EUR, EUR",
        "usd, USD",
        "A, AX",
        "1INCH, X1INCH",
        "US_, US_X",
        "TRUE, TRUEX",
        "abcdefghijklmnopqrstuvwxyz012345, ABCDEFGHIJKLMNOPQRSTUVWX",
        "ABCDEFGHIJKLMNOPQRSTUVW-Y, ABCDEFGHIJKLMNOPQRSTUVW"
    })
    void currenciesOfBeancountAreCapitals(String code, String currency) {
        assertThat(TextNames.beancountCurrency(code)).isEqualTo(currency);
    }
}
