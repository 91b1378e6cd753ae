package dev.florin.ledger.internal.commit;

import dev.florin.ledger.Recurrence;
import dev.florin.ledger.internal.books.MissingDate;
import dev.florin.ledger.internal.codec.NextDates;
import dev.florin.ledger.internal.schedule.CalendarDates;
import dev.florin.ledger.spi.CommandBlock;
import dev.florin.ledger.spi.Sequencer;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works out the dates of schedules that go by a calendar, and offers them as ticks. One thread, the ticker's; whoever holds
 * the decider's lock says which dates are missing.
 *
 * <p>A date that cannot be worked out, since its time zone is not known here, is logged, and left to the next opening.
 */
final class Planner {
    private static final Logger LOG = LoggerFactory.getLogger(Planner.class);

    private final Queue<MissingDate> missing = new ConcurrentLinkedQueue<>();

    /** What was worked out and not taken yet. */
    private @Nullable CommandBlock plan;

    /** Says which dates are missing. */
    void add(List<MissingDate> dates) {
        missing.addAll(dates);
    }

    boolean hasWork() {
        return plan != null || !missing.isEmpty();
    }

    /** Offers the next dates; false if there was no room for them. */
    boolean offerTo(Sequencer sequencer) {
        CommandBlock next = plan == null ? work() : plan;
        plan = next == null || sequencer.offer(next) ? null : next;
        return plan == null;
    }

    private @Nullable CommandBlock work() {
        List<NextDates.NextDate> dates = new ArrayList<>();
        while (dates.size() < NextDates.MAX_DATES && !missing.isEmpty()) {
            NextDates.NextDate date = date(missing.remove());
            if (date != null) {
                dates.add(date);
            }
        }
        return dates.isEmpty() ? null : CommandBlock.of(NextDates.tick(dates), 1);
    }

    private static NextDates.@Nullable NextDate date(MissingDate date) {
        if (!(date.recurrence().rhythm() instanceof Recurrence.Calendar calendar)) {
            throw new IllegalStateException("schedule " + date.schedule() + " has an interval, and misses a date");
        }
        try {
            long next = CalendarDates.next(date.first(), date.recurrence(), calendar, date.behindNanos());
            return new NextDates.NextDate(date.schedule(), date.dueNanos(), next);
        } catch (DateTimeException e) {
            LOG.error(
                    "the next date of schedule {} cannot be worked out: its time zone {} is not known to this Java runtime."
                            + " Nothing of it runs until the books are opened where the zone is known, or it is cancelled",
                    date.schedule(),
                    calendar.zone(),
                    e);
            return null;
        }
    }
}
