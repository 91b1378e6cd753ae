/** A storage to start from: one file, an index in memory. The guide to it is {@code docs/own-storage.md}. */
@NullMarked
package dev.florin.ledger.ownstorage;

import org.jspecify.annotations.NullMarked;
