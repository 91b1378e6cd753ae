/**
 * The bookkeeper: a deterministic, single-threaded state machine. Commands in, effects out; no clock, no randomness, no
 * I/O, no iteration in hash order.
 */
@NullMarked
package dev.florin.ledger.internal.books;

import org.jspecify.annotations.NullMarked;
