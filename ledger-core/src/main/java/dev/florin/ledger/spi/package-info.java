/** What storages, sequencers, clocks and observers implement. */
@NullMarked
package dev.florin.ledger.spi;

import org.jspecify.annotations.NullMarked;
