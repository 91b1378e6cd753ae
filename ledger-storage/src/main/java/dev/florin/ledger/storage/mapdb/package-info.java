/** The storage with an index in MapDB: the journal is the one of the file storage, and is the truth. */
@NullMarked
package dev.florin.ledger.storage.mapdb;

import org.jspecify.annotations.NullMarked;
