/** The file storage: an append-only journal in segments. */
@NullMarked
package dev.florin.ledger.storage.file;

import org.jspecify.annotations.NullMarked;
