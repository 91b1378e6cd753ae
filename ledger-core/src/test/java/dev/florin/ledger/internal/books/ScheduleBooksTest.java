package dev.florin.ledger.internal.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Account;
import dev.florin.ledger.CancelSchedule;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Hold;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.OriginRejection;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.Release;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.codec.NextDates;
import dev.florin.ledger.internal.codec.ScheduleDate;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.testkit.SmallBooks;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the bookkeeper makes of schedules, effect by effect. */
class ScheduleBooksTest {
    private static final Recurrence DAILY = Recurrence.every(Period.ofDays(1), ZoneId.of("UTC"));
    private static final CommandId ID = CommandId.of("a schedule");

    private final Desk desk = new Desk();

    @BeforeEach
    void open() {
        Asset usd = SmallBooks.USD;
        desk.decide(
                0,
                List.of(
                        OpenAccount.of(Account.named("a", usd).debitNormal().unlimited()),
                        OpenAccount.of(Account.named("b", usd))));
    }

    private static Command transfer(CommandId id) {
        return SmallBooks.transfer(id, "a", "b", 1);
    }

    private static Schedule at(long nanos, CommandId id) {
        return Schedule.of(transfer(id), Instant.ofEpochSecond(0, nanos));
    }

    private static List<EffectKind> kinds(DecidedBatch decided) {
        List<EffectKind> kinds = new ArrayList<>();
        EffectCursor effect = new EffectBatch(Desk.frame(decided), 0, decided.frameLength()).cursor();
        while (effect.next()) {
            kinds.add(effect.kind());
        }
        return kinds;
    }

    private static CommandId id(EffectCursor effect) {
        return CommandId.of(effect.idHigh(), effect.idLow());
    }

    private static CommandId derived(String what, long due, int attempt) {
        return CommandId.derived(what, ID.toString(), Long.toString(due), Integer.toString(attempt));
    }

    @Test
    void aDateAndWhatItDoesStandInOneFrameUnderIdsOfTheirOwn() {
        desk.decide(10, List.of(at(1_000, ID)));
        DecidedBatch decided = desk.decide(2_000, List.of());
        assertThat(kinds(decided)).containsExactly(EffectKind.SCHEDULE_FIRED, EffectKind.TRANSFER_POSTED);
        EffectCursor fired = decided.effect(decided.firstPosition());
        assertThat(id(fired)).isEqualTo(derived("florin:fired", 1_000, 0));
        assertThat(EffectCodec.groupSize(fired)).isEqualTo(1);
        assertThat(EffectCodec.scheduleDate(fired))
                .isEqualTo(new ScheduleDate(ID, fired.originPosition(), 1_000, ScheduleDate.NONE, 1));
        EffectCursor run = decided.effect(decided.firstPosition() + 1);
        assertThat(id(run)).isEqualTo(derived("florin:run", 1_000, 0));
    }

    @Test
    void idsThatSomebodyUsedBeforeArePassedOver() {
        desk.decide(
                10,
                List.of(
                        at(1_000, ID),
                        Release.of(derived("florin:fired", 1_000, 0), ID),
                        transfer(derived("florin:fired", 1_000, 1)),
                        Release.of(derived("florin:run", 1_000, 0), ID)));
        DecidedBatch decided = desk.decide(2_000, List.of());
        assertThat(id(decided.effect(decided.firstPosition()))).isEqualTo(derived("florin:fired", 1_000, 2));
        assertThat(id(decided.effect(decided.firstPosition() + 1))).isEqualTo(derived("florin:run", 1_000, 1));
    }

    @Test
    void holdsAndSchedulesAreDueInOneOrder() {
        CommandId hold = CommandId.of("a hold");
        desk.decide(
                10,
                List.of(
                        at(1_000, CommandId.of("second")),
                        Hold.of(SmallBooks.transfer(hold, "a", "b", 1)).timeout(Duration.ofNanos(989)),
                        at(1_000, CommandId.of("third")),
                        at(999, CommandId.of("first"))));
        DecidedBatch decided = desk.decide(5_000, List.of());
        List<CommandId> order = new ArrayList<>();
        for (long at = decided.firstPosition(); decided.contains(at); at++) {
            if (decided.effect(at).kind() != EffectKind.TRANSFER_POSTED) {
                order.add(EffectCodec.origin(decided.effect(at)));
            }
        }
        assertThat(order).containsExactly(CommandId.of("first"), CommandId.of("second"), hold, CommandId.of("third"));
    }

    @Test
    void whatIsSetUpInThePastIsDueAtOnceButNotWithinItsBatch() {
        assertThat(kinds(desk.decide(5_000, List.of(at(1_000, ID), transfer(CommandId.next())))))
                .containsExactly(EffectKind.SCHEDULE_CREATED, EffectKind.TRANSFER_POSTED);
        assertThat(desk.books.nextDueNanos()).isEqualTo(1_000);
        assertThat(kinds(desk.decide(5_000, List.of())))
                .containsExactly(EffectKind.SCHEDULE_FIRED, EffectKind.TRANSFER_POSTED);
    }

    @Test
    void aMissingDateIsToldOnceAndTakenInOnce() {
        long dayNanos = Duration.ofDays(1).toNanos();
        desk.decide(10, List.of(at(1_000, ID).repeat(DAILY)));
        assertThat(desk.takeMissingDates()).isEmpty();
        desk.decide(2_000, List.of());
        List<MissingDate> missing = desk.takeMissingDates();
        assertThat(missing).containsExactly(new MissingDate(ID, Instant.ofEpochSecond(0, 1_000), DAILY, 1_000, 1_000));
        assertThat(desk.takeMissingDates()).isEmpty();
        assertThat(desk.books.nextDueNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(desk.reopened().takeMissingDates()).isEqualTo(missing);

        // Of another date, of no later one, of another schedule: nobody waits for these.
        assertThat(kinds(desk.plan(
                        3_000,
                        List.of(
                                new NextDates.NextDate(ID, 999, dayNanos),
                                new NextDates.NextDate(CommandId.of("stranger"), 1_000, dayNanos)))))
                .isEmpty();
        assertThat(kinds(desk.plan(3_000, List.of(new NextDates.NextDate(ID, 1_000, 1_000)))))
                .isEmpty();
        NextDates.NextDate next = new NextDates.NextDate(ID, 1_000, 1_000 + dayNanos);
        DecidedBatch planned = desk.plan(3_000, List.of(next, next));
        assertThat(kinds(planned)).containsExactly(EffectKind.SCHEDULE_PLANNED);
        assertThat(id(planned.effect(planned.firstPosition()))).isEqualTo(derived("florin:planned", 1_000, 0));
        assertThat(desk.books.nextDueNanos()).isEqualTo(1_000 + dayNanos);
        assertThat(kinds(desk.plan(3_000, List.of(next)))).isEmpty();
    }

    @Test
    void aDateBehindTheEndEndsTheSchedule() {
        Recurrence twoDays = DAILY.until(Instant.ofEpochSecond(0, 1_000).plus(Duration.ofDays(1)));
        long dayNanos = Duration.ofDays(1).toNanos();
        desk.decide(10, List.of(at(1_000, ID).repeat(twoDays)));
        desk.decide(2_000, List.of());
        desk.plan(3_000, List.of(new NextDates.NextDate(ID, 1_000, 1_000 + dayNanos)));
        desk.decide(2 * dayNanos, List.of());
        DecidedBatch planned =
                desk.plan(2 * dayNanos, List.of(new NextDates.NextDate(ID, 1_000 + dayNanos, 1_000 + 2 * dayNanos)));
        assertThat(EffectCodec.scheduleDate(planned.effect(planned.firstPosition()))
                        .nextNanos())
                .isEqualTo(ScheduleDate.NONE);
        assertThat(desk.books.schedules.openCount()).isZero();
        long position = planned.firstPosition();
        DecidedBatch refused = desk.decide(2 * dayNanos, List.of(CancelSchedule.of(CommandId.of("late"), ID)));
        assertThat(EffectCodec.rejection(refused.effect(refused.firstPosition())))
                .isEqualTo(new OriginRejection.ScheduleEnded(ID, position));
    }

    /** What is not noted is found in the storage, however many dates have run. */
    @Test
    void howAScheduleWasClosedIsFoundInTheStorage() {
        CommandId other = CommandId.of("another schedule");
        Recurrence often = Recurrence.every(Duration.ofSeconds(1));
        desk.decide(10, List.of(at(0, ID).repeat(often.times(300)), at(0, other).repeat(often)));
        DecidedBatch ended = desk.decide(Duration.ofSeconds(400).toNanos(), List.of());
        long endedAt = 0;
        for (long at = ended.firstPosition(); ended.contains(at); at++) {
            endedAt = ended.effect(at).kind() == EffectKind.SCHEDULE_FIRED
                            && EffectCodec.origin(ended.effect(at)).equals(ID)
                    ? at
                    : endedAt;
        }
        long cancelledAt = desk.decide(
                        Duration.ofSeconds(400).toNanos(), List.of(CancelSchedule.of(CommandId.of("stop"), other)))
                .firstPosition();
        Desk again = desk.reopened();
        DecidedBatch refused = again.decide(
                Duration.ofSeconds(401).toNanos(),
                List.of(
                        CancelSchedule.of(CommandId.of("too late"), ID),
                        CancelSchedule.of(CommandId.of("twice"), other)));
        assertThat(EffectCodec.rejection(refused.effect(refused.firstPosition())))
                .isEqualTo(new OriginRejection.ScheduleEnded(ID, endedAt));
        assertThat(EffectCodec.rejection(refused.effect(refused.firstPosition() + 1)))
                .isEqualTo(new OriginRejection.ScheduleCancelled(other, cancelledAt));
    }

    @Test
    void aDateThatDoesNotFollowIsDamage() {
        desk.decide(10, List.of(at(1_000, ID).repeat(Recurrence.every(Duration.ofSeconds(1)))));
        Desk reader = desk.reopened();
        byte[] frame = Desk.frame(desk.decide(2_000, List.of()));
        int effect = EffectBatch.HEADER_BYTES;
        for (int offset : new int[] {36, 40, EffectLayout.DATE_SECTIONS + 8, EffectLayout.DATE_SECTIONS + 24}) {
            byte[] damaged = frame.clone();
            damaged[effect + offset] ^= 1;
            assertThatThrownBy(() -> reader.books.replay(new EffectBatch(damaged, 0, damaged.length)))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("the journal is damaged");
        }
        byte[] older = frame.clone();
        EffectLayout.putShort(older, EffectBatch.RULES, 3);
        assertThatThrownBy(() -> reader.books.replay(new EffectBatch(older, 0, older.length)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("which rules version 3 does not have");
    }
}
