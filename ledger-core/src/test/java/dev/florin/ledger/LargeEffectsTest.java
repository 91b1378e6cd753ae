package dev.florin.ledger;

import static dev.florin.ledger.testkit.SmallBooks.BANK;
import static dev.florin.ledger.testkit.SmallBooks.USD;
import static dev.florin.ledger.testkit.SmallBooks.openBank;
import static dev.florin.ledger.testkit.SmallBooks.openUser;
import static dev.florin.ledger.testkit.SmallBooks.posted;
import static dev.florin.ledger.testkit.SmallBooks.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.testkit.HookedStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Small commands can have large effects: they take several frames, and every caller gets every answer. */
@Timeout(60)
class LargeEffectsTest {
    private static final int FRAME_BYTES = 8 << 20;
    private static final int WIDE = 4_096;

    private final AtomicLong time = new AtomicLong(1_800_000_000_000_000_000L);
    private final HookedStorage storage = new HookedStorage(InMemoryStorage.create());
    private Ledger ledger = open();

    private Ledger open() {
        return Ledger.open(storage, LedgerOptions.defaults().clock(time::get).maxClockLeap(Duration.ofDays(100_000)));
    }

    private void reopen() {
        Fingerprints before = ledger.fingerprints();
        ledger.close();
        ledger = open();
        assertThat(ledger.fingerprints()).isEqualTo(before);
    }

    /** None of them much larger than a frame is to be. */
    private void assertSeveralFramesOfOneOrder() {
        List<EffectBatch> frames = storage.frames();
        assertThat(frames).allMatch(frame -> frame.length() < FRAME_BYTES + (1 << 20));
        assertThat(IntStream.range(1, frames.size())
                        .filter(i -> frames.get(i).order() == frames.get(i - 1).order()))
                .isNotEmpty();
    }

    @AfterEach
    void close() {
        assertThat(ledger.trialBalance().isBalanced()).isTrue();
        ledger.close();
    }

    /** As many refunds of a transfer of 4,096 entries as fill several frames, in one call. */
    @Test
    void aCallThatFillsSeveralFramesIsAnsweredWhole() {
        openBank(ledger);
        openUser(ledger, "payer", 1_000_000);
        Transfer.Builder many = Transfer.of(CommandId.of("many")).debit("payer", 100L * (WIDE - 1));
        ledger.submitAll(IntStream.range(1, WIDE)
                .mapToObj(i -> OpenAccount.of(Account.named("payee" + i, USD)))
                .toList());
        IntStream.range(1, WIDE).forEach(i -> many.credit("payee" + i, 100));
        ledger.post(many.build());
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            commands.add(transfer(BANK, "payer", 1));
            commands.add(Refund.of(CommandId.next(), CommandId.of("many")).total(WIDE - 1));
        }
        List<Outcome> outcomes = ledger.submitAll(commands);
        assertThat(outcomes.stream().map(Outcome::id))
                .isEqualTo(commands.stream().map(Command::id).toList());
        for (int i = 0; i < commands.size(); i++) {
            boolean refunded = i % 2 == 0 || i / 2 < 100;
            assertThat(outcomes.get(i).isPosted()).as("command %d", i).isEqualTo(refunded);
        }
        assertThat(posted(ledger, "payee1")).isZero();
        assertSeveralFramesOfOneOrder();
        reopen();
        assertThat(ledger.submitAll(commands).stream().map(Outcome::isPosted))
                .isEqualTo(outcomes.stream().map(Outcome::isPosted).toList());
    }

    /** All holds that fell due while the books were closed expire at once, in more than one frame. */
    @Test
    void holdsThatFallDueTogetherTakeAsManyFramesAsTheyNeed() {
        openBank(ledger);
        openUser(ledger, "user", 0);
        int holds = 55_000;
        ledger.submitAll(IntStream.range(0, holds)
                .mapToObj(i ->
                        Hold.of(transfer(CommandId.of(7, i), BANK, "user", 1)).timeout(Duration.ofDays(1)))
                .toList());
        assertThat(ledger.balance("user").pendingCredits().toLong()).isEqualTo(holds);
        ledger.close();
        time.addAndGet(Duration.ofDays(2).toNanos());
        ledger = open();
        long before = ledger.recovery().lastPosition();
        // Callers in the same batch get their own answers.
        List<CompletionStage<Outcome>> answers = IntStream.range(0, 50)
                .mapToObj(i -> ledger.submitAsync(transfer(CommandId.of(9, i), BANK, "user", 1)))
                .toList();
        for (int i = 0; i < answers.size(); i++) {
            Outcome.Posted outcome =
                    (Outcome.Posted) answers.get(i).toCompletableFuture().join();
            assertThat(outcome.id()).isEqualTo(CommandId.of(9, i));
            assertThat(outcome.receipt().position()).isEqualTo(before + holds + 1 + i);
        }
        assertThat(posted(ledger, "user")).isEqualTo(50);
        assertThat(ledger.balance("user").pendingCredits().isZero()).isTrue();
        assertThat(ledger.holds(HoldQuery.all()).holds()).isEmpty();
        assertSeveralFramesOfOneOrder();
        reopen();
    }
}
