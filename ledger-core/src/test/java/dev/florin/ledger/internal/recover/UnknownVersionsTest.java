package dev.florin.ledger.internal.recover;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Account;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.internal.codec.Hashing;
import dev.florin.ledger.internal.read.PublishedBooks;
import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.testkit.FreshBooks;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a later version may have written is refused, and the message says why. */
class UnknownVersionsTest {
    private static final int EFFECT = EffectBatch.HEADER_BYTES;

    private byte[] frame = new byte[0];

    @BeforeEach
    void writeOneBatch() {
        InMemoryStorage storage = InMemoryStorage.create();
        try (Ledger ledger = Ledger.open(storage)) {
            ledger.open(Account.named("cash", Asset.of("USD", 2)));
        }
        storage.open(batch ->
                        frame = Arrays.copyOfRange(batch.bytes(), batch.offset(), batch.offset() + batch.length()))
                .close();
    }

    @Test
    void theBatchAsItWasWrittenIsAccepted() {
        assertThatCode(this::recover).doesNotThrowAnyException();
    }

    @Test
    void anotherFormatIsRefusedBeforeAnythingElse() {
        EffectLayout.putShort(frame, EffectBatch.FORMAT, 2);
        frame[EFFECT + EffectLayout.KIND] = 99;
        assertThatThrownBy(this::recover)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("format 2 and rules 4")
                .hasMessageContaining("open the books with the version that wrote them");
    }

    @Test
    void otherRulesAreRefusedBeforeAnythingElse() {
        EffectLayout.putShort(frame, EffectBatch.RULES, 5);
        frame[EFFECT + EffectLayout.KIND] = 99;
        assertThatThrownBy(this::recover)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("format 1 and rules 5")
                .hasMessageContaining("open the books with the version that wrote them");
    }

    @Test
    void anUnknownFrameFlagIsRefused() {
        EffectLayout.putInt(frame, EffectBatch.FLAGS, 1);
        seal();
        assertThatThrownBy(this::recover)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("has frame flags 1");
    }

    @Test
    void anUnknownFlagOfAnEffectIsRefused() {
        frame[EFFECT + EffectLayout.FLAGS] = 8;
        assertThatThrownBy(this::sealAndRecover)
                .hasMessageContaining("the effect at position 1 has flags 8")
                .hasMessageContaining("unknown to this version");
    }

    @Test
    void anUnknownKindOfEffectIsRefused() {
        frame[EFFECT + EffectLayout.KIND] = 15;
        assertThatThrownBy(this::sealAndRecover)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("effect kind 15 is unknown to this version");
    }

    private void sealAndRecover() {
        seal();
        recover();
    }

    /** Root, chain and checksum as a later version would have written them. */
    private void seal() {
        new Hashing().seal(frame, frame.length, new byte[EffectBatch.HASH_BYTES], 0);
    }

    private void recover() {
        new Recovery(FreshBooks.forgetful(), new PublishedBooks()).accept(new EffectBatch(frame, 0, frame.length));
    }
}
