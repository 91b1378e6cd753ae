/** Reads a journal through its index, wherever the bytes of its frames are. */
@NullMarked
package dev.florin.ledger.storage.journal;

import org.jspecify.annotations.NullMarked;
