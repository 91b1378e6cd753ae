package dev.florin.ledger.storage.file;

import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.storage.disk.Zeros;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Carries out what a walk found, so that a journal can be gone on with: then all of it is on the disk. */
final class Repair {
    private static final int PIECE = 1 << 20;

    private final Disk disk;
    private final JournalWalk.Found found;

    Repair(Disk disk, JournalWalk.Found found) {
        this.disk = disk;
        this.found = found;
    }

    void run() throws IOException {
        for (JournalWalk.Cut cut : found.cuts()) {
            if (!found.unmade().contains(cut.file())) {
                zero(cut);
            }
        }
        for (String name : found.unmade()) {
            disk.delete(name);
        }
        SegmentHeader last = found.last();
        if (last != null) {
            forceEnd(last);
        }
        disk.forceFolder();
    }

    private void zero(JournalWalk.Cut cut) throws IOException {
        try (Disk.File file = disk.open(cut.file())) {
            Zeros.write(file, cut.from(), cut.to());
            file.force();
        }
    }

    /**
     * Writes again what may never have been forced, then forces it: after a failed force the system may take pages for
     * clean that are not on the disk, so that a force alone would do nothing. Segments before the last one were forced
     * before the last one had a header.
     */
    private void forceEnd(SegmentHeader last) throws IOException {
        try (Disk.File file = disk.open(SegmentName.of(last.number()))) {
            rewrite(file);
            long size = file.size();
            if (size < last.size()) {
                Zeros.write(file, size, last.size());
            }
            file.force();
        }
    }

    private void rewrite(Disk.File file) throws IOException {
        long until = Math.min(found.end(), file.size());
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(PIECE, found.end() - found.rewriteFrom()));
        for (long at = found.rewriteFrom(); at < until; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), until - at));
            file.read(buffer, at);
            file.write(buffer.flip(), at);
        }
    }
}
