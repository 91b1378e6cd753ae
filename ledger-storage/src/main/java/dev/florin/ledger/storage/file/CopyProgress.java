package dev.florin.ledger.storage.file;

/**
 * How far a {@link Backup} or a {@link Restore} is with copying.
 *
 * @param batches how many batches were copied
 * @param bytes how many bytes they take
 * @param position the last position that the copy has
 * @param lastPosition the last position that there is to copy
 */
public record CopyProgress(long batches, long bytes, long position, long lastPosition) {}
