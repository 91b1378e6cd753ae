/** What readers see: published balances and attributes, statements, past commands. */
@NullMarked
package dev.florin.ledger.internal.read;

import org.jspecify.annotations.NullMarked;
