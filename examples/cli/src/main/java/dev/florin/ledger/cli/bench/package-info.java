/** The benchmark of a user's own machine: the disk alone, the ledger on it, and what the one says about the other. */
@NullMarked
package dev.florin.ledger.cli.bench;

import org.jspecify.annotations.NullMarked;
