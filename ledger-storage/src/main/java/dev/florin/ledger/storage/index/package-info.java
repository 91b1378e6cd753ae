/** Finds the effects of a journal by position, id, account and origin: a little in memory, the rest in files. */
@NullMarked
package dev.florin.ledger.storage.index;

import org.jspecify.annotations.NullMarked;
