package dev.florin.ledger.internal.read;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.SchedulePage;
import dev.florin.ledger.ScheduleQuery;
import dev.florin.ledger.ScheduleRun;
import dev.florin.ledger.ScheduleRuns;
import dev.florin.ledger.ScheduleStatus;
import dev.florin.ledger.ScheduleView;
import dev.florin.ledger.UnknownAccountException;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.codec.ScheduleDate;
import dev.florin.ledger.internal.schedule.ScheduleState;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.spi.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Schedules at one position. Which ones have a date to come is told between two publications; what they are and what became
 * of them is read from the storage, on the caller's thread.
 */
public final class Schedules {
    private static final int REFERENCES_AT_A_TIME = 1024;

    private final Reads reads;
    private final PublishedSchedules published;
    private final Storage.Session storage;
    private final PastCommands past;
    private final Between between;

    public Schedules(
            Reads reads, PublishedBooks published, Storage.Session storage, PastCommands past, Between between) {
        this.reads = reads;
        this.published = published.schedules();
        this.storage = storage;
        this.past = past;
        this.between = between;
    }

    public Optional<ScheduleView> schedule(CommandId id) {
        long position = reads.position();
        EffectCursor created = created(id, position);
        return created == null ? Optional.empty() : Optional.of(view(created, position));
    }

    private @Nullable EffectCursor created(CommandId id, long position) {
        EffectCursor effect = reads.settled(id, position);
        return effect == null || effect.kind() != EffectKind.SCHEDULE_CREATED ? null : effect;
    }

    /** The positions of schedules that have a date to come, and the position at which they have. */
    private record Open(List<Long> schedules, long position) {}

    public SchedulePage schedules(ScheduleQuery query) {
        AccountId account = query.account();
        // Refuses an account that nobody knows before anything is asked for.
        int number = account == null ? 0 : reads.number(account);
        // One more than asked for tells whether another page follows.
        Open open = between.call(
                () -> new Open(published.open(account, query.after(), query.limit() + 1), reads.position()));
        if (account != null && !reads.isOpenAt(number, open.position)) {
            throw new UnknownAccountException(account);
        }
        int count = Math.min(open.schedules.size(), query.limit());
        List<ScheduleView> views = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            views.add(view(storage.read(open.schedules.get(i)), open.position));
        }
        return new SchedulePage(views, open.schedules.size() > count ? open.schedules.get(count - 1) : 0);
    }

    private ScheduleView view(EffectCursor created, long position) {
        ScheduleState state = ScheduleState.at(created, position, storage::references, storage::read);
        boolean known = state.status() == ScheduleStatus.ACTIVE && state.dueNanos() != ScheduleDate.UNPLANNED;
        return new ScheduleView(
                EffectCodec.schedule(created),
                past.receipt(created),
                state.status(),
                known ? LedgerClock.instantOf(state.dueNanos()) : null,
                state.runs(),
                state.closedAt() == 0 ? null : GivenOutcomes.id(storage.read(state.closedAt())));
    }

    public Optional<ScheduleRuns> runs(CommandId id, long after, int limit) {
        if (limit < 1 || limit > ScheduleRuns.MAX_LIMIT) {
            throw new IllegalArgumentException("a page has 1 to " + ScheduleRuns.MAX_LIMIT + " runs, not " + limit);
        }
        if (after < 0) {
            throw new IllegalArgumentException("the cursor " + after + " did not come from a page of runs");
        }
        long position = reads.position();
        EffectCursor created = created(id, position);
        return created == null ? Optional.empty() : Optional.of(runs(created.position(), position, after, limit));
    }

    private ScheduleRuns runs(long origin, long position, long after, int limit) {
        List<ScheduleRun> runs = new ArrayList<>();
        long last = after;
        long[] found;
        do {
            found = storage.references(origin, last, REFERENCES_AT_A_TIME);
            for (int i = 0; i < found.length && found[i] <= position; i++) {
                EffectCursor effect = storage.read(found[i]);
                if (effect.kind() == EffectKind.SCHEDULE_FIRED) {
                    if (runs.size() == limit) {
                        return new ScheduleRuns(
                                runs, runs.get(limit - 1).receipt().position());
                    }
                    runs.add(run(effect));
                }
            }
            last = found.length == 0 ? position : found[found.length - 1];
        } while (found.length == REFERENCES_AT_A_TIME && last < position);
        return new ScheduleRuns(runs, 0);
    }

    /** What a date did is the effect behind it, in the same frame. */
    private ScheduleRun run(EffectCursor fired) {
        ScheduleDate date = EffectCodec.scheduleDate(fired);
        return new ScheduleRun(
                date.runs(),
                LedgerClock.instantOf(date.dueNanos()),
                past.receipt(fired),
                past.firstOutcome(fired.position() + 1));
    }
}
