/**
 * Commands and effects as bytes. Commands and effects share their 32-byte header ({@link
 * dev.florin.ledger.spi.EffectLayout}); {@code docs/catalogue.md} draws every record.
 */
@NullMarked
package dev.florin.ledger.internal.codec;

import org.jspecify.annotations.NullMarked;
