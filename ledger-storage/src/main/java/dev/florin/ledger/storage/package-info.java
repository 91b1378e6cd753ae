/** Books by where they are, whatever keeps them, and their moves from one storage to another. */
@NullMarked
package dev.florin.ledger.storage;

import org.jspecify.annotations.NullMarked;
