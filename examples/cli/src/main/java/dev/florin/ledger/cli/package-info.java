/** The florin command: books on the command line. */
@NullMarked
package dev.florin.ledger.cli;

import org.jspecify.annotations.NullMarked;
