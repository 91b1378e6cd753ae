/** How commands are written on a command line: amounts, conditions, times, payees, lines of a group. */
@NullMarked
package dev.florin.ledger.cli.write;

import org.jspecify.annotations.NullMarked;
