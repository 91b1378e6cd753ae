package dev.florin.ledger;

import java.util.List;

/**
 * What opening the books found.
 *
 * @param lastPosition the last position that was recovered, 0 for new books
 * @param snapshotPosition the last position before the snapshot that was used, 0 if none was: what is behind was replayed
 * @param batches how many batches were replayed
 * @param cleanShutdown whether the books had been closed in an orderly way
 * @param bytesCut how many bytes of an unfinished write were cut from the tail
 * @param notes what an operator should know, in sentences; empty when all was well
 */
public record RecoveryReport(
        long lastPosition,
        long snapshotPosition,
        long batches,
        boolean cleanShutdown,
        long bytesCut,
        List<String> notes) {
    /** Copies the list. */
    public RecoveryReport {
        notes = List.copyOf(notes);
    }
}
