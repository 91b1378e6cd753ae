/** Arithmetic on pairs of primitives, for code that must not allocate. */
@NullMarked
package dev.florin.ledger.internal.math;

import org.jspecify.annotations.NullMarked;
