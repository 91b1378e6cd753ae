/** A storage that keeps the books in memory, for tests and caches; and the index of one that keeps whole frames elsewhere. */
@NullMarked
package dev.florin.ledger.memory;

import org.jspecify.annotations.NullMarked;
