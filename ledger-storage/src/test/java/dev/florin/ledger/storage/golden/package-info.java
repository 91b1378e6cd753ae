/** Books that earlier versions wrote, and what is in them. */
@NullMarked
package dev.florin.ledger.storage.golden;

import org.jspecify.annotations.NullMarked;
