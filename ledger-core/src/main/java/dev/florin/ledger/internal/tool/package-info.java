/** What tools of storages need of the inside of a ledger, without a ledger that runs. */
@NullMarked
package dev.florin.ledger.internal.tool;

import org.jspecify.annotations.NullMarked;
