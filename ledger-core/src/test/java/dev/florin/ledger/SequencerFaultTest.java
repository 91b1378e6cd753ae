package dev.florin.ledger;

import static dev.florin.ledger.testkit.SmallBooks.BANK;
import static dev.florin.ledger.testkit.SmallBooks.ids;
import static dev.florin.ledger.testkit.SmallBooks.openBank;
import static dev.florin.ledger.testkit.SmallBooks.openUser;
import static dev.florin.ledger.testkit.SmallBooks.posted;
import static dev.florin.ledger.testkit.SmallBooks.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.spi.CommandBatch;
import dev.florin.ledger.spi.CommandBlock;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.spi.Sequencer;
import dev.florin.ledger.spi.SequencerFactory;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.Callers;
import dev.florin.ledger.testkit.Faults;
import dev.florin.ledger.testkit.Faults.Sent;
import dev.florin.ledger.testkit.Gate;
import dev.florin.ledger.testkit.HookedSequencer;
import dev.florin.ledger.testkit.HookedStorage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults before the storage: commands that cannot be understood, a sequencer or a clock that fails. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SequencerFaultTest {
    private static final int FAILING_BATCH = 6;

    /** How far the bookkeeper runs ahead of the disk. */
    private static final int BATCHES_UNDER_WAY = 4;

    private final Storage storage = InMemoryStorage.create();

    /** What goes wrong with a batch. */
    enum Fault {
        A_COMMAND_OF_UNKNOWN_KIND((batch, target) -> target.accept(behind(CommandBlock.of(header(32, 99), 1), batch))),

        A_COMMAND_LONGER_THAN_ITS_BLOCK((batch, target) ->
                target.accept(behind(CommandBlock.of(header(64, 1), 1), batch))),

        A_BLOCK_THAT_CLAIMS_MORE_COMMANDS((batch, target) -> {
            CommandBlock block = batch.blocks().get(0);
            byte[] copy = Arrays.copyOf(block.bytes(), block.length());
            target.accept(behind(CommandBlock.of(copy, block.count() + 1), batch));
        }),

        THE_SEQUENCER_FAILS((batch, target) -> {
            target.failed(new IllegalStateException("the primary is gone"));
            batch.blocks().forEach(target::undelivered);
        }),

        THE_DELIVERY_THROWS((batch, target) -> {
            throw new IllegalStateException("a bug in the sequencer");
        });

        @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
        private final HookedSequencer.Delivery delivery;

        Fault(HookedSequencer.Delivery delivery) {
            this.delivery = delivery;
        }

        private static byte[] header(int size, int kind) {
            byte[] command = new byte[EffectLayout.HEADER_BYTES];
            EffectLayout.putInt(command, EffectLayout.SIZE, size);
            command[EffectLayout.KIND] = (byte) kind;
            return command;
        }

        /** The batch with a block before all others, so that callers stand behind it. */
        private static CommandBatch behind(CommandBlock first, CommandBatch batch) {
            List<CommandBlock> blocks = new ArrayList<>(List.of(first));
            blocks.addAll(batch.blocks());
            return new CommandBatch(batch.order(), batch.stampNanos(), blocks);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everybodyIsToldAndEachCommandCountsOnce(Fault fault) {
        AtomicInteger batches = new AtomicInteger();
        assertEverybodyIsTold(LedgerOptions.defaults().sequencer(HookedSequencer.delivering((batch, target) -> {
            if (batches.incrementAndGet() == FAILING_BATCH) {
                fault.delivery.deliver(batch, target);
            } else {
                target.accept(batch);
            }
        })));
    }

    @Test
    void aClockThatFailsLeavesNobodyWaiting() {
        AtomicInteger reads = new AtomicInteger();
        assertEverybodyIsTold(LedgerOptions.defaults().clock(() -> {
            if (reads.incrementAndGet() == FAILING_BATCH) {
                throw new IllegalStateException("no time");
            }
            return LedgerClock.system().nanos();
        }));
    }

    private void assertEverybodyIsTold(LedgerOptions options) {
        List<Sent> sent;
        try (Ledger ledger = Ledger.open(storage, options)) {
            openBank(ledger);
            openUser(ledger, "user", 0);
            sent = Faults.sendUntilTold(ledger, () -> transfer(BANK, "user", 1));
            assertThat(sent).anyMatch(one -> one.fault() instanceof OutcomeUnknownException);
            Faults.assertFailed(ledger, ids("user"));
        }
        try (Ledger ledger = Ledger.open(storage)) {
            Faults.assertEachCountsOnce(ledger, sent);
            assertThat(posted(ledger, "user")).isEqualTo(sent.size());
        }
    }

    /** As an application server does when it ends; here while the bookkeeper waits for the disk. */
    @Test
    void aSequencerThreadThatIsInterruptedLeavesNobodyWaiting() {
        Gate gate = new Gate();
        HookedStorage slow = new HookedStorage(storage);
        AtomicReference<Thread> sequencer = new AtomicReference<>();
        AtomicInteger deliveries = new AtomicInteger();
        SequencerFactory factory = HookedSequencer.delivering((batch, target) -> {
            sequencer.set(Thread.currentThread());
            deliveries.incrementAndGet();
            target.accept(batch);
        });
        try (Ledger ledger = Ledger.open(slow, LedgerOptions.defaults().sequencer(factory))) {
            openBank(ledger);
            openUser(ledger, "user", 0);
            slow.before(append -> gate.pass());
            int before = deliveries.get();
            List<CompletableFuture<Outcome>> stages = new ArrayList<>();
            for (int batch = 1; batch <= BATCHES_UNDER_WAY + 1; batch++) {
                stages.add(ledger.submitAsync(transfer(BANK, "user", 1)).toCompletableFuture());
                int expected = before + batch;
                await("a batch of its own").until(() -> deliveries.get() == expected);
                gate.awaitReached(); // with the first alone
            }
            stages.add(ledger.submitAsync(transfer(BANK, "user", 1)).toCompletableFuture());
            sequencer.get().interrupt();
            await("the ledger stops").until(() -> Faults.thrownBy(() -> posted(ledger, "user")) != null);
            gate.open();
            assertThat(stages.remove(0).join().isPosted())
                    .as("was on its way to the disk")
                    .isTrue();
            assertThat(stages).allMatch(stage -> Faults.thrownBy(stage::join) instanceof OutcomeUnknownException);
        }
    }

    /** Of a list that takes several hand-overs a part was carried out: that is no call without effect. */
    @Test
    void aListOfWhichAPartWasCarriedOutIsNotSaidToHaveHadNoEffect() {
        List<Transfer> list =
                Stream.generate(() -> transfer(BANK, "user", 1)).limit(10_000).toList();
        AtomicReference<Sequencer.Downstream> target = new AtomicReference<>();
        SequencerFactory firstHandOverOnly = HookedSequencer.hooked(
                (batch, downstream) -> {
                    downstream.accept(batch);
                    target.set(downstream);
                },
                (block, behind) -> block.count() != 10_000 - 8_190 && behind.offer(block));
        try (Ledger ledger = Ledger.open(storage, LedgerOptions.defaults().sequencer(firstHandOverOnly))) {
            openBank(ledger);
            openUser(ledger, "user", 0);
            Callers<Throwable> caller = Callers.start(1, number -> Faults.thrownBy(() -> ledger.submitAll(list)));
            await("the first hand-over is carried out").until(() -> posted(ledger, "user") == 8_190);
            target.get().failed(new IllegalStateException("the primary is gone"));
            assertThat(caller.results().get(0)).isInstanceOf(OutcomeUnknownException.class);
        }
        try (Ledger ledger = Ledger.open(storage)) {
            assertThat(posted(ledger, "user")).isEqualTo(8_190);
            assertThat(ledger.submitAll(list)).allMatch(Outcome::isPosted);
            assertThat(posted(ledger, "user")).isEqualTo(10_000);
        }
    }

    @Test
    void booksWhoseSequencerCannotBeHadAreLetGo() {
        SequencerFactory cannotBeMade = (clock, queueCapacity, lastOrder) -> {
            throw new IllegalStateException("no peers");
        };
        SequencerFactory cannotBeStarted = HookedSequencer.starting(target -> {
            throw new IllegalStateException("no peers");
        });
        for (SequencerFactory factory : List.of(cannotBeMade, cannotBeStarted)) {
            assertThatThrownBy(
                            () -> Ledger.open(storage, LedgerOptions.defaults().sequencer(factory)))
                    .hasMessage("no peers");
        }
        Ledger.open(storage).close();
    }
}
