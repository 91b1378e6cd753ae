/** The replicated sequencer: one order of commands for several replicas. */
@NullMarked
package dev.florin.ledger.replication;

import org.jspecify.annotations.NullMarked;
