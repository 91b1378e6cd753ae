package dev.florin.ledger.bench.load;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/** What threads have allocated. */
final class Allocation {
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private static final LongSupplier TOTAL = total();

    private Allocation() {}

    /**
     * Bytes that all threads have allocated so far; before JDK 21, those that live. A difference is right if threads that
     * allocate much live at both moments.
     */
    static long bytes() {
        return TOTAL.getAsLong();
    }

    private static LongSupplier total() {
        try {
            var method = ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
            return () -> {
                try {
                    return (long) method.invoke(THREADS);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException("the JDK does not count what threads allocate", e);
                }
            };
        } catch (NoSuchMethodException before21) {
            return Allocation::ofLivingThreads;
        }
    }

    private static long ofLivingThreads() {
        long[] bytes = THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds());
        return LongStream.of(bytes).filter(each -> each > 0).sum();
    }
}
