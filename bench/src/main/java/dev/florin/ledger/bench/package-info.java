/** Benchmarks of the ledger, and the harness that loads it. */
@NullMarked
package dev.florin.ledger.bench;

import org.jspecify.annotations.NullMarked;
