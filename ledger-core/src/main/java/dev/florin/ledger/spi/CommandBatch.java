package dev.florin.ledger.spi;

import java.util.List;

/**
 * The commands that a sequencer put next in the one order.
 *
 * @param order the sequencer's own position of this batch; rises strictly from batch to batch
 * @param stampNanos the primary's time when the batch was made, nanoseconds since 1970-01-01T00:00Z; may be behind the
 *     stamp before, the bookkeeper corrects it
 * @param blocks the commands, in order; the very objects that were offered here, or others with the same content
 */
public record CommandBatch(long order, long stampNanos, List<CommandBlock> blocks) {}
