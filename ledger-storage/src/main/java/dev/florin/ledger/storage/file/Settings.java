package dev.florin.ledger.storage.file;

import dev.florin.ledger.storage.index.IndexSizes;
import java.util.concurrent.Executor;

/**
 * How a session works.
 *
 * @param segmentBytes the size of new segments
 * @param snapshotBytes how much journal makes a snapshot due, at least
 * @param index how large the parts of the index get
 * @param makesSegments makes segments ahead of time, on one thread
 * @param indexes brings the index to the disk and merges its runs, on one thread
 */
record Settings(long segmentBytes, long snapshotBytes, IndexSizes index, Executor makesSegments, Executor indexes) {}
