/** The wiring of the stages: read {@link dev.florin.ledger.internal.Pipeline} first. */
@NullMarked
package dev.florin.ledger.internal;

import org.jspecify.annotations.NullMarked;
