package dev.florin.ledger.bench.load;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** Hears of every collection of garbage: how long it held the threads up, and how much it left. */
final class HeapWatch implements AutoCloseable {
    private static final Set<String> HEAP_POOLS = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toUnmodifiableSet());

    private final NotificationListener listener = this::heard;
    private final List<NotificationEmitter> collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
            .filter(HeapWatch::holdsThreadsUp)
            .map(NotificationEmitter.class::cast)
            .toList();

    // Guarded by this: the listener runs on a thread of the virtual machine.
    private long count;
    private long millis;
    private long longestMillis;
    private long leastUsed = Long.MAX_VALUE;

    HeapWatch() {
        collectors.forEach(collector -> collector.addNotificationListener(listener, null, null));
    }

    /** Whole cycles of collectors that work beside the threads are no pauses; their pauses have beans of their own. */
    private static boolean holdsThreadsUp(GarbageCollectorMXBean collector) {
        return !collector.getName().endsWith("Cycles");
    }

    /**
     * What was heard since the last time.
     *
     * @param pauses how many collections
     * @param pauseMillis how long they took together
     * @param longestMillis the longest of them
     * @param leastUsedBytes the least that one of them left in the heap; {@link Long#MAX_VALUE} if there was none
     */
    record Figures(long pauses, long pauseMillis, long longestMillis, long leastUsedBytes) {}

    /** What was heard since this was asked the last time. */
    synchronized Figures take() {
        Figures figures = new Figures(count, millis, longestMillis, leastUsed);
        count = 0;
        millis = 0;
        longestMillis = 0;
        leastUsed = Long.MAX_VALUE;
        return figures;
    }

    private void heard(Notification notification, Object unused) {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            add(GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
                    .getGcInfo());
        }
    }

    private synchronized void add(GcInfo collection) {
        count++;
        millis += collection.getDuration();
        longestMillis = Math.max(longestMillis, collection.getDuration());
        leastUsed = Math.min(
                leastUsed,
                collection.getMemoryUsageAfterGc().entrySet().stream()
                        .filter(pool -> HEAP_POOLS.contains(pool.getKey()))
                        .mapToLong(pool -> pool.getValue().getUsed())
                        .sum());
    }

    /** What is alive: in use behind a full collection. */
    static long liveBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Override
    public void close() {
        for (NotificationEmitter collector : collectors) {
            try {
                collector.removeNotificationListener(listener);
            } catch (ListenerNotFoundException e) {
                throw new IllegalStateException("the listener was added when this was made", e);
            }
        }
    }
}
