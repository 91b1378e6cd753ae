package dev.florin.ledger.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Capture;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Group;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Release;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.testkit.SmallBooks;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that nobody wrote are refused with an {@link IllegalArgumentException}, or mean something; nothing else. */
class MalformedRecordsTest {
    private static final CommandId ID = CommandId.of("the command");
    private static final CommandId HOLD = CommandId.of("the hold");

    /** How often each record is damaged anew. */
    private static final int DAMAGES = 20;

    @Provide
    Arbitrary<byte[]> commands() {
        return EveryKind.commands().map(MalformedRecordsTest::encoded);
    }

    @Provide
    Arbitrary<byte[]> effects() {
        Arbitrary<Transfer> transfers = EveryKind.transfers();
        return Arbitraries.oneOf(
                transfers.map(Effects::posted),
                transfers.map(transfer -> Effects.placed(Hold.of(transfer))),
                transfers.map(transfer -> Effects.of(
                        EffectKind.HOLD_CAPTURED,
                        EffectLayout.PENDING,
                        Capture.of(ID, HOLD).total(3),
                        0,
                        Effects.lines(transfer))),
                transfers.map(transfer -> Effects.of(
                        EffectKind.SWEPT,
                        0,
                        Sweep.of(ID, "a", "b").atMost(3),
                        0,
                        Effects.lines(transfer).subList(0, 2))),
                EveryKind.schedules().map(MalformedRecordsTest::scheduled),
                Arbitraries.of(EffectKind.SCHEDULE_FIRED, EffectKind.SCHEDULE_PLANNED)
                        .map(MalformedRecordsTest::dated),
                EveryKind.commands().map(MalformedRecordsTest::rejected),
                EveryKind.commands().map(MalformedRecordsTest::grouped));
    }

    private static byte[] encoded(Command command) {
        RecordBuffer out = new RecordBuffer(16);
        CommandCodec.write(command, out);
        return Arrays.copyOf(out.bytes(), out.length());
    }

    private static byte[] rejected(Command command) {
        RecordBuffer out = new RecordBuffer(16);
        EffectCodec.writeRejected(new Rejection.NameTaken("name", Effects.account(1)), encoded(command), 0, out);
        return Arrays.copyOf(out.bytes(), out.length());
    }

    private static byte[] scheduled(Command command) {
        RecordBuffer out = new RecordBuffer(16);
        EffectCodec.writeScheduled(encoded(command), 0, out);
        return Arrays.copyOf(out.bytes(), out.length());
    }

    private static byte[] dated(EffectKind kind) {
        ScheduleDate date = new ScheduleDate(HOLD, 7, 8, 9, 10);
        RecordBuffer out = new RecordBuffer(16);
        EffectCodec.writeDate(kind, date, NextDates.derived(ID, date), out);
        return Arrays.copyOf(out.bytes(), out.length());
    }

    private static byte[] grouped(Command command) {
        RecordBuffer out = new RecordBuffer(16);
        EffectCodec.beginGroup(encoded(command), 0, out);
        return Arrays.copyOf(out.bytes(), out.length());
    }

    /** Changes some bytes: those of figures and of text anywhere, half of them in what says lengths and kinds. */
    private static byte[] damaged(byte[] record, long seed) {
        Random random = new Random(seed);
        byte[] damaged = record.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextBoolean() ? random.nextInt(record.length) : 4 * random.nextInt(record.length / 4);
            damaged[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : random.nextInt(20));
        }
        return damaged;
    }

    private static void refusedOrRead(Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
        }
    }

    @Property(tries = 150)
    void aDamagedCommandIsRefusedOrMeansSomething(@ForAll("commands") byte[] record, @ForAll long seed) {
        for (int i = 0; i < DAMAGES; i++) {
            byte[] damaged = damaged(record, seed + i);
            refusedOrRead(() -> assertThat(CommandCodec.read(damaged, 0)).isNotNull());
            refusedOrRead(() -> lookedThrough(new CommandCursor().wrap(damaged, damaged.length)));
        }
    }

    @Property(tries = 150)
    void whatIsBehindACommandIsNotReadWithIt(@ForAll("commands") byte[] record, @ForAll long seed) {
        for (int i = 0; i < DAMAGES; i++) {
            byte[] damaged = damaged(record, seed + i);
            EffectLayout.putInt(damaged, EffectLayout.SIZE, damaged.length);
            assertThat(readBefore(damaged, (byte) 1)).isEqualTo(readBefore(damaged, (byte) 0x41));
        }
    }

    /** What is read, with a block behind it that is full of one byte; null if it is refused. */
    private static @Nullable Command readBefore(byte[] record, byte behind) {
        byte[] block = Arrays.copyOf(record, record.length + 70_000);
        Arrays.fill(block, record.length, block.length, behind);
        try {
            return CommandCodec.read(block, 0);
        } catch (IllegalArgumentException refused) {
            return null;
        }
    }

    private static void lookedThrough(CommandCursor cursor) {
        while (cursor.next()) {
            int start = cursor.sectionsStart();
            int end = cursor.endOffset();
            assertThat(start).isBetween(cursor.offset() + EffectLayout.HEADER_BYTES, end);
            assertThat(end).isLessThanOrEqualTo(cursor.bytes().length);
            refusedOrRead(() -> Sections.conditions(cursor.bytes(), start, end));
            refusedOrRead(() -> Sections.exchange(cursor.bytes(), start, end));
            refusedOrRead(() -> Sections.timeoutNanos(cursor.bytes(), start, end));
            refusedOrRead(() -> Sections.origin(cursor.bytes(), start, end));
            if (cursor.kind() == CommandCodec.GROUP) {
                refusedOrRead(() -> lookedThrough(new CommandCursor().wrapMembers(cursor)));
            }
        }
    }

    @Property(tries = 150)
    void aDamagedEffectIsRefusedOrMeansSomething(@ForAll("effects") byte[] record, @ForAll long seed) {
        for (int i = 0; i < DAMAGES; i++) {
            byte[] damaged = damaged(record, seed + i);
            refusedOrRead(() -> lookedThrough(new EffectCursor(damaged, 0, damaged.length, 1, 1)));
        }
    }

    private static void lookedThrough(EffectCursor effect) {
        if (effect.next()) {
            assertThat(effect.entriesEnd()).isLessThanOrEqualTo(effect.bytes().length);
            refusedOrRead(() -> EffectCodec.kind(effect));
            refusedOrRead(() -> EffectCodec.command(effect, Effects::account));
            refusedOrRead(() -> EffectCodec.movement(effect, Effects::account));
            refusedOrRead(() -> EffectCodec.decision(effect));
            refusedOrRead(() -> EffectCodec.rejection(effect));
            refusedOrRead(() -> EffectCodec.accountAfter(effect));
            refusedOrRead(() -> effect.originPosition());
            refusedOrRead(() -> EffectCodec.originCause(effect));
            refusedOrRead(() -> EffectCodec.dueNanos(effect));
            refusedOrRead(() -> EffectCodec.groupSize(effect));
            refusedOrRead(() -> EffectCodec.scheduleDate(effect));
            refusedOrRead(() -> EffectCodec.firstDueNanos(effect));
            refusedOrRead(() -> EffectCodec.scheduled(effect, ID));
        }
    }

    @Property(tries = 300)
    void aCommandThatWasCutOffIsRefused(@ForAll("commands") byte[] record, @ForAll int cut) {
        byte[] shorter = Arrays.copyOf(record, Math.floorMod(cut, record.length / 8) * 8);
        assertThatThrownBy(() -> CommandCodec.read(shorter, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 14, 16, 17, 127, 255})
    void aKindThatThisVersionDoesNotKnowIsRefused(int kind) {
        byte[] record = encoded(Release.of(ID, HOLD));
        record[EffectLayout.KIND] = (byte) kind;
        assertThatThrownBy(() -> CommandCodec.read(record, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kind");
    }

    @Test
    void sectionsThatDoNotBelongThereOrDoNotRiseAreRefused() {
        byte[] record = encoded(Capture.of(ID, HOLD).total(3));
        for (int tag : List.of(0, 6, 8, 10, 11, 4_000)) {
            byte[] other = record.clone();
            EffectLayout.putShort(other, EffectLayout.HEADER_BYTES, tag);
            assertThatThrownBy(() -> CommandCodec.read(other, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("section " + tag);
        }
        byte[] twice = record.clone();
        EffectLayout.putShort(twice, EffectLayout.HEADER_BYTES + 24, Sections.ORIGIN);
        assertThatThrownBy(() -> CommandCodec.read(twice, 0)).hasMessageContaining("tags rise");
    }

    @Test
    void whatCannotBeScheduledOrHasAnIdThereIsRefused() {
        byte[] record = encoded(Schedule.of(Sweep.of(ID, "a", "b"), Instant.EPOCH));
        for (int kind : List.of(CommandCodec.RELEASE, CommandCodec.GROUP, CommandCodec.SCHEDULE, CommandCodec.TICK)) {
            byte[] other = record.clone();
            other[CommandCodec.SCHEDULED + EffectLayout.KIND] = (byte) kind;
            assertThatThrownBy(() -> CommandCodec.read(other, 0)).hasMessageContaining("cannot be scheduled");
            assertThatThrownBy(
                            () -> new CommandCursor().wrap(other, other.length).next())
                    .hasMessageContaining("cannot be scheduled");
        }
        byte[] named = record.clone();
        named[CommandCodec.SCHEDULED + EffectLayout.ID_LOW] = 1;
        assertThatThrownBy(() -> CommandCodec.read(named, 0)).hasMessageContaining("has an id there");
    }

    @Test
    void aRuleThatIsNoPeriodIsRefused() {
        byte[] record = encoded(Schedule.of(Sweep.of(ID, "a", "b"), Instant.EPOCH)
                .repeat(Recurrence.every(Period.ofMonths(1), ZoneId.of("Europe/Berlin"))));
        int rule = new String(record, StandardCharsets.ISO_8859_1).indexOf("P1M");
        for (String other : List.of("P1X", "P0M", "PxM", "-1M")) {
            byte[] changed = record.clone();
            System.arraycopy(other.getBytes(StandardCharsets.ISO_8859_1), 0, changed, rule, 3);
            assertThatThrownBy(() -> CommandCodec.read(changed, 0)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aCaptureWithoutAnOriginIsRefused() {
        byte[] record = Arrays.copyOf(encoded(Release.of(ID, HOLD)), EffectLayout.HEADER_BYTES);
        EffectLayout.putInt(record, EffectLayout.SIZE, record.length);
        assertThatThrownBy(() -> CommandCodec.read(record, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not name it");
    }

    @Test
    void flagsThatMeanNothingThereAreRefused() {
        byte[] release = encoded(Release.of(ID, HOLD));
        release[EffectLayout.FLAGS] = EffectLayout.CLOSES;
        assertThatThrownBy(() -> CommandCodec.read(release, 0)).hasMessageContaining("flags 4");
        byte[] transfer = encoded(SmallBooks.transfer(ID, "a", "b", 1));
        transfer[EffectLayout.FLAGS] = EffectLayout.PENDING;
        assertThatThrownBy(() -> CommandCodec.read(transfer, 0)).hasMessageContaining("flags 2");
        byte[] effect = Effects.posted(SmallBooks.transfer(ID, "a", "b", 1));
        effect[EffectLayout.FLAGS] = 8;
        assertThatThrownBy(() -> Effects.cursor(effect)).hasMessageContaining("flags 8");
    }

    @Test
    void aGroupWithinAGroupIsRefused() {
        byte[] record = encoded(Group.of(ID, Release.of(CommandId.of("member"), HOLD)));
        for (int kind : List.of(
                CommandCodec.GROUP,
                CommandCodec.PAY_EACH,
                CommandCodec.SCHEDULE,
                CommandCodec.CANCEL_SCHEDULE,
                CommandCodec.TICK)) {
            record[EffectLayout.HEADER_BYTES + EffectLayout.KIND] = (byte) kind;
            assertThatThrownBy(() -> CommandCodec.read(record, 0)).hasMessageContaining("member of a group");
            assertThatThrownBy(() ->
                            new CommandCursor().wrap(record, record.length).next())
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
