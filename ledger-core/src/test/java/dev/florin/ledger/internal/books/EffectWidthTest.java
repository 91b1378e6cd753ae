package dev.florin.ledger.internal.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.Capture;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Hold;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Release;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.internal.index.IdMap;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.testkit.DecidedEffects;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries are wide exactly when an amount, or a sum after the whole transfer, is 2^63 or more, as the format says. */
class EffectWidthTest {
    private static final Asset USD = Asset.of("USD", 2);
    private static final AccountId A = AccountId.of("a");
    private static final AccountId B = AccountId.of("b");

    private final DecidedEffects decided = new DecidedEffects(new IdMap());

    EffectWidthTest() {
        decide(OpenAccount.of(Account.named("a", USD).unlimited()));
        decide(OpenAccount.of(Account.named("b", USD).unlimited()));
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, 0, false", // 2^63 - 1
        "9223372036854775808, 0, true", // 2^63, an amount
        "9223372036854775806, 1, false",
        "9223372036854775807, 1, true", // 2^63, a sum
        "9223372036854775807, 9223372036854775807, true", // 2^64 - 2, a sum
        "18446744073709551616, 0, true" // 2^64
    })
    void wideFromTwoToThe63On(BigInteger first, long second, boolean wide) {
        EffectCursor effect = decide(transfer(Amount.of(first)));
        if (second > 0) {
            effect = decide(transfer(Amount.of(second)));
        }
        assertThat(isWide(effect)).isEqualTo(wide);
        BigInteger sum = first.add(BigInteger.valueOf(second));
        assertThat(new Amount(effect.debitsAfterHigh(0), effect.debitsAfterLow(0)).toBigInteger())
                .isEqualTo(sum);
        assertThat(new Amount(effect.creditsAfterHigh(1), effect.creditsAfterLow(1)).toBigInteger())
                .isEqualTo(sum);
    }

    /** Posted and pending of a side together decide. */
    @ParameterizedTest
    @CsvSource({
        "0, 9223372036854775807, false", // 2^63 - 1
        "0, 9223372036854775808, true", // 2^63, an amount
        "9223372036854775806, 1, false",
        "9223372036854775807, 1, true", // 2^63, both together
        "9223372036854775807, 9223372036854775807, true", // 2^64 - 2
        "9223372036854775808, 1, true", // 2^63, posted
        "18446744073709551616, 1, true" // 2^64, posted
    })
    void wideWithHoldsFromTwoToThe63On(BigInteger posted, BigInteger held, boolean wide) {
        if (posted.signum() > 0) {
            decide(transfer(Amount.of(posted)));
        }
        Transfer reserved = (Transfer) transfer(Amount.of(held));
        EffectCursor placed = decide(Hold.of(reserved));
        assertSums(placed, posted, held);
        assertThat(isWide(placed)).isEqualTo(wide);
        EffectCursor smaller = decide(Hold.of((Transfer) transfer(Amount.of(1))));
        assertSums(smaller, posted, held.add(BigInteger.ONE));
        assertThat(isWide(smaller)).isEqualTo(posted.add(held).compareTo(BigInteger.valueOf(Long.MAX_VALUE)) >= 0);
        assertSums(decide(Capture.of(CommandId.next(), reserved.id())), posted.add(held), BigInteger.ONE);
    }

    @Test
    void aReleaseIsAsWideAsItsOwnAccountsAskFor() {
        decide(OpenAccount.of(Account.named("c", USD).unlimited()));
        decide(OpenAccount.of(Account.named("d", USD).unlimited()));
        Transfer reserved = (Transfer) transfer(Amount.of(1));
        decide(Hold.of(reserved));
        Command large = Transfer.of(CommandId.next())
                .debit(AccountId.of("c"), Amount.MAX)
                .credit(AccountId.of("d"), Amount.MAX)
                .build();
        assertThat(isWide(decide(large))).isTrue();
        assertThat(isWide(decide(Release.of(CommandId.next(), reserved.id())))).isFalse();
    }

    private static boolean isWide(EffectCursor effect) {
        return (effect.bytes()[effect.offset() + EffectLayout.FLAGS] & EffectLayout.WIDE) != 0;
    }

    /** Of the first entry, which is a debit. */
    private static void assertSums(EffectCursor effect, BigInteger posted, BigInteger pending) {
        assertThat(new Amount(effect.debitsAfterHigh(0), effect.debitsAfterLow(0)).toBigInteger())
                .isEqualTo(posted);
        assertThat(new Amount(effect.pendingDebitsAfterHigh(0), effect.pendingDebitsAfterLow(0)).toBigInteger())
                .isEqualTo(pending);
    }

    @Test
    void sumsOfOneTransferThatTouchesAnAccountTwiceCountTogether() {
        EffectCursor effect = decide(Transfer.of(CommandId.next())
                .debit(A, Long.MAX_VALUE)
                .credit(B, Long.MAX_VALUE)
                .debit(A, 1)
                .credit(B, 1)
                .build());
        assertThat(effect.bytes()[effect.offset() + EffectLayout.FLAGS]).isEqualTo((byte) EffectLayout.WIDE);
        assertThat(effect.debitsAfterLow(0)).isEqualTo(Long.MAX_VALUE);
        assertThat(effect.debitsAfterLow(2)).isEqualTo(Long.MIN_VALUE);
    }

    private static Command transfer(Amount amount) {
        return Transfer.of(CommandId.next()).debit(A, amount).credit(B, amount).build();
    }

    private EffectCursor decide(Command command) {
        EffectCursor effect = decided.decide(command).frame().cursor();
        assertThat(effect.next()).isTrue();
        return effect;
    }
}
