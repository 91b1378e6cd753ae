package dev.florin.ledger.internal.codec;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Values that were met lately, so that a million accounts share their few assets and limits instead of having their own
 * ones each. Any thread; a race costs nothing but sharing.
 */
final class Lately<T> {
    private static final int SLOTS = 256;

    private final AtomicReferenceArray<@Nullable T> slots = new AtomicReferenceArray<>(SLOTS);

    /** An equal value that was met before, or this one. */
    T shared(T value) {
        int hash = value.hashCode() * 0x9E3779B9;
        int slot = hash >>> 24;
        T known = slots.get(slot);
        if (known != null && known.equals(value)) {
            return known;
        }
        slots.set(slot, value);
        return value;
    }
}
