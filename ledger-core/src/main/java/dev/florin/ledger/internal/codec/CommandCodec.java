package dev.florin.ledger.internal.codec;

import static dev.florin.ledger.spi.EffectLayout.HEADER_BYTES;
import static dev.florin.ledger.spi.EffectLayout.getInt;

import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Capture;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Group;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Limit;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.Side;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.LedgerClock;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The canonical encoding of commands: equal content has equal bytes. A record has the header of
 * {@link EffectLayout}, then by kind, then {@link Sections}; {@link CommandReader} reads it again:
 *
 * <pre>
 *   OPEN_ACCOUNT    32  u128 account id, upper half first   48  attributes ({@link AccountCodec})
 *   UPDATE_ACCOUNT  32  u128 account id   48  u32 mask of the attributes named   52  u32 zero   56  attributes
 *   POST_TRANSFER   32  entries
 *   HOLD            32  entries
 *   CAPTURE         32  nothing but sections; so for RELEASE, REVERSE, REFUND and TICK
 *   SWEEP           32  u128 account id, swept   48  u128 account id, receives
 *   PAY_EACH        32  u128 payer's account id   48  u32 number of payees   52  u32 zero   56  payees
 *   GROUP           32  the members' records, as many as the header says
 *   SCHEDULE        32  i64 first due time   40  the record of what is done, with id none
 *   CANCEL_SCHEDULE 32  nothing but sections
 *   CLOSE_ACCOUNT   32  u128 account id   48  u128 account id that receives the rest, or zeros
 *   RESTORE_MARK    32  see {@link RestoreMark}; no caller's command
 *
 *   narrow entry, 24 bytes                          wide entry, 40 bytes (flag WIDE: an amount is 2^63 or more)
 *   0  u128 account id, upper half first            0  u128 account id, upper half first
 *  16  u64  amount; highest bit set for a credit   16  u128 amount, low half first
 *                                                  32  u64  0 debit, 1 credit
 *   payee, 32 bytes
 *   0  u128 account id   16  u128 amount, low half first
 * </pre>
 */
public final class CommandCodec {
    public static final int OPEN_ACCOUNT = 1;
    public static final int UPDATE_ACCOUNT = 2;
    public static final int POST_TRANSFER = 3;
    public static final int HOLD = 4;
    public static final int CAPTURE = 5;
    public static final int RELEASE = 6;
    public static final int REVERSE = 7;
    public static final int REFUND = 8;
    public static final int SWEEP = 9;
    public static final int PAY_EACH = 10;
    public static final int GROUP = 11;
    public static final int SCHEDULE = 12;
    public static final int CANCEL_SCHEDULE = 13;
    public static final int TICK = 14;
    public static final int CLOSE_ACCOUNT = 15;
    public static final int RESTORE_MARK = 16;

    /** The most bytes of one command. */
    public static final int MAX_BYTES = 1 << 20;

    static final int NARROW_ENTRY_BYTES = 24;
    static final int WIDE_ENTRY_BYTES = 40;
    static final int OPEN_ATTRIBUTES = 48;
    static final int UPDATE_ATTRIBUTES = 56;

    /** Where the sections of sweeps and closings start. */
    static final int TWO_ACCOUNTS_END = 64;

    /** Where the record of what a schedule does starts in the schedule's. */
    static final int SCHEDULED = 40;

    static final int PAYEE_COUNT = 48;
    static final int PAYEES = 56;
    static final int PAYEE_BYTES = 32;

    private CommandCodec() {}

    /** Appends the command; returns how many bytes it takes. */
    public static int write(Command command, RecordBuffer out) {
        int start;
        if (command instanceof Transfer transfer) {
            start = beginWithEntries(POST_TRANSFER, transfer, out);
        } else if (command instanceof Hold hold) {
            start = beginWithEntries(HOLD, hold.transfer(), out);
        } else {
            start = begin(command, out);
            writeBody(command, out);
        }
        SectionWriter.write(command, out);
        return end(start, out);
    }

    /** A record that only says that time passes: it settles nothing. */
    public static byte[] tick() {
        RecordBuffer out = new RecordBuffer(HEADER_BYTES);
        end(out.beginRecord(TICK, 0, 0, 0, 0, 0), out);
        return Arrays.copyOf(out.bytes(), out.length());
    }

    /**
     * Reads a command.
     *
     * @throws IllegalArgumentException if it is malformed, of an unknown kind, or a tick, which is no caller's command
     */
    public static Command read(byte[] bytes, int start) {
        return CommandReader.read(bytes, start, bytes.length);
    }

    private static int begin(Command command, RecordBuffer out) {
        CommandId id = command.id();
        int flags = command instanceof Capture capture && capture.closes() ? EffectLayout.CLOSES : 0;
        int count = command instanceof Group group ? group.members().size() : 0;
        return out.beginRecord(Codes.of(command.kind()), flags, count, id.high(), id.low(), 0);
    }

    /** Ends a command's record; returns its size. */
    static int end(int start, RecordBuffer out) {
        int size = out.endRecord(start);
        EffectLayout.putLong(out.bytes(), start + EffectLayout.CONTENT_HASH, contentHash(out.bytes(), start, size));
        return size;
    }

    /** XXH64 of the body, seeded with kind, flags and number of entries. */
    static long contentHash(byte[] bytes, int start, int size) {
        return Xxh64.hash(bytes, start + HEADER_BYTES, size - HEADER_BYTES, getInt(bytes, start + EffectLayout.KIND));
    }

    private static int beginWithEntries(int kind, Transfer transfer, RecordBuffer out) {
        List<Entry> entries = transfer.entries();
        boolean wide = isWide(entries);
        CommandId id = transfer.id();
        int start = out.beginRecord(kind, wide ? EffectLayout.WIDE : 0, entries.size(), id.high(), id.low(), 0);
        writeEntries(entries, wide, out);
        return start;
    }

    private static boolean isWide(List<Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            Amount amount = entries.get(i).amount();
            if (amount.high() != 0 || amount.low() < 0) {
                return true;
            }
        }
        return false;
    }

    private static void writeEntries(List<Entry> entries, boolean wide, RecordBuffer out) {
        int entryBytes = wide ? WIDE_ENTRY_BYTES : NARROW_ENTRY_BYTES;
        int at = out.reserve(entries.size() * entryBytes);
        byte[] bytes = out.bytes();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            EffectLayout.putLong(bytes, at, entry.account().high());
            EffectLayout.putLong(bytes, at + 8, entry.account().low());
            long low = entry.amount().low();
            boolean credit = entry.side() == Side.CREDIT;
            if (wide) {
                EffectLayout.putLong(bytes, at + 16, low);
                EffectLayout.putLong(bytes, at + 24, entry.amount().high());
                EffectLayout.putLong(bytes, at + 32, credit ? 1 : 0);
            } else {
                EffectLayout.putLong(bytes, at + 16, credit ? low | Long.MIN_VALUE : low);
            }
            at += entryBytes;
        }
    }

    /** What stands before the sections, of kinds without entries. */
    private static void writeBody(Command command, RecordBuffer out) {
        if (command instanceof OpenAccount opening) {
            SectionWriter.put(opening.account().id(), out);
            AccountCodec.write(AccountCodec.Attributes.of(opening.account(), AccountStatus.OPEN), out);
        } else if (command instanceof AccountUpdate update) {
            writeUpdate(update, out);
        } else if (command instanceof Sweep sweep) {
            SectionWriter.put(sweep.from(), out);
            SectionWriter.put(sweep.to(), out);
        } else if (command instanceof CloseAccount closing) {
            SectionWriter.put(closing.account(), out);
            SectionWriter.put(closing.sweepTo(), out);
        } else if (command instanceof PayEach payment) {
            SectionWriter.put(payment.payer(), out);
            out.putInt(payment.payees().size());
            out.putInt(0);
            for (PayEach.Payee payee : payment.payees()) {
                SectionWriter.put(payee.account(), out);
                SectionWriter.put(payee.amount(), out);
            }
        } else if (command instanceof Group group) {
            group.members().forEach(member -> write(member, out));
        } else if (command instanceof Schedule schedule) {
            out.putLong(LedgerClock.nanosOf(schedule.first()));
            int at = out.length();
            write(schedule.what(), out);
            // Each run has an id of its own, and the schedule has its id in its header.
            EffectLayout.putLong(out.bytes(), at + EffectLayout.ID_HIGH, 0);
            EffectLayout.putLong(out.bytes(), at + EffectLayout.ID_LOW, 0);
        }
    }

    private static void writeUpdate(AccountUpdate update, RecordBuffer out) {
        out.putLong(update.account().high());
        out.putLong(update.account().low());
        out.putInt((update.status().isPresent() ? 1 : 0)
                | (update.normalSide().isPresent() ? 2 : 0)
                | (update.lowerLimit().isPresent() ? 4 : 0)
                | (update.upperLimit().isPresent() ? 8 : 0)
                | (update.code().isPresent() ? 16 : 0)
                | (update.name().isPresent() ? 32 : 0)
                | (update.metadata().isPresent() ? 64 : 0));
        out.putInt(0);
        AccountCodec.write(
                new AccountCodec.Attributes(
                        update.normalSide().orElse(Side.DEBIT),
                        update.status().orElse(AccountStatus.OPEN),
                        update.lowerLimit().orElse(Limit.NONE),
                        update.upperLimit().orElse(Limit.NONE),
                        update.code().orElse(0),
                        "",
                        0,
                        update.name().orElse(""),
                        update.metadata().orElse(Collections.emptyMap())),
                out);
    }
}
