package dev.florin.ledger.storage.index;

import dev.florin.ledger.storage.disk.Disk;
import java.io.Closeable;

/** A disk that is opened for an index, and closed when the index is. */
public interface IndexDisk extends Disk, Closeable {}
