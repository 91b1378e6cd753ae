package dev.florin.ledger.bench;

import dev.florin.ledger.CommandId;

/** Ids that can be made again from their number: at random, or in the order of time as {@link CommandId#next} makes them. */
enum GrowthIds {
    RANDOM {
        @Override
        CommandId of(long number) {
            return CommandId.of(mix(2 * number), mix(2 * number + 1));
        }
    },
    ORDERED {
        @Override
        CommandId of(long number) {
            // As many in a millisecond, in the upper 48 bits, as a fast ledger posts.
            return CommandId.of(((EPOCH_MILLIS + number / 512) << 16) | 0x7000 | (number % 512), mix(number));
        }
    };

    private static final long EPOCH_MILLIS = 1_790_000_000_000L;

    abstract CommandId of(long number);

    /** SplitMix64: every number has another result. */
    private static long mix(long number) {
        long z = number * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
