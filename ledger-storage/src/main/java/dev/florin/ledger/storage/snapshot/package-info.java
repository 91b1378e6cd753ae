/** Snapshots of books, kept beside their journal on a disk. */
@NullMarked
package dev.florin.ledger.storage.snapshot;

import org.jspecify.annotations.NullMarked;
