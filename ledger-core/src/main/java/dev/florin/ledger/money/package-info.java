/** Assets and exact amounts of them. */
@NullMarked
package dev.florin.ledger.money;

import org.jspecify.annotations.NullMarked;
