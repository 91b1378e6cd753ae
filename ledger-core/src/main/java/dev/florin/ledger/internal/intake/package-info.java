/** On the caller's thread: the form of commands, their encoding, and the wait for room and for the outcome. */
@NullMarked
package dev.florin.ledger.internal.intake;

import org.jspecify.annotations.NullMarked;
