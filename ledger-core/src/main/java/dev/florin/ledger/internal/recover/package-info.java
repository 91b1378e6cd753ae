/** From what a storage holds to the state the books had: replay, with chain and digest checked. */
@NullMarked
package dev.florin.ledger.internal.recover;

import org.jspecify.annotations.NullMarked;
