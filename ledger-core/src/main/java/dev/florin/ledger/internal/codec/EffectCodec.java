package dev.florin.ledger.internal.codec;

import static dev.florin.ledger.spi.EffectLayout.HEADER_BYTES;
import static dev.florin.ledger.spi.EffectLayout.getInt;
import static dev.florin.ledger.spi.EffectLayout.getLong;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.CancelSchedule;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.CommandKind;
import dev.florin.ledger.Decision;
import dev.florin.ledger.Entry;
import dev.florin.ledger.MalformedCommandException;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Effects as bytes. Each carries the command it settles, so that the same command can be known again, and what was
 * decided. What moves or reserves has entries ({@link EffectLayout}), which name accounts by number, then
 * {@link Sections}; the other kinds hold the command as it came:
 *
 * <pre>
 *   ACCOUNT_OPENED    32  u32 account number   36  u32 length of the command   40  command
 *   ACCOUNT_UPDATED   32  u32 account number   36  u32 length of the command   40  command, then the attributes after it
 *   REJECTED          32  u32 reason           36  u32 length of the command   40  command, then the figures
 *   GROUP_POSTED      32  u32 how many of the next effects belong to it   36  as above   40  command
 *   SCHEDULE_CREATED  32  u32 zero             36  as above   40  command
 *   SCHEDULE_FIRED, SCHEDULE_PLANNED
 *                     32  u32 how many of the next effects belong to it; of a PLANNED zero
 *                     36  u32 how many dates have run   40  i64 the one that ran last   48  i64 the next one   56  sections
 *   SCHEDULE_CANCELLED 32 sections
 *   RESTORED          32  u32 incarnation      36  u32 length of the command   40  command: {@link RestoreMark}
 * </pre>
 */
public final class EffectCodec {
    private static final int COMMAND = 40;

    /** Why a hold was released: a command asked, or its time-out passed. */
    public static final int ASKED = 0;

    public static final int TIMED_OUT = 1;

    /** The cause of what a schedule does by itself. */
    private static final int WAS_DUE = 2;

    /** The due time of a hold without a time-out. */
    public static final long NEVER = Long.MAX_VALUE;

    private EffectCodec() {}

    /** An account's attributes and status. */
    public record AccountState(Account account, AccountStatus status) {}

    /** Writes an effect that holds its command as it came; the caller may add to it before it ends the record. */
    private static int begin(EffectKind kind, int number, byte[] command, int at, RecordBuffer out) {
        int length = getInt(command, at + EffectLayout.SIZE);
        int start = out.beginRecord(
                kind.code(),
                0,
                0,
                getLong(command, at + EffectLayout.ID_HIGH),
                getLong(command, at + EffectLayout.ID_LOW),
                getLong(command, at + EffectLayout.CONTENT_HASH));
        out.putInt(number);
        out.putInt(length);
        out.putBytes(command, at, length);
        return start;
    }

    public static void writeOpened(int number, byte[] command, int at, RecordBuffer out) {
        out.endRecord(begin(EffectKind.ACCOUNT_OPENED, number, command, at, out));
    }

    public static void writeUpdated(int number, AccountState after, byte[] command, int at, RecordBuffer out) {
        int start = begin(EffectKind.ACCOUNT_UPDATED, number, command, at, out);
        AccountCodec.write(AccountCodec.Attributes.of(after.account(), after.status()), out);
        out.endRecord(start);
    }

    public static void writeRejected(Rejection rejection, byte[] command, int at, RecordBuffer out) {
        int start = begin(EffectKind.REJECTED, rejection.reason().number(), command, at, out);
        RejectionCodec.write(rejection, out);
        out.endRecord(start);
    }

    public static void writeRestored(RestoreMark mark, CommandId id, RecordBuffer out) {
        RecordBuffer command = new RecordBuffer(RestoreMark.BYTES);
        mark.write(id, command);
        out.endRecord(begin(EffectKind.RESTORED, mark.incarnation(), command.bytes(), 0, out));
    }

    /** What a RESTORED effect says. */
    public static RestoreMark restoreMark(EffectCursor effect) {
        RestoreMark mark = RestoreMark.read(heldCommand(effect));
        if (mark.incarnation() != body(effect).getInt()) {
            throw new IllegalArgumentException(
                    "the effect at position " + effect.position() + " does not begin the incarnation of its command");
        }
        return mark;
    }

    /** Writes a SCHEDULE_CREATED. */
    public static void writeScheduled(byte[] command, int at, RecordBuffer out) {
        out.endRecord(begin(EffectKind.SCHEDULE_CREATED, 0, command, at, out));
    }

    /** Writes a SCHEDULE_FIRED, with no effects that belong to it yet, or a SCHEDULE_PLANNED, for the TICK derived. */
    public static void writeDate(EffectKind kind, ScheduleDate date, CommandCursor tick, RecordBuffer out) {
        int start = out.beginRecord(kind.code(), 0, 0, tick.idHigh(), tick.idLow(), tick.contentHash());
        out.putInt(0);
        out.putInt((int) date.runs());
        out.putLong(date.dueNanos());
        out.putLong(date.nextNanos());
        SectionWriter.origin(
                date.schedule(), new SectionWriter.Settled(date.position(), WAS_DUE, ScheduleDate.NONE), out);
        out.endRecord(start);
    }

    /** Writes a SCHEDULE_CANCELLED. */
    public static void writeCancelled(
            CancelSchedule command, long schedulePosition, long contentHash, RecordBuffer out) {
        CommandId id = command.id();
        int start = out.beginRecord(EffectKind.SCHEDULE_CANCELLED.code(), 0, 0, id.high(), id.low(), contentHash);
        putSections(command, schedulePosition, ASKED, NEVER, out);
        out.endRecord(start);
    }

    /** What a SCHEDULE_FIRED or SCHEDULE_PLANNED says. */
    public static ScheduleDate scheduleDate(EffectCursor effect) {
        RecordReader body = body(effect);
        body.getInt();
        long runs = body.getInt() & ScheduleDate.MOST_RUNS;
        long dueNanos = body.getLong();
        return new ScheduleDate(origin(effect), effect.originPosition(), dueNanos, body.getLong(), runs);
    }

    /** The schedule that a SCHEDULE_CREATED sets up. */
    public static Schedule schedule(EffectCursor effect) {
        return (Schedule) CommandReader.read(effect.bytes(), effect.offset() + COMMAND, end(effect));
    }

    /** Its first date, without a look at all of it. */
    public static long firstDueNanos(EffectCursor effect) {
        RecordReader command = heldCommand(effect);
        command.part(HEADER_BYTES);
        return command.getLong();
    }

    /** What it does, under an id of its own. */
    public static Command scheduled(EffectCursor effect, CommandId id) {
        return CommandReader.readScheduled(
                effect.bytes(), effect.offset() + COMMAND + CommandCodec.SCHEDULED, end(effect), id);
    }

    /** The attributes that an ACCOUNT_OPENED or ACCOUNT_UPDATED effect leaves. */
    public static AccountState accountAfter(EffectCursor effect) {
        try {
            return wellFormedAccount(effect);
        } catch (MalformedCommandException e) {
            throw malformed(effect, e);
        }
    }

    private static AccountState wellFormedAccount(EffectCursor effect) {
        RecordReader command = heldCommand(effect);
        RecordReader behind = behindCommand(effect);
        command.part(HEADER_BYTES);
        AccountId id = command.account();
        if (effect.kind() == EffectKind.ACCOUNT_UPDATED) {
            AccountCodec.Attributes after = AccountCodec.read(behind);
            return new AccountState(after.account(id), after.status());
        }
        return new AccountState(AccountCodec.read(command).account(id), AccountStatus.OPEN);
    }

    /** XXH64 of an account's id and all its attributes: how the state digest knows them. */
    public static long attributesHash(AccountState state) {
        RecordBuffer out = new RecordBuffer(256);
        StateCodec.write(state, out);
        return StateCodec.hash(out.bytes(), 0, out.length());
    }

    /** The number of a REJECTED effect's reason. */
    public static int reasonNumber(EffectCursor effect) {
        return body(effect).getInt();
    }

    public static Rejection rejection(EffectCursor effect) {
        return RejectionCodec.read(reasonNumber(effect), behindCommand(effect));
    }

    /** The command as it came, of the kinds of effects that hold it. */
    private static RecordReader heldCommand(EffectCursor effect) {
        RecordReader body = body(effect);
        body.getInt();
        return body.part(body.getInt());
    }

    private static RecordReader behindCommand(EffectCursor effect) {
        RecordReader body = body(effect);
        body.getInt();
        body.part(body.getInt());
        return body;
    }

    private static RecordReader body(EffectCursor effect) {
        return new RecordReader(effect.bytes(), effect.offset() + HEADER_BYTES, end(effect));
    }

    private static int end(EffectCursor effect) {
        return effect.offset() + effect.size();
    }

    /**
     * Writes the sections of an effect with entries: those of its command as it was asked, the origin's position, and
     * when a hold is due. Allocates; a plain transfer's sections are copied as bytes instead.
     *
     * @param command what was asked for; of an expiry or a closing's sweep, the command derived
     * @param originPosition the position of the origin's effect, if the command has an origin
     * @param cause 0 if a command asked, 1 if the time-out passed
     * @param dueNanos when a hold with a time-out is due
     */
    public static void putSections(Command command, long originPosition, int cause, long dueNanos, RecordBuffer out) {
        SectionWriter.write(command, new SectionWriter.Settled(originPosition, cause, dueNanos), out);
    }

    /** Writes a GROUP_POSTED, with no effects that belong to it yet; returns where it starts. */
    public static int beginGroup(byte[] command, int at, RecordBuffer out) {
        int start = begin(EffectKind.GROUP_POSTED, 0, command, at, out);
        out.endRecord(start);
        return start;
    }

    /** Says how many of the next effects belong to the GROUP_POSTED or SCHEDULE_FIRED that starts there. */
    public static void setGroupSize(byte[] frame, int start, int effects) {
        EffectLayout.putInt(frame, start + HEADER_BYTES, effects);
    }

    /** How many of the next effects belong to a GROUP_POSTED or a SCHEDULE_FIRED. */
    public static int groupSize(EffectCursor effect) {
        return body(effect).getInt();
    }

    /** The hold, movement or schedule that an effect refers to. */
    public static CommandId origin(EffectCursor effect) {
        return originReader(effect).command();
    }

    /** Why a hold was released: {@link #ASKED} or {@link #TIMED_OUT}. */
    public static int originCause(EffectCursor effect) {
        RecordReader origin = originReader(effect);
        origin.command();
        origin.getLong();
        return origin.getByte();
    }

    private static RecordReader originReader(EffectCursor effect) {
        return Sections.originReader(effect.bytes(), effect.sectionsStart(), end(effect));
    }

    /** When a hold that was placed is due; {@link Long#MAX_VALUE} if it has no time-out. */
    public static long dueNanos(EffectCursor effect) {
        RecordReader timeout = Sections.content(effect.bytes(), effect.entriesEnd(), end(effect), Sections.TIMEOUT);
        if (timeout == null) {
            return Long.MAX_VALUE;
        }
        timeout.getLong();
        return timeout.getLong();
    }

    /** Whether there is a command for such an effect that somebody asked for, or could have asked for. */
    public static boolean isAskedFor(EffectKind kind) {
        return switch (kind) {
            case SCHEDULE_FIRED, SCHEDULE_PLANNED, RESTORED -> false;
            default -> true;
        };
    }

    /**
     * The command that an effect settled, exactly as it was asked; of an expiry, a sweep of a closing or a payment of
     * several payees, the one derived. {@code ids} gives the ids of account numbers.
     */
    public static Command command(EffectCursor effect, IntFunction<AccountId> ids) {
        try {
            return wellFormed(effect, ids);
        } catch (MalformedCommandException e) {
            throw malformed(effect, e);
        }
    }

    private static Command wellFormed(EffectCursor effect, IntFunction<AccountId> ids) {
        byte[] bytes = effect.bytes();
        int at = effect.entriesEnd();
        int end = end(effect);
        return switch (effect.kind()) {
            case TRANSFER_POSTED -> transfer(effect, ids);
            case HOLD_PLACED -> CommandReader.hold(transfer(effect, ids), Sections.timeoutNanos(bytes, at, end));
            case HOLD_CAPTURED -> CommandReader.capture(id(effect), effect.closes(), bytes, at, end);
            case HOLD_RELEASED -> CommandReader.release(id(effect), bytes, at, end);
            case TRANSFER_REVERSED -> CommandReader.reversal(id(effect), bytes, at, end);
            case TRANSFER_REFUNDED -> CommandReader.refund(id(effect), bytes, at, end);
            case SWEPT -> {
                requireTwoEntries(effect);
                AccountId from = ids.apply(effect.entryAccount(0));
                yield CommandReader.sweep(id(effect), from, ids.apply(effect.entryAccount(1)), bytes, at, end);
            }
            case SCHEDULE_CANCELLED -> CommandReader.cancellation(id(effect), bytes, at, end);
            case SCHEDULE_FIRED, SCHEDULE_PLANNED ->
                throw new IllegalArgumentException("the effect at position " + effect.position() + " is a "
                        + effect.kind() + ", which no command asks for");
            case ACCOUNT_OPENED, ACCOUNT_UPDATED, REJECTED, GROUP_POSTED, SCHEDULE_CREATED, RESTORED ->
                CommandReader.read(bytes, effect.offset() + COMMAND, end);
        };
    }

    private static void requireTwoEntries(EffectCursor sweep) {
        if (sweep.entryCount() != 2) {
            throw new IllegalArgumentException(
                    "the sweep at position " + sweep.position() + " has " + sweep.entryCount() + " entries, not 2");
        }
    }

    private static IllegalArgumentException malformed(EffectCursor effect, MalformedCommandException cause) {
        return new IllegalArgumentException(
                "the effect at position " + effect.position() + " holds what no command can say", cause);
    }

    /** What a TRANSFER_POSTED posted or a HOLD_PLACED reserves, as it was asked. */
    public static Transfer transfer(EffectCursor effect, IntFunction<AccountId> ids) {
        return CommandReader.transfer(id(effect), entries(effect, ids), sections(effect));
    }

    /**
     * What an effect with posted entries moved, under the effect's id: its entries above zero and the details. Of a
     * TRANSFER_POSTED, the transfer as it was asked.
     */
    public static Transfer movement(EffectCursor effect, IntFunction<AccountId> ids) {
        if (!effect.kind().movesPosted()) {
            throw new IllegalArgumentException(
                    "position " + effect.position() + " is a " + effect.kind() + ", which moves nothing");
        }
        try {
            return effect.kind() == EffectKind.TRANSFER_POSTED
                    ? transfer(effect, ids)
                    : new Transfer(
                            id(effect),
                            entries(effect, ids),
                            sections(effect).details(),
                            Collections.emptyList(),
                            null);
        } catch (MalformedCommandException e) {
            throw malformed(effect, e);
        }
    }

    private static List<Entry> entries(EffectCursor effect, IntFunction<AccountId> ids) {
        int count = effect.entryCount();
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Amount amount = amount(effect, i);
            if (!amount.isZero()) {
                entries.add(new Entry(ids.apply(effect.entryAccount(i)), effect.entrySide(i), amount));
            }
        }
        return entries;
    }

    /** What was decided beyond what was asked, as far as the effect alone says it: of groups and payments it does not. */
    public static Decision decision(EffectCursor effect) {
        return switch (effect.kind()) {
            case HOLD_CAPTURED, HOLD_RELEASED, TRANSFER_REVERSED, TRANSFER_REFUNDED ->
                moved(effect, effect.entryCount());
            case SWEPT -> {
                requireTwoEntries(effect);
                yield moved(effect, 1);
            }
            default -> Decision.AsAsked.INSTANCE;
        };
    }

    private static Decision.Moved moved(EffectCursor effect, int entries) {
        List<Amount> amounts = new ArrayList<>(entries);
        for (int i = 0; i < entries; i++) {
            amounts.add(amount(effect, i));
        }
        return new Decision.Moved(amounts);
    }

    /** What the command asked for that had this effect. */
    public static CommandKind kind(EffectCursor effect) {
        return switch (effect.kind()) {
            case ACCOUNT_OPENED -> CommandKind.OPEN_ACCOUNT;
            case TRANSFER_POSTED -> CommandKind.TRANSFER;
            case HOLD_PLACED -> CommandKind.HOLD;
            case HOLD_CAPTURED -> CommandKind.CAPTURE;
            case HOLD_RELEASED -> CommandKind.RELEASE;
            case TRANSFER_REVERSED -> CommandKind.REVERSAL;
            case TRANSFER_REFUNDED -> CommandKind.REFUND;
            case SWEPT -> CommandKind.SWEEP;
            case SCHEDULE_CREATED -> CommandKind.SCHEDULE;
            case SCHEDULE_CANCELLED -> CommandKind.CANCEL_SCHEDULE;
            case SCHEDULE_FIRED, SCHEDULE_PLANNED -> CommandKind.TICK;
            case RESTORED -> CommandKind.RESTORE_MARK;
            case ACCOUNT_UPDATED, REJECTED, GROUP_POSTED -> heldKind(effect);
        };
    }

    private static CommandKind heldKind(EffectCursor effect) {
        RecordReader command = heldCommand(effect);
        command.part(EffectLayout.KIND);
        return Codes.commandKind(command.getByte());
    }

    /** What an effect with entries carries beside them. */
    public static Sections sections(EffectCursor effect) {
        return Sections.read(effect.bytes(), effect.entriesEnd(), end(effect), Sections.ALL);
    }

    private static Amount amount(EffectCursor effect, int entry) {
        return new Amount(effect.amountHigh(entry), effect.amountLow(entry));
    }

    private static CommandId id(EffectCursor effect) {
        return CommandId.of(effect.idHigh(), effect.idLow());
    }
}
