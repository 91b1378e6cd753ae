package dev.florin.ledger.internal.codec;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.CancelSchedule;
import dev.florin.ledger.Capture;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Condition;
import dev.florin.ledger.Details;
import dev.florin.ledger.Exchange;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Part;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Release;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.LedgerClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the {@link Sections} of commands and effects, in the order of their tags. */
final class SectionWriter {
    private SectionWriter() {}

    /** What an effect says beyond its command: of its origin, and when it is due. */
    record Settled(long originPosition, int cause, long dueNanos) {}

    /** The sections of a command. A plain transfer allocates nothing. */
    static void write(Command command, RecordBuffer out) {
        if (command instanceof Transfer transfer) {
            details(transfer.details(), out);
            conditions(transfer.conditions(), out);
            exchange(transfer.exchange(), out);
        } else {
            write(command, null, out);
        }
    }

    /** The sections of an effect, which keep those of its command. */
    static void write(Command command, @Nullable Settled settled, RecordBuffer out) {
        details(detailsOf(command), out);
        origin(originOf(command), settled, out);
        timeout(command, settled, out);
        conditions(command.conditions(), out);
        exchange(exchangeOf(command), out);
        part(command, out);
        if (command instanceof Schedule schedule) {
            RecurrenceCodec.write(schedule.recurrence(), out);
        }
    }

    private static Details detailsOf(Command command) {
        if (command instanceof Transfer c) {
            return c.details();
        } else if (command instanceof Hold c) {
            return c.transfer().details();
        } else if (command instanceof Capture c) {
            return c.details();
        } else if (command instanceof Release c) {
            return c.details();
        } else if (command instanceof Reversal c) {
            return c.details();
        } else if (command instanceof Refund c) {
            return c.details();
        } else if (command instanceof Sweep c) {
            return c.details();
        } else if (command instanceof PayEach c) {
            return c.details();
        } else if (command instanceof CloseAccount c) {
            return c.details();
        }
        return Details.NONE;
    }

    private static @Nullable CommandId originOf(Command command) {
        if (command instanceof Capture c) {
            return c.hold();
        } else if (command instanceof Release c) {
            return c.hold();
        } else if (command instanceof Reversal c) {
            return c.origin();
        }
        if (command instanceof CancelSchedule c) {
            return c.schedule();
        }
        return command instanceof Refund c ? c.origin() : null;
    }

    private static @Nullable Exchange exchangeOf(Command command) {
        if (command instanceof Transfer c) {
            return c.exchange();
        }
        return command instanceof Hold c ? c.transfer().exchange() : null;
    }

    private static void details(Details details, RecordBuffer out) {
        if (!details.reference().isEmpty()) {
            byte[] text = RecordBuffer.utf8(details.reference());
            begin(out, Sections.REFERENCE, text.length);
            out.putBytes(text, 0, text.length);
            out.align();
        }
        if (details.code() != 0) {
            begin(out, Sections.CODE, 4);
            out.putInt(details.code());
            out.align();
        }
        Instant time = details.effectiveTime();
        if (time != null) {
            begin(out, Sections.EFFECTIVE_TIME, 8);
            out.putLong(LedgerClock.nanosOf(time));
        }
        if (!details.metadata().isEmpty()) {
            int start = out.length();
            begin(out, Sections.METADATA, 0);
            metadata(details.metadata(), out);
            EffectLayout.putInt(out.bytes(), start + 4, out.length() - start - Sections.HEADER_BYTES);
            out.align();
        }
    }

    static void origin(@Nullable CommandId origin, @Nullable Settled settled, RecordBuffer out) {
        if (origin == null) {
            return;
        }
        begin(out, Sections.ORIGIN, settled == null ? 16 : 32);
        out.putLong(origin.high());
        out.putLong(origin.low());
        if (settled != null) {
            out.putLong(settled.originPosition);
            out.putLong(settled.cause);
        }
    }

    private static void timeout(Command command, @Nullable Settled settled, RecordBuffer out) {
        if (command instanceof Hold hold && hold.timeout() != null) {
            begin(out, Sections.TIMEOUT, settled == null ? 8 : 16);
            out.putLong(hold.timeout().toNanos());
            if (settled != null) {
                out.putLong(settled.dueNanos);
            }
        }
    }

    private static void conditions(List<Condition> conditions, RecordBuffer out) {
        if (conditions.isEmpty()) {
            return;
        }
        begin(out, Sections.CONDITIONS, conditions.size() * Sections.CONDITION_BYTES);
        for (Condition condition : conditions) {
            put(condition.account(), out);
            out.putInt(Codes.of(condition.kind()));
            SignedAmount bound = condition.bound();
            out.putInt(bound.isNegative() ? 1 : 0);
            put(bound.magnitude(), out);
        }
    }

    private static void exchange(@Nullable Exchange exchange, RecordBuffer out) {
        if (exchange == null) {
            return;
        }
        begin(out, Sections.EXCHANGE, Sections.EXCHANGE_BYTES);
        put(exchange.rate().numerator(), out);
        put(exchange.rate().denominator(), out);
        out.putInt(Codes.of(exchange.rounding()));
        out.putInt(0);
        out.putInt(exchange.from());
        out.putInt(exchange.to());
        put(exchange.residue(), out);
    }

    private static void part(Command command, RecordBuffer out) {
        if (command instanceof Capture c) {
            part(c.part(), out);
        } else if (command instanceof Refund c) {
            part(c.part(), out);
        } else if (command instanceof Sweep sweep && sweep.maximum() != null) {
            beginPart(Sections.PART_AT_MOST, 0, 1, out);
            put(sweep.maximum(), out);
        }
    }

    private static void part(Part part, RecordBuffer out) {
        if (part instanceof Part.Amounts amounts) {
            int count = amounts.amounts().size();
            beginPart(Sections.PART_AMOUNTS, count, count, out);
            amounts.amounts().forEach(amount -> put(amount, out));
        } else if (part instanceof Part.Total total) {
            beginPart(Sections.PART_TOTAL, total.entry(), 1, out);
            put(total.amount(), out);
        }
    }

    private static void beginPart(int form, int number, int amounts, RecordBuffer out) {
        begin(out, Sections.PART, 8 + amounts * 16);
        out.putInt(form);
        out.putInt(number);
    }

    static void begin(RecordBuffer out, int tag, int length) {
        out.putShort(tag);
        out.putShort(0);
        out.putInt(length);
    }

    static void metadata(Map<String, String> metadata, RecordBuffer out) {
        metadata.forEach((key, value) -> {
            byte[] keyBytes = RecordBuffer.utf8(key);
            byte[] valueBytes = RecordBuffer.utf8(value);
            out.putShort(keyBytes.length);
            out.putShort(valueBytes.length);
            out.putBytes(keyBytes, 0, keyBytes.length);
            out.putBytes(valueBytes, 0, valueBytes.length);
        });
    }

    /** An account's id, or zeros for none. */
    static void put(@Nullable AccountId account, RecordBuffer out) {
        out.putLong(account == null ? 0 : account.high());
        out.putLong(account == null ? 0 : account.low());
    }

    static void put(Amount amount, RecordBuffer out) {
        out.putLong(amount.low());
        out.putLong(amount.high());
    }
}
