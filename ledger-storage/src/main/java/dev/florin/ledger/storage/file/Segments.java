package dev.florin.ledger.storage.file;

import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.storage.disk.OpenFiles;
import dev.florin.ledger.storage.journal.FrameBytes;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The frames in the segments of a folder; a {@link Place} says in which, and where. */
final class Segments implements FrameBytes {
    private final Disk disk;
    private final OpenFiles files;

    Segments(Disk disk) {
        this.disk = disk;
        this.files = new OpenFiles(disk, SegmentName::of);
    }

    @Override
    public int read(long place, ByteBuffer buffer) throws IOException {
        return files.read(Place.segment(place), buffer, Place.offset(place));
    }

    @Override
    public boolean canBegin(long place, int bytesBefore) {
        return Place.offset(place) - bytesBefore >= SegmentHeader.BYTES;
    }

    @Override
    public String describe(long place) {
        return disk.describe(SegmentName.of(Place.segment(place))) + ", offset " + Place.offset(place);
    }

    @Override
    public String whenDamaged() {
        return "Close the books and move the folder index away, in case it is the index that is damaged: it is made again"
                + " from the journal. If the books then refuse to open, restore them from a backup";
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
