package dev.florin.ledger.internal.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Account;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Hold;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.internal.codec.CommandCodec;
import dev.florin.ledger.internal.codec.RecordBuffer;
import dev.florin.ledger.internal.index.IdMap;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.spi.CommandBatch;
import dev.florin.ledger.spi.CommandBlock;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.FreshBooks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A batch whose effects fill several frames, decided by two replicas, of which one stops in the middle. */
class SeveralFramesTest {
    private static final Asset USD = Asset.of("USD", 2);
    private static final long LATER_NANOS = Duration.ofSeconds(2_000).toNanos();

    /** Books with the bookkeeper that fills the frames. */
    private static final class Replica {
        private final Storage.Session storage = FreshBooks.storage();
        final Books books = FreshBooks.over(new IdMap(), storage);
        final Bookkeeper bookkeeper = new Bookkeeper(books);

        /** The frames of a batch. */
        List<byte[]> decide(CommandBatch batch) {
            List<byte[]> frames = new ArrayList<>();
            boolean done = false;
            while (!done) {
                DecidedBatch decided = new DecidedBatch();
                done = bookkeeper.decide(batch, decided);
                frames.add(Arrays.copyOf(decided.frame(), decided.frameLength()));
            }
            return frames;
        }

        void replay(byte[] frame) {
            EffectBatch batch = new EffectBatch(frame, 0, frame.length);
            books.replay(batch);
            storage.append(List.of(batch));
        }
    }

    private static CommandBatch batch(long order, long stampNanos, List<Command> commands) {
        RecordBuffer buffer = new RecordBuffer(256);
        commands.forEach(command -> CommandCodec.write(command, buffer));
        byte[] bytes = Arrays.copyOf(buffer.bytes(), buffer.length());
        return new CommandBatch(order, stampNanos, List.of(CommandBlock.of(bytes, commands.size())));
    }

    private static Transfer transfer(CommandId id) {
        return Transfer.of(id).debit("bank", 1).credit("user", 1).build();
    }

    private static List<Command> opening() {
        List<Command> commands = new ArrayList<>(List.of(
                OpenAccount.of(Account.named("bank", USD).debitNormal().unlimited()),
                OpenAccount.of(Account.named("user", USD)),
                // Recorded at 2: due a little after the second batch's time, among the times of its effects.
                Hold.of(transfer(CommandId.of("late"))).timeout(Duration.ofNanos(LATER_NANOS + 20_000 - 2))));
        IntStream.range(0, 60_000)
                .mapToObj(i -> Hold.of(transfer(CommandId.of(7, i))).timeout(Duration.ofSeconds(1_000)))
                .forEach(commands::add);
        // Dates before, among and behind all those expiries.
        commands.add(Schedule.of(transfer(CommandId.of("each")), Instant.ofEpochSecond(5))
                .repeat(Recurrence.every(Duration.ofSeconds(10))));
        commands.add(Schedule.of(transfer(CommandId.of("one")), Instant.ofEpochSecond(995))
                .repeat(Recurrence.every(Duration.ofSeconds(10)).missed(Recurrence.Missed.RUN_ONE)));
        return commands;
    }

    @Test
    void theReplicaThatStoppedBetweenTwoFramesGoesOnAsTheOtherDid() {
        CommandBatch opening = batch(1, 0, opening());
        CommandBatch later = batch(2, LATER_NANOS, List.of(transfer(CommandId.of("after"))));
        Replica whole = new Replica();
        List<byte[]> before = whole.decide(opening);
        List<byte[]> frames = whole.decide(later);
        assertThat(frames).hasSizeGreaterThan(1);
        assertThat(whole.books.nextDueNanos()).isEqualTo(LATER_NANOS + 20_000);
        for (int kept = 0; kept <= frames.size(); kept++) {
            Replica stopped = new Replica();
            before.forEach(stopped::replay);
            frames.subList(0, kept).forEach(stopped::replay);
            List<byte[]> rest = stopped.decide(later);
            int missing = frames.size() - kept;
            for (int i = 0; i < missing; i++) {
                assertThat(rest.get(i)).isEqualTo(frames.get(kept + i));
            }
            assertThat(stopped.books.stateDigestHigh()).isEqualTo(whole.books.stateDigestHigh());
            assertThat(stopped.books.lastSequence()).isEqualTo(whole.books.lastSequence());
            assertThat(stopped.books.nextDueNanos()).isEqualTo(whole.books.nextDueNanos());
        }
    }
}
