/** Proofs that an effect is in the books, for whoever knows one of their chain hashes and does not have the books. */
@NullMarked
package dev.florin.ledger.proof;

import org.jspecify.annotations.NullMarked;
