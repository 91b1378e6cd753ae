/**
 * The state of the books in one piece, so that not all of the journal need be replayed: written beside the running ledger,
 * read before anything else runs. {@link dev.florin.ledger.internal.snapshot.SnapshotFormat} has the bytes.
 */
@NullMarked
package dev.florin.ledger.internal.snapshot;

import org.jspecify.annotations.NullMarked;
