package dev.florin.ledger;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Version 7 UUIDs of RFC 9562, strictly rising within the generator.
 *
 * <pre>
 *   high   48 bits milliseconds since 1970 | 4 bits version 7 | 12 bits fraction of the millisecond
 *   low     2 bits variant 10              | 62 bits random
 * </pre>
 *
 * <p>Milliseconds and fraction are one counter of 60 bits, the stamp (RFC 9562, section 6.2, method 3): the clock if it
 * has moved on, else the last stamp + 1. So the stamps of one generator are all different, and when the clock steps back
 * or more than 4,096 ids are asked for within a millisecond, they run ahead of the clock until it catches up.
 *
 * <p>The random bits tell generators of different processes apart. They are the stamp, mixed under a key of 128 bits that
 * {@link SecureRandom} gives each generator: two generators that use the same stamp differ with a chance of 1 - 2^-62.
 * Mixing keeps no state, so that the last stamp is all that threads share: each claims the next one by compare-and-set.
 */
final class TimeOrderedIds {

    private static final int FRACTION_BITS = 12;
    private static final long FRACTION_MASK = (1L << FRACTION_BITS) - 1;
    private static final long MILLIS_PER_SECOND = 1_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long VERSION_7 = 0x7000;
    private static final long VARIANT_RFC_9562 = 1L << 63;

    private final InstantSource clock;
    private final long key1;
    private final long key2;
    private final AtomicLong lastStamp = new AtomicLong();

    TimeOrderedIds(InstantSource clock, long key1, long key2) {
        this.clock = clock;
        this.key1 = key1;
        this.key2 = key2;
    }

    static TimeOrderedIds seeded() {
        SecureRandom random = new SecureRandom();
        return new TimeOrderedIds(Clock.systemUTC(), random.nextLong(), random.nextLong());
    }

    <T> T next(Ids.Maker<T> maker) {
        long stamp = claimStamp();
        long high = ((stamp >>> FRACTION_BITS) << 16) | VERSION_7 | (stamp & FRACTION_MASK);
        long low = VARIANT_RFC_9562 | (mix(mix(stamp ^ key1) + key2) >>> 2);
        return maker.of(high, low);
    }

    private long claimStamp() {
        long now = stampOf(clock.instant());
        while (true) {
            long last = lastStamp.get();
            long next = Math.max(now, last + 1);
            if (lastStamp.compareAndSet(last, next)) {
                return next;
            }
        }
    }

    private static long stampOf(Instant instant) {
        long millis = instant.getEpochSecond() * MILLIS_PER_SECOND + instant.getNano() / NANOS_PER_MILLI;
        long fraction = ((instant.getNano() % NANOS_PER_MILLI) << FRACTION_BITS) / NANOS_PER_MILLI;
        return (millis << FRACTION_BITS) | fraction;
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014, variant 13 of Stafford): a bijection that mixes all bits. */
    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
