package dev.florin.ledger.internal.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Account;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.CommandKind;
import dev.florin.ledger.Decision;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.OriginRejection;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.internal.codec.Hashing;
import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.Frames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Books that go on in a new incarnation, and marks of restores that are not where they belong. */
class RestoredBooksTest {
    private static final Asset USD = Asset.of("USD", 2);
    private static final int MARK = EffectBatch.HEADER_BYTES;

    /** Where the mark's own command begins. */
    private static final int COMMAND = MARK + 40;

    private static Transfer transfer(String id, long amount) {
        return Transfer.of(CommandId.of(id))
                .debit("cash", amount)
                .credit("alice", amount)
                .build();
    }

    private static InMemoryStorage books(Command... commands) {
        InMemoryStorage storage = InMemoryStorage.create();
        try (Ledger ledger = Ledger.open(storage)) {
            ledger.open(Account.named("cash", USD).debitNormal());
            ledger.open(Account.named("alice", USD));
            for (Command command : commands) {
                ledger.submit(command);
            }
        }
        return storage;
    }

    private static List<byte[]> frames(Storage storage) {
        List<byte[]> frames = new ArrayList<>();
        storage.open(batch -> frames.add(Frames.bytes(batch))).close();
        return frames;
    }

    private static InMemoryStorage holding(List<byte[]> frames) {
        InMemoryStorage storage = InMemoryStorage.create();
        try (Storage.Session session = storage.open(batch -> {})) {
            frames.forEach(frame -> session.append(List.of(new EffectBatch(frame, 0, frame.length))));
        }
        return storage;
    }

    /** The same batches, the first ones of them, and a new incarnation behind them. */
    private static InMemoryStorage restored(Storage books, int batches) {
        InMemoryStorage copy = holding(frames(books).subList(0, batches));
        RestoredBooks replayed = new RestoredBooks();
        try (Storage.Session session = copy.open(replayed)) {
            session.append(List.of(replayed.newIncarnation(0)));
        }
        return copy;
    }

    private static Fingerprints fingerprints(Storage storage) {
        try (Ledger ledger = Ledger.open(storage)) {
            return ledger.fingerprints();
        }
    }

    @Test
    void receiptsHaveTheIncarnationThatTheyWereRecordedIn() {
        InMemoryStorage first = books(transfer("one", 1), transfer("two", 2));
        InMemoryStorage second = restored(first, 3);
        try (Ledger ledger = Ledger.open(second)) {
            assertThat(receipt(ledger.submit(transfer("one", 1))).incarnation()).isEqualTo(1);
            assertThat(receipt(ledger.submit(transfer("three", 3))).incarnation())
                    .isEqualTo(2);
            assertThat(receipt(ledger.submit(transfer("three", 3))))
                    .isEqualTo(new Receipt(
                            CommandId.of("three"),
                            5,
                            receipt(ledger.outcome(CommandId.of("three")).orElseThrow())
                                    .recordedNanos(),
                            2));
        }
        InMemoryStorage third = restored(second, 5);
        for (int times = 0; times < 2; times++) {
            try (Ledger ledger = Ledger.open(third)) {
                assertThat(incarnation(ledger, "one")).isEqualTo(1);
                assertThat(incarnation(ledger, "three")).isEqualTo(2);
                assertThat(receipt(ledger.submit(transfer("four", 4))).incarnation())
                        .isEqualTo(3);
                assertThat(ledger.outcome(CommandId.of("two"))).isEmpty();
                assertThat(ledger.transfer(CommandId.of("one"))
                                .orElseThrow()
                                .receipt()
                                .incarnation())
                        .isEqualTo(1);
            }
        }
    }

    private static int incarnation(Ledger ledger, String id) {
        return receipt(ledger.outcome(CommandId.of(id)).orElseThrow()).incarnation();
    }

    private static Receipt receipt(Outcome outcome) {
        return outcome instanceof Outcome.AlreadyPosted already
                ? already.receipt()
                : ((Outcome.Posted) outcome).receipt();
    }

    @Test
    void whatIsRestoredIsWhatWasThereAndTheMark() {
        InMemoryStorage first = books(transfer("one", 1), transfer("two", 2));
        InMemoryStorage again = restored(first, 4);
        assertThat(frames(again).subList(0, 4)).containsExactlyElementsOf(frames(first));
        try (Ledger ledger = Ledger.open(again)) {
            assertThat(ledger.balance("alice").posted()).isEqualTo(SignedAmount.of(3));
            assertThat(ledger.recovery().lastPosition()).isEqualTo(5);
        }
    }

    @Test
    void twoRestoresOfOneBackupAreToldApart() {
        InMemoryStorage first = books(transfer("one", 1));
        assertThat(fingerprints(restored(first, 3)).chain())
                .isNotEqualTo(fingerprints(restored(first, 3)).chain());
    }

    @Test
    void theMarkIsRecordedBehindWhatWasThereWhateverTheClockSays() {
        InMemoryStorage first = books(transfer("one", 1));
        byte[] last = frames(first).get(2);
        byte[] mark = frames(restored(first, 3)).get(3);
        assertThat(batch(mark).firstTimeNanos()).isEqualTo(batch(last).firstTimeNanos() + 1);
        assertThat(batch(mark).order()).isGreaterThan(batch(last).order());
        assertThat(batch(mark).forcedSequence()).isEqualTo(3);
        assertThat(batch(mark).rulesVersion()).isEqualTo(4);
    }

    @Test
    void theMarkIsNothingThatACallerCanTakeFor() {
        InMemoryStorage again = restored(books(transfer("one", 1)), 3);
        CommandId mark = id(frames(again).get(3));
        try (Ledger ledger = Ledger.open(again)) {
            Outcome.AlreadyPosted outcome =
                    (Outcome.AlreadyPosted) ledger.outcome(mark).orElseThrow();
            assertThat(outcome.decision()).isEqualTo(Decision.AsAsked.INSTANCE);
            assertThat(outcome.receipt().incarnation()).isEqualTo(2);
            assertThat(ledger.transfer(mark)).isEmpty();
            assertThat(ledger.hold(mark)).isEmpty();
            Transfer other = transfer("other", 1);
            Outcome conflict = ledger.submit(
                    new Transfer(mark, other.entries(), other.details(), other.conditions(), other.exchange()));
            assertThat(conflict.toString()).contains("IdConflict").contains("kind");
            Outcome refund = ledger.submit(Refund.of(CommandId.of("refund of the mark"), mark));
            assertThat(((Outcome.Rejected) refund).rejection())
                    .isEqualTo(new OriginRejection.OriginOfOtherKind(mark, CommandKind.RESTORE_MARK));
        }
    }

    private static CommandId id(byte[] frame) {
        return CommandId.of(
                EffectLayout.getLong(frame, MARK + EffectLayout.ID_HIGH),
                EffectLayout.getLong(frame, MARK + EffectLayout.ID_LOW));
    }

    private static EffectBatch batch(byte[] frame) {
        return new EffectBatch(frame, 0, frame.length);
    }

    @Test
    void whatWasSettledOrReversedOrHeldBeforeIsStillAfterwards() {
        Hold hold = new Hold(transfer("hold", 5), null);
        InMemoryStorage again =
                restored(books(transfer("one", 1), Reversal.of(CommandId.of("undo"), CommandId.of("one")), hold), 5);
        try (Ledger ledger = Ledger.open(again)) {
            assertThat(ledger.submit(transfer("one", 1))).isInstanceOf(Outcome.AlreadyPosted.class);
            assertThat(((Outcome.Rejected) ledger.submit(Reversal.of(CommandId.of("undo 2"), CommandId.of("one"))))
                            .rejection())
                    .isEqualTo(new OriginRejection.AlreadyReversed(CommandId.of("one"), 4));
            assertThat(ledger.balance("alice").pendingCredits()).isEqualTo(Amount.of(5));
        }
    }

    static Map<String, Consumer<byte[]>> wrongMarks() {
        return Map.of(
                "is of incarnation 3 of the books, where 2 is next",
                frame -> EffectLayout.putInt(frame, EffectBatch.INCARNATION, 3),
                "is of incarnation 1 of the books, where 2 is next",
                frame -> EffectLayout.putInt(frame, EffectBatch.INCARNATION, 1),
                "does not begin the incarnation of its command",
                frame -> EffectLayout.putInt(frame, MARK + EffectLayout.HEADER_BYTES, 7),
                "in batch 4 does not belong there",
                frame -> EffectLayout.putLong(frame, COMMAND + 64, 2),
                "at position 4 in batch 4 does not belong there",
                frame -> EffectLayout.putShort(frame, EffectBatch.RULES, 2),
                "names another hash chain",
                frame -> frame[COMMAND + 32] ^= 1,
                "is of incarnation 2 of the books, where 1 is next",
                frame -> frame[MARK + EffectLayout.KIND] = (byte) EffectKind.GROUP_POSTED.code());
    }

    static List<String> wrongMarkMessages() {
        return List.copyOf(wrongMarks().keySet());
    }

    @ParameterizedTest
    @MethodSource("wrongMarkMessages")
    void aMarkThatDoesNotBelongThereIsDamage(String message) {
        List<byte[]> frames = frames(restored(books(transfer("one", 1)), 3));
        byte[] frame = frames.get(3);
        wrongMarks().get(message).accept(frame);
        new Hashing().seal(frame, frame.length, batch(frames.get(2)).chain(), 3);
        assertThatThrownBy(() -> Ledger.open(holding(frames)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aMarkBehindAnotherEffectIsDamage() {
        List<byte[]> frames = frames(restored(books(transfer("one", 1)), 3));
        byte[] before = frames.get(2);
        byte[] mark = frames.get(3);
        byte[] both = Arrays.copyOf(before, before.length + mark.length - MARK);
        System.arraycopy(mark, MARK, both, before.length, mark.length - MARK);
        EffectLayout.putInt(both, EffectBatch.COUNT, 2);
        EffectLayout.putShort(both, EffectBatch.RULES, 3);
        new Hashing().seal(both, both.length, batch(frames.get(1)).chain(), 2);
        assertThatThrownBy(() -> Ledger.open(holding(List.of(frames.get(0), frames.get(1), both))))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("does not belong there");
    }

    @Test
    void anIncarnationDoesNotChangeWithoutAMark() {
        List<byte[]> frames = frames(books(transfer("one", 1)));
        EffectLayout.putInt(frames.get(2), EffectBatch.INCARNATION, 2);
        new Hashing()
                .seal(frames.get(2), frames.get(2).length, batch(frames.get(1)).chain(), 2);
        assertThatThrownBy(() -> Ledger.open(holding(frames)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("is of incarnation 2 of the books, where 1 is next");
    }
}
