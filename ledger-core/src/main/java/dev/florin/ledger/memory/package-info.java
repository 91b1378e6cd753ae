/** A storage that keeps the books in memory: for tests and caches. */
@NullMarked
package dev.florin.ledger.memory;

import org.jspecify.annotations.NullMarked;
