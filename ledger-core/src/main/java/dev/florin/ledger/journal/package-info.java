/** The journal batch by batch and effect by effect: for tools that tell what it holds, or copy it. */
@NullMarked
package dev.florin.ledger.journal;

import org.jspecify.annotations.NullMarked;
