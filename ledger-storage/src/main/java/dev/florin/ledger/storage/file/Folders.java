package dev.florin.ledger.storage.file;

import dev.florin.ledger.storage.disk.Disk;

/**
 * The folders within a folder of books.
 *
 * @param journal the segments: the truth
 * @param index what finds effects in them, in a folder of its own or in MapDB; made again from the journal when it is lost
 * @param snapshots states of the books, so that not all of the journal need be replayed
 */
record Folders(Disk journal, Disk index, Disk snapshots) {}
