/** One order, a time and batches for commands: the sequencer of a single machine. */
@NullMarked
package dev.florin.ledger.internal.sequence;

import org.jspecify.annotations.NullMarked;
