package dev.florin.ledger.internal.codec;

import static dev.florin.ledger.spi.EffectLayout.HEADER_BYTES;
import static dev.florin.ledger.spi.EffectLayout.getInt;
import static dev.florin.ledger.spi.EffectLayout.getLong;
import static dev.florin.ledger.spi.EffectLayout.getShort;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.CancelSchedule;
import dev.florin.ledger.Capture;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Condition;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Group;
import dev.florin.ledger.Hold;
import dev.florin.ledger.MalformedCommandException;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Release;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.Side;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.LedgerClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link CommandCodec} wrote, one record. What is malformed is an {@link IllegalArgumentException}. */
final class CommandReader {
    private final byte[] bytes;
    private final int start;
    private final int end;
    private final int kind;
    private final int flags;
    private final int count;
    private final CommandId id;

    /** The body. */
    private final RecordReader in;

    private CommandReader(byte[] bytes, int start, int end, CommandId id) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.kind = bytes[start + EffectLayout.KIND];
        this.flags = bytes[start + EffectLayout.FLAGS];
        this.count = getShort(bytes, start + EffectLayout.ENTRY_COUNT);
        this.id = id;
        this.in = new RecordReader(bytes, start + HEADER_BYTES, end);
    }

    /** Reads the record that starts there and ends at {@code limit} or before. */
    static Command read(byte[] bytes, int start, int limit) {
        int end = start + sizeOf(bytes, start, limit);
        return read(
                bytes,
                start,
                end,
                CommandId.of(
                        getLong(bytes, start + EffectLayout.ID_HIGH), getLong(bytes, start + EffectLayout.ID_LOW)));
    }

    /** Reads the record of what is scheduled, which has no id, under an id. */
    static Command readScheduled(byte[] bytes, int start, int limit, CommandId id) {
        return read(bytes, start, start + requireScheduled(bytes, start, limit), id);
    }

    private static Command read(byte[] bytes, int start, int end, CommandId id) {
        try {
            return new CommandReader(bytes, start, end, id).command();
        } catch (MalformedCommandException e) {
            throw new IllegalArgumentException("the command at offset " + start + " is malformed", e);
        }
    }

    /** The size of a record, which fits. */
    static int sizeOf(byte[] bytes, int start, int limit) {
        int size = limit - start >= HEADER_BYTES ? getInt(bytes, start) : 0;
        if (size < HEADER_BYTES || size > limit - start || size > CommandCodec.MAX_BYTES || (size & 7) != 0) {
            throw new IllegalArgumentException(
                    "a command at offset " + start + " claims " + size + " bytes with " + (limit - start) + " left");
        }
        return size;
    }

    private Command command() {
        requireFlags();
        return switch (kind) {
            case CommandCodec.OPEN_ACCOUNT -> opening();
            case CommandCodec.UPDATE_ACCOUNT -> update();
            case CommandCodec.POST_TRANSFER -> transfer(0);
            case CommandCodec.HOLD -> hold();
            case CommandCodec.CAPTURE -> capture(id, (flags & EffectLayout.CLOSES) != 0, bytes, in.at(), end);
            case CommandCodec.RELEASE -> release(id, bytes, in.at(), end);
            case CommandCodec.REVERSE -> reversal(id, bytes, in.at(), end);
            case CommandCodec.REFUND -> refund(id, bytes, in.at(), end);
            case CommandCodec.SWEEP -> {
                AccountId from = in.account();
                AccountId to = in.account();
                yield sweep(id, from, to, bytes, in.at(), end);
            }
            case CommandCodec.PAY_EACH -> payment();
            case CommandCodec.GROUP -> group();
            case CommandCodec.CLOSE_ACCOUNT -> closing();
            case CommandCodec.SCHEDULE -> schedule();
            case CommandCodec.CANCEL_SCHEDULE -> cancellation(id, bytes, in.at(), end);
            case CommandCodec.RESTORE_MARK ->
                throw new IllegalArgumentException("the command at offset " + start + " is of kind " + kind
                        + ", the mark of a restore: no caller can send it");
            default -> throw Codes.unknownCommand(kind);
        };
    }

    private void requireFlags() {
        int known = switch (kind) {
            case CommandCodec.POST_TRANSFER, CommandCodec.HOLD -> EffectLayout.WIDE;
            case CommandCodec.CAPTURE -> EffectLayout.CLOSES;
            default -> 0;
        };
        if ((flags & ~known) != 0) {
            throw new IllegalArgumentException("a command of kind " + kind + " at offset " + start + " has flags "
                    + (flags & 0xFF) + ", some of them unknown there to this version of the ledger");
        }
    }

    private OpenAccount opening() {
        AccountId account = in.account();
        AccountCodec.Attributes attributes = AccountCodec.read(in);
        Sections sections = sections(Sections.ONLY_CONDITIONS);
        return new OpenAccount(id, attributes.account(account), sections.conditions());
    }

    private AccountUpdate update() {
        AccountUpdate update = AccountUpdate.of(id, in.account());
        int mask = in.getInt();
        in.getInt();
        AccountCodec.Attributes named = AccountCodec.read(in);
        update = (mask & 1) == 0 ? update : update.status(named.status());
        update = (mask & 2) == 0 ? update : update.normalSide(named.normalSide());
        update = (mask & 4) == 0 ? update : update.lowerLimit(named.lowerLimit());
        update = (mask & 8) == 0 ? update : update.upperLimit(named.upperLimit());
        update = (mask & 16) == 0 ? update : update.code(named.code());
        update = (mask & 32) == 0 ? update : update.name(named.name());
        update = (mask & 64) == 0 ? update : update.metadata(named.metadata());
        return update.onlyIf(conditions(sections(Sections.ONLY_CONDITIONS)));
    }

    private static Condition[] conditions(Sections sections) {
        return sections.conditions().toArray(new Condition[0]);
    }

    private Hold hold() {
        Transfer transfer = transfer(1 << Sections.TIMEOUT);
        return hold(transfer, Sections.timeoutNanos(bytes, in.at(), end));
    }

    static Hold hold(Transfer transfer, long timeoutNanos) {
        return new Hold(transfer, timeoutNanos == 0 ? null : Duration.ofNanos(timeoutNanos));
    }

    private Transfer transfer(int moreSections) {
        boolean wide = (flags & EffectLayout.WIDE) != 0;
        List<Entry> entries = new ArrayList<>(Math.min(count, Transfer.MAX_ENTRIES));
        for (int i = 0; i < count; i++) {
            AccountId account = in.account();
            if (wide) {
                Amount amount = in.amount();
                entries.add(new Entry(account, in.side(), amount));
            } else {
                long figure = in.getLong();
                entries.add(
                        new Entry(account, figure < 0 ? Side.CREDIT : Side.DEBIT, Amount.of(figure & Long.MAX_VALUE)));
            }
        }
        return transfer(id, entries, sections(Sections.OF_TRANSFERS | moreSections));
    }

    static Transfer transfer(CommandId id, List<Entry> entries, Sections sections) {
        return new Transfer(id, entries, sections.details(), sections.conditions(), sections.exchange());
    }

    static Capture capture(CommandId id, boolean closes, byte[] bytes, int at, int end) {
        Sections sections = Sections.read(bytes, at, end, Sections.OF_PARTS);
        return new Capture(
                id,
                Sections.origin(bytes, at, end),
                Sections.part(bytes, at, end),
                closes,
                sections.details(),
                sections.conditions());
    }

    static Release release(CommandId id, byte[] bytes, int at, int end) {
        Sections sections = Sections.read(bytes, at, end, Sections.OF_ORIGINS);
        return new Release(id, Sections.origin(bytes, at, end), sections.details(), sections.conditions());
    }

    static Reversal reversal(CommandId id, byte[] bytes, int at, int end) {
        Sections sections = Sections.read(bytes, at, end, Sections.OF_ORIGINS);
        return new Reversal(id, Sections.origin(bytes, at, end), sections.details(), sections.conditions());
    }

    static Refund refund(CommandId id, byte[] bytes, int at, int end) {
        Sections sections = Sections.read(bytes, at, end, Sections.OF_PARTS);
        return new Refund(
                id,
                Sections.origin(bytes, at, end),
                Sections.part(bytes, at, end),
                sections.details(),
                sections.conditions());
    }

    static Sweep sweep(CommandId id, AccountId from, AccountId to, byte[] bytes, int at, int end) {
        Sections sections = Sections.read(bytes, at, end, Sections.OF_SWEEPS);
        @Nullable Amount maximum = Sections.maximum(bytes, at, end);
        return new Sweep(id, from, to, maximum, sections.details(), sections.conditions());
    }

    private PayEach payment() {
        AccountId payer = in.account();
        int payees = in.getInt();
        in.getInt();
        if (payees < 0 || payees > PayEach.MAX_PAYEES) {
            throw new IllegalArgumentException("a payment at offset " + start + " claims " + payees + " payees");
        }
        List<PayEach.Payee> list = new ArrayList<>(payees);
        for (int i = 0; i < payees; i++) {
            AccountId account = in.account();
            list.add(new PayEach.Payee(account, in.amount()));
        }
        Sections sections = sections(Sections.ONLY_DETAILS_AND_CONDITIONS);
        return new PayEach(id, payer, list, sections.details(), sections.conditions());
    }

    private Group group() {
        List<Command> members = new ArrayList<>(Math.min(count, Group.MAX_MEMBERS));
        for (int i = 0; i < count; i++) {
            int at = in.at();
            requireMember(bytes, at, end);
            members.add(read(bytes, at, end));
            in.part(getInt(bytes, at));
        }
        return new Group(id, members, sections(Sections.ONLY_CONDITIONS).conditions());
    }

    /** A group within a group would be read within a read, without end. Returns the member's size. */
    static int requireMember(byte[] bytes, int at, int end) {
        int size = sizeOf(bytes, at, end);
        int kind = bytes[at + EffectLayout.KIND];
        boolean cannot = switch (kind) {
            case CommandCodec.GROUP,
                    CommandCodec.PAY_EACH,
                    CommandCodec.SCHEDULE,
                    CommandCodec.CANCEL_SCHEDULE,
                    CommandCodec.TICK -> true;
            default -> false;
        };
        if (cannot) {
            throw new IllegalArgumentException("a command of kind " + kind + " cannot be a member of a group");
        }
        return size;
    }

    private CloseAccount closing() {
        AccountId account = in.account();
        @Nullable AccountId receiver = in.accountOrNone();
        Sections sections = sections(Sections.ONLY_DETAILS_AND_CONDITIONS);
        return new CloseAccount(id, account, receiver, sections.details(), sections.conditions());
    }

    private Schedule schedule() {
        Instant first = LedgerClock.instantOf(in.getLong());
        int at = in.at();
        in.part(requireScheduled(bytes, at, end));
        Command what = readScheduled(bytes, at, end, id);
        Sections sections = sections(Sections.OF_SCHEDULES);
        return new Schedule(what, first, RecurrenceCodec.read(bytes, in.at(), end), sections.conditions());
    }

    /** The size of the record of what is scheduled, which is of a kind that can be, and has no id. */
    static int requireScheduled(byte[] bytes, int at, int end) {
        int size = sizeOf(bytes, at, end);
        int kind = bytes[at + EffectLayout.KIND];
        boolean can = switch (kind) {
            case CommandCodec.POST_TRANSFER, CommandCodec.HOLD, CommandCodec.SWEEP, CommandCodec.PAY_EACH -> true;
            default -> false;
        };
        if (!can || (getLong(bytes, at + EffectLayout.ID_HIGH) | getLong(bytes, at + EffectLayout.ID_LOW)) != 0) {
            throw new IllegalArgumentException(
                    "a command of kind " + kind + " at offset " + at + " cannot be scheduled, or has an id there");
        }
        return size;
    }

    static CancelSchedule cancellation(CommandId id, byte[] bytes, int at, int end) {
        Sections sections = Sections.read(bytes, at, end, Sections.OF_CANCELLATIONS);
        return new CancelSchedule(id, Sections.origin(bytes, at, end), sections.conditions());
    }

    private Sections sections(int allowed) {
        return Sections.read(bytes, in.at(), end, allowed);
    }
}
