/** A disk whose files are in hash maps of MapDB. Nothing of MapDB is loaded before such a disk is opened. */
@NullMarked
package dev.florin.ledger.storage.maps;

import org.jspecify.annotations.NullMarked;
