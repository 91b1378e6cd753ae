package dev.florin.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for account ids and command ids alike. */
class IdsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // As sha256sum prints them, the first 32 digits; abc is a vector of FIPS 180-2.
                "abc                  | ba7816bf-8f01-cfea-4141-40de5dae2223",
                "users:alice          | ea00c3ea-3229-a0a9-eb50-8a2838fd348f",
                "žluťoučký kůň        | 64258c52-557f-723d-c1a5-56bbd6fd1e1e",
                "a😀b                 | 6fba5b2e-a783-ded0-96fc-2444d540ffbd",
            })
    void aNameGivesTheFirst128BitsOfItsSha256(String name, String id) {
        assertThat(AccountId.of(name)).hasToString(id);
        assertThat(CommandId.of(name)).hasToString(id);
    }

    @Test
    void quotesAndLineBreaksAreCharactersLikeOthers() {
        assertThat(AccountId.of("quote\"'\\ and\nline")).hasToString("034be48e-eabd-ebf7-7bba-49d7fb2fe9d8");
    }

    @Test
    void namesAreNotNormalised() {
        assertThat(AccountId.of("caf\u00E9")).isNotEqualTo(AccountId.of("cafe\u0301"));
        assertThat(AccountId.of("alice")).isNotEqualTo(AccountId.of("Alice")).isNotEqualTo(AccountId.of("alice "));
    }

    @Test
    void anEmptyNameIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountId.of(""))
                .withMessage("account id: the name is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandId.of(""))
                .withMessage("command id: the name is empty");
    }

    @ParameterizedTest
    @CsvSource({
        // The name: the first text, the surrogates, the last text.
        "'',  d83d, '',  D83D, 0",
        "'',  de00, '',  DE00, 0",
        "ab,  dbff, '',  DBFF, 2",
        "ab,  d800, c,   D800, 2",
        "ab,  dfff, c,   DFFF, 2",
        "😀,  d83d, 😀,  D83D, 2",
        "😀,  de00, 😀,  DE00, 2",
    })
    void aNameWithAnUnpairedSurrogateIsRefused(String before, String surrogate, String after, String shown, int index) {
        String name = before + (char) Integer.parseInt(surrogate, 16) + after;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountId.of(name))
                .withMessage("account id: the name has an unpaired surrogate (U+" + shown + ") at index " + index
                        + " and so no UTF-8 form");
    }

    @Property
    void anIdIsItsUuidItsTextAndItsHalves(@ForAll long high, @ForAll long low) {
        if ((high | low) == 0) {
            return;
        }
        UUID uuid = new UUID(high, low);
        AccountId account = AccountId.of(uuid);
        assertThat(account)
                .isEqualTo(AccountId.of(high, low))
                .isEqualTo(AccountId.parse(uuid.toString()))
                .isEqualTo(AccountId.parse(uuid.toString().toUpperCase(Locale.ROOT)))
                .hasToString(uuid.toString());
        assertThat(account.toUuid()).isEqualTo(uuid);
        CommandId command = CommandId.of(uuid);
        assertThat(command)
                .isEqualTo(CommandId.of(high, low))
                .isEqualTo(CommandId.parse(uuid.toString()))
                .hasToString(uuid.toString());
        assertThat(command.toUuid()).isEqualTo(uuid);
    }

    @ParameterizedTest
    @CsvSource({
        "'', has 0 characters",
        "1-1-1-1-1, has 9 characters",
        "0198c0de000070008000000000000001, has 32 characters",
        "{198c0de-0000-7000-8000-00000000001}, no hexadecimal digit at index 0",
        "0198c0de-0000-7000-8000-00000000000g, no hexadecimal digit at index 35",
        "0198c0de-0000-7000-8000-00000000000١, no hexadecimal digit at index 35",
        "0198c0de00000-7000-8000-000000000001, no hyphen at index 8",
        "0198c0de-000-07000-8000-000000000001, no hexadecimal digit at index 12",
        "-198c0de-0000-7000-8000-000000000001, no hexadecimal digit at index 0",
        "' 198c0de-0000-7000-8000-000000000001', no hexadecimal digit at index 0",
        "'0198c0de-0000-7000-8000-000000000001 ', has 37 characters",
    })
    void textOfAnotherFormIsRefused(String text, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountId.parse(text))
                .withMessageContaining("account id")
                .withMessageContaining(reason);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandId.parse(text))
                .withMessageContaining("command id")
                .withMessageContaining(reason);
    }

    @Test
    void theIdOfZerosIsReserved() {
        UUID nil = new UUID(0, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AccountId(0, 0))
                .withMessageContaining("reserved");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CommandId(0, 0))
                .withMessageContaining("reserved");
        assertThatIllegalArgumentException().isThrownBy(() -> AccountId.of(nil)).withMessageContaining("account id 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandId.parse(nil.toString()))
                .withMessageContaining("command id 0");
        assertThat(AccountId.of(0, 1)).isNotEqualTo(AccountId.of(1, 0));
    }

    @ParameterizedTest
    @CsvSource({
        // a < b as unsigned figures, where signed halves would say otherwise.
        "0,  1,  0,  2",
        "0,  1,  0, -1",
        "0, -1,  1,  0",
        "1,  0, -1,  0",
        "9223372036854775807, -1, -9223372036854775808, 0",
        "5,  9223372036854775807, 5, -9223372036854775808",
    })
    void idsAreOrderedAsUnsignedFigures(long aHigh, long aLow, long bHigh, long bLow) {
        assertThat(AccountId.of(aHigh, aLow)).isLessThan(AccountId.of(bHigh, bLow));
        assertThat(AccountId.of(bHigh, bLow)).isGreaterThan(AccountId.of(aHigh, aLow));
        assertThat(CommandId.of(aHigh, aLow)).isLessThan(CommandId.of(bHigh, bLow));
        assertThat(CommandId.of(aHigh, aLow)).isEqualByComparingTo(CommandId.of(aHigh, aLow));
    }
}
