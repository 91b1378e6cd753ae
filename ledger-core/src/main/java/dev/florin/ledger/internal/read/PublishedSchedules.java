package dev.florin.ledger.internal.read;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.codec.ScheduleDate;
import dev.florin.ledger.spi.EffectCursor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which schedules have a date to come: positions alone, since what they say, and what became of them, is in the storage.
 *
 * <p>One thread writes, the publisher's; they are read between two publications ({@link Between}). Takes memory for open
 * schedules and the accounts that they name.
 */
final class PublishedSchedules {
    private final NavigableMap<Long, List<AccountId>> open = new TreeMap<>();
    private final Map<AccountId, NavigableSet<Long>> openByAccount = new HashMap<>();

    /** Takes in what happens to a schedule. The publisher's thread. */
    void apply(EffectCursor effect) {
        switch (effect.kind()) {
            case SCHEDULE_CREATED ->
                load(effect.position(), EffectCodec.schedule(effect).accounts());
            case SCHEDULE_CANCELLED -> close(effect.originPosition());
            default -> {
                if (EffectCodec.scheduleDate(effect).nextNanos() == ScheduleDate.NONE) {
                    close(effect.originPosition());
                }
            }
        }
    }

    /** Takes in a schedule that has a date to come. The publisher's thread. */
    void load(long position, List<AccountId> accounts) {
        open.put(position, accounts);
        for (AccountId account : accounts) {
            openByAccount.computeIfAbsent(account, key -> new TreeSet<>()).add(position);
        }
    }

    private void close(long position) {
        List<AccountId> accounts = open.remove(position);
        if (accounts == null) {
            throw new IllegalStateException("the schedule at position " + position + " is closed twice");
        }
        for (AccountId account : accounts) {
            openByAccount.computeIfPresent(account, (key, schedules) -> {
                schedules.remove(position);
                return schedules.isEmpty() ? null : schedules;
            });
        }
    }

    /** The positions of open schedules behind a position, rising. The publisher's thread, between two publications. */
    List<Long> open(@Nullable AccountId account, long after, int limit) {
        NavigableSet<Long> schedules =
                account == null ? open.navigableKeySet() : openByAccount.getOrDefault(account, new TreeSet<>());
        return schedules.tailSet(after, false).stream().limit(limit).toList();
    }
}
