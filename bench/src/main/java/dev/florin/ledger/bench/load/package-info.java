/** Loads the ledger as users would: at rates that do not wait for it, from callers that do, and for hours. */
@NullMarked
package dev.florin.ledger.bench.load;

import org.jspecify.annotations.NullMarked;
