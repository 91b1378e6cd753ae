/** The ledger that an application embeds: accounts, transfers, balances and their outcomes. */
@NullMarked
package dev.florin.ledger;

import org.jspecify.annotations.NullMarked;
