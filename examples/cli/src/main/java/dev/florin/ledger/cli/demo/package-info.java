/** The demonstration: the books of a small wallet provider, filled, shown, measured and opened again. */
@NullMarked
package dev.florin.ledger.cli.demo;

import org.jspecify.annotations.NullMarked;
