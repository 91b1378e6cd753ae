package dev.florin.ledger;

import java.util.Objects;

/**
 * Three fingerprints of the books at one position. Books with equal fingerprints are equal.
 *
 * @param position the position of the journal
 * @param chain SHA-256 over every batch of effects from the first on: any change to the past changes it; 64 hex digits
 * @param state the whole state; the same on every storage and replica, however effects were batched; {@code s1-} and 32
 *     hex digits
 * @param content the state without recorded times and positions: equal for books that were filled twice with the same
 *     commands; {@code c1-} and 32 hex digits
 */
public record Fingerprints(long position, String chain, String state, String content) {
    /** Checks that all parts are there. */
    public Fingerprints {
        Objects.requireNonNull(chain, "chain");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(content, "content");
    }
}
