/**
 * What a ledger asks of its surroundings: a storage for its effects, a sequencer for its commands, a clock; and effects
 * as storages see them. For people who write a storage or a sequencer, not for applications.
 */
@NullMarked
package dev.florin.ledger.spi;

import org.jspecify.annotations.NullMarked;
