/** The quick start: a page of code that moves money. */
@NullMarked
package dev.florin.ledger.quickstart;

import org.jspecify.annotations.NullMarked;
