/** Group commit: effects are sealed, forced, published, and their callers answered; a fault stops the ledger. */
@NullMarked
package dev.florin.ledger.internal.commit;

import org.jspecify.annotations.NullMarked;
