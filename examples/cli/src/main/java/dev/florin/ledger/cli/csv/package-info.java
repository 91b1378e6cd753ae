/** CSV files as they come: read row by row, so that a damaged line costs that line and no other. */
@NullMarked
package dev.florin.ledger.cli.csv;

import org.jspecify.annotations.NullMarked;
