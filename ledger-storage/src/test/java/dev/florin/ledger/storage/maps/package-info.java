/** What tests of an index in MapDB share. */
@NullMarked
package dev.florin.ledger.storage.maps;

import org.jspecify.annotations.NullMarked;
