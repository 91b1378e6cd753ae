package dev.florin.ledger.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.CancelSchedule;
import dev.florin.ledger.Capture;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Group;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.Side;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.testkit.SmallBooks;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CommandCodecTest {
    @Provide
    Arbitrary<Command> commands() {
        return EveryKind.commands();
    }

    private static byte[] encoded(Command command) {
        RecordBuffer out = new RecordBuffer(16);
        // What was there before must not show through.
        out.putBytes(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 0, 8);
        int size = CommandCodec.write(command, out);
        assertThat(size).isEqualTo(out.length() - 8);
        assertThat(size % 8).isZero();
        return Arrays.copyOfRange(out.bytes(), 8, out.length());
    }

    @Property(tries = 500)
    void whatWasWrittenIsReadAgain(@ForAll("commands") Command command) {
        assertThat(CommandCodec.read(encoded(command), 0)).isEqualTo(command);
    }

    @Property(tries = 300)
    void equalContentHasEqualBytesAndOtherContentHasOthers(@ForAll("commands") Command command) {
        byte[] bytes = encoded(command);
        assertThat(encoded(CommandCodec.read(bytes, 0))).isEqualTo(bytes);
        for (Command alike : Alike.to(command)) {
            assertThat(alike.id()).isEqualTo(command.id());
            byte[] other = encoded(alike);
            assertThat(Arrays.equals(other, bytes))
                    .as("%s and %s", command, alike)
                    .isEqualTo(alike.equals(command));
            assertThat(EffectLayout.getLong(other, EffectLayout.CONTENT_HASH)
                            == EffectLayout.getLong(bytes, EffectLayout.CONTENT_HASH))
                    .isEqualTo(alike.equals(command));
        }
    }

    @Test
    void aTickIsNoCommandAndHasNothingButItsKind() {
        byte[] tick = CommandCodec.tick();
        assertThat(tick).hasSize(EffectLayout.HEADER_BYTES);
        CommandCursor cursor = new CommandCursor().wrap(tick, tick.length);
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.kind()).isEqualTo(CommandCodec.TICK);
        assertThat(cursor.idHigh() | cursor.idLow()).isZero();
        assertThat(cursor.sectionsStart()).isEqualTo(cursor.endOffset());
        assertThat(cursor.next()).isFalse();
        assertThatThrownBy(() -> CommandCodec.read(tick, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTickBringsDatesInTheOrderOfTheIds() {
        NextDates.NextDate one = new NextDates.NextDate(CommandId.of(2, 1), 5, ScheduleDate.NONE);
        NextDates.NextDate other = new NextDates.NextDate(CommandId.of(1, 2), Long.MIN_VALUE + 1, 7);
        byte[] tick = NextDates.tick(List.of(one, other));
        CommandCursor cursor = new CommandCursor().wrap(tick, tick.length);
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.kind()).isEqualTo(CommandCodec.TICK);
        assertThat(cursor.idHigh() | cursor.idLow()).isZero();
        assertThat(NextDates.of(cursor)).containsExactly(other, one);
        assertThat(cursor.next()).isFalse();
        byte[] plain = CommandCodec.tick();
        CommandCursor none = new CommandCursor().wrap(plain, plain.length);
        assertThat(none.next()).isTrue();
        assertThat(NextDates.of(none)).isEmpty();
        for (int size : List.of(EffectLayout.HEADER_BYTES + 8, tick.length - 8)) {
            byte[] cut = Arrays.copyOf(tick, size);
            EffectLayout.putInt(cut, EffectLayout.SIZE, size);
            CommandCursor broken = new CommandCursor().wrap(cut, size);
            assertThat(broken.next()).isTrue();
            assertThatThrownBy(() -> NextDates.of(broken)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Property(tries = 300)
    void theSectionsAreFoundInPlace(@ForAll("commands") Command command) {
        byte[] bytes = encoded(command);
        CommandCursor cursor = new CommandCursor().wrap(bytes, bytes.length);
        assertThat(cursor.next()).isTrue();
        int start = cursor.sectionsStart();
        int end = cursor.endOffset();
        assertThat(end).isEqualTo(bytes.length);
        assertThat(Sections.conditions(bytes, start, end)).isEqualTo(command.conditions());
        Transfer transfer = command instanceof Hold hold ? hold.transfer() : command instanceof Transfer t ? t : null;
        assertThat(Sections.exchange(bytes, start, end)).isEqualTo(transfer == null ? null : transfer.exchange());
        assertThat(Sections.timeoutNanos(bytes, start, end))
                .isEqualTo(
                        command instanceof Hold hold && hold.timeout() != null
                                ? hold.timeout().toNanos()
                                : 0);
        if (command instanceof Capture capture) {
            assertThat(Sections.origin(bytes, start, end)).isEqualTo(capture.hold());
        }
        if (command instanceof CancelSchedule cancellation) {
            assertThat(Sections.origin(bytes, start, end)).isEqualTo(cancellation.schedule());
        }
        if (command instanceof Schedule schedule) {
            assertThat(RecurrenceCodec.read(bytes, start, end)).isEqualTo(schedule.recurrence());
        }
        if (command instanceof Group group) {
            CommandCursor members = new CommandCursor().wrapMembers(cursor);
            for (Command member : group.members()) {
                assertThat(members.next()).isTrue();
                assertThat(CommandCodec.read(members.bytes(), members.offset())).isEqualTo(member);
            }
            assertThat(members.next()).isFalse();
        }
    }

    @Property(tries = 100)
    void aCursorMeetsTheCommandsOfABlockInOrder(
            @ForAll @Size(min = 1, max = 20) List<@From("commands") Command> commands) {
        RecordBuffer out = new RecordBuffer(64);
        commands.forEach(command -> CommandCodec.write(command, out));
        CommandCursor cursor = new CommandCursor().wrap(out.bytes(), out.length());
        for (Command command : commands) {
            assertThat(cursor.next()).isTrue();
            assertThat(CommandId.of(cursor.idHigh(), cursor.idLow())).isEqualTo(command.id());
            assertThat(CommandCodec.read(cursor.bytes(), cursor.offset())).isEqualTo(command);
            if (command instanceof Transfer transfer) {
                assertEntries(cursor, transfer);
            }
        }
        assertThat(cursor.next()).isFalse();
    }

    private static void assertEntries(CommandCursor cursor, Transfer transfer) {
        assertThat(cursor.entryCount()).isEqualTo(transfer.entries().size());
        for (int i = 0; i < cursor.entryCount(); i++) {
            assertThat(AccountId.of(cursor.accountHigh(i), cursor.accountLow(i)))
                    .isEqualTo(transfer.entries().get(i).account());
            assertThat(cursor.amountHigh(i))
                    .isEqualTo(transfer.entries().get(i).amount().high());
            assertThat(cursor.amountLow(i))
                    .isEqualTo(transfer.entries().get(i).amount().low());
            assertThat(cursor.isCredit(i)).isEqualTo(transfer.entries().get(i).side() == Side.CREDIT);
        }
    }

    @Test
    void theOrderOfMetadataDoesNotCount() {
        Transfer one = Transfer.of(CommandId.of("id"))
                .debit("a", 1)
                .credit("b", 1)
                .metadata("\uffff", "1")
                .metadata("\ud83d\ude00", "2")
                .build();
        Transfer other = Transfer.of(CommandId.of("id"))
                .debit("a", 1)
                .credit("b", 1)
                .metadata("\ud83d\ude00", "2")
                .metadata("\uffff", "1")
                .build();
        assertThat(encoded(one)).isEqualTo(encoded(other));
    }

    /** The default of a part and its absence are one content. */
    @Test
    void defaultsTakeNoRoom() {
        Transfer plain = SmallBooks.transfer(CommandId.of("id"), "a", "b", 1);
        Transfer spelledOut = Transfer.of(CommandId.of("id"))
                .debit("a", 1)
                .credit("b", 1)
                .reference("")
                .code(0)
                .build();
        assertThat(encoded(spelledOut)).isEqualTo(encoded(plain)).hasSize(32 + 2 * 24);
    }

    @Property(tries = 200)
    void aCursorNeverReadsBehindItsBlock(@ForAll("commands") Command command, @ForAll int cut) {
        byte[] bytes = encoded(command);
        int length = 1 + Math.floorMod(cut, bytes.length - 1);
        assertThatThrownBy(() -> new CommandCursor().wrap(bytes, length).next())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
