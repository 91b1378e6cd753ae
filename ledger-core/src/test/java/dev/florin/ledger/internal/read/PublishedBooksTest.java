package dev.florin.ledger.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Balance;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.internal.books.Bookkeeper;
import dev.florin.ledger.internal.books.DecidedBatch;
import dev.florin.ledger.internal.codec.CommandCodec;
import dev.florin.ledger.internal.codec.RecordBuffer;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.spi.CommandBatch;
import dev.florin.ledger.spi.CommandBlock;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.testkit.FreshBooks;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a reader sees that is held up between looking at the published position and looking at an account. */
class PublishedBooksTest {
    private static final Asset USD = Asset.of("USD", 2);
    private static final AccountId A = AccountId.of("a");
    private static final AccountId B = AccountId.of("b");
    private static final int FIRST = 0;

    private final Bookkeeper bookkeeper = new Bookkeeper(FreshBooks.forgetful());
    private final DecidedBatch decided = new DecidedBatch();
    private final PublishedBooks published = new PublishedBooks();
    private long order;

    @BeforeEach
    void open() {
        apply(OpenAccount.of(Account.named("a", USD).unlimited()), OpenAccount.of(Account.named("b", USD)));
        published.publish(2);
    }

    @Test
    void aTransferIsSeenOnlyFromItsPublicationOn() {
        apply(transfer(5));
        assertThat(posted(2)).isEqualTo(0);
        published.publish(3);
        assertThat(posted(2)).as("a reader that began before").isEqualTo(0);
        assertThat(posted(3)).isEqualTo(-5);
    }

    @Test
    void severalTransfersOfOnePublicationAreOneVersion() {
        apply(transfer(5), transfer(6));
        apply(transfer(7));
        assertThat(posted(2)).isEqualTo(0);
        published.publish(5);
        assertThat(posted(2)).isEqualTo(0);
        assertThat(posted(5)).isEqualTo(-18);
    }

    @Test
    void aBalanceReplacedTwiceSinceIsNotToldWrong() {
        apply(transfer(5));
        published.publish(3);
        apply(transfer(6));
        published.publish(4);
        assertThat(published.balance(FIRST, 2)).isNull();
        assertThat(published.isOpenAt(FIRST, 2)).isTrue();
        assertThat(posted(3)).isEqualTo(-5);
        assertThat(posted(4)).isEqualTo(-11);
    }

    @Test
    void anAccountWhoseAttributesWereReplacedTwiceIsStillOpen() {
        for (int code = 1; code <= 2; code++) {
            apply(AccountUpdate.of(CommandId.next(), A).code(code));
            published.publish(2 + code);
        }
        assertThat(published.attributes(FIRST, 2))
                .as("gone, and not taken for another")
                .isNull();
        assertThat(published.isOpenAt(FIRST, 2)).isTrue();
        assertThat(published.attributes(FIRST, 3).state().account().code()).isEqualTo(1);
        assertThat(published.attributes(FIRST, 4).state().account().code()).isEqualTo(2);
    }

    @Test
    void anAccountIsNotOpenBeforeItsPosition() {
        assertThat(published.isOpenAt(FIRST, 0)).isFalse();
        assertThat(published.isOpenAt(1, 1)).isFalse();
        assertThat(published.isOpenAt(1, 2)).isTrue();
        assertThat(published.isOpenAt(2, 2)).isFalse();
    }

    @Test
    void nothingIsVisibleOnceStopped() {
        published.stop();
        published.publish(3);
        assertThat(PublishedBooks.isEnded(published.position())).isTrue();
    }

    private long posted(long position) {
        Balance balance = published.balance(FIRST, position);
        assertThat(balance).isNotNull();
        return balance.posted().toLong();
    }

    private static Command transfer(long amount) {
        return Transfer.of(CommandId.next()).debit(A, amount).credit(B, amount).build();
    }

    private void apply(Command... commands) {
        RecordBuffer buffer = new RecordBuffer(256);
        for (Command command : commands) {
            CommandCodec.write(command, buffer);
        }
        byte[] bytes = Arrays.copyOf(buffer.bytes(), buffer.length());
        bookkeeper.decide(new CommandBatch(++order, order, List.of(CommandBlock.of(bytes, commands.length))), decided);
        EffectCursor effects = new EffectBatch(decided.frame(), 0, decided.frameLength()).cursor();
        while (effects.next()) {
            published.apply(effects);
        }
    }
}
