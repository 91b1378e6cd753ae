package dev.florin.ledger.internal.codec;

import org.jspecify.annotations.Nullable;

/**
 * Values that were met lately, so that a million accounts share their few assets and limits instead of having their own
 * ones each. Any thread, without a fence: the values never change, all their fields are final, and a race costs nothing but
 * sharing.
 */
final class Lately<T> {
    private static final int SLOTS = 256;

    private final @Nullable Object[] slots = new @Nullable Object[SLOTS];

    /** An equal value that was met before, or this one. */
    @SuppressWarnings("unchecked") // what equals a T here was put in as one
    T shared(T value) {
        int slot = (value.hashCode() * 0x9E3779B9) >>> 24;
        Object known = slots[slot];
        if (known != null && known.equals(value)) {
            return (T) known;
        }
        slots[slot] = value;
        return value;
    }
}
