/**
 * Where effects and entries are, in memory: shared by the storages that keep no index of their own. Primitive and
 * chunked, so that growing never copies what is there; one thread writes, any thread reads, and nobody locks.
 */
@NullMarked
package dev.florin.ledger.internal.index;

import org.jspecify.annotations.NullMarked;
