package dev.florin.ledger.storage.index;

import dev.florin.ledger.storage.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;

/** The manifest on the disk, replaced all or nothing. Any thread, one at a time. */
final class ManifestFile {
    private final Disk disk;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean discarded;

    ManifestFile(Disk disk) {
        this.disk = disk;
    }

    static byte[] read(Disk disk) throws IOException {
        try (Disk.File file = disk.openToRead(FileNames.MANIFEST)) {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(file.size(), Integer.MAX_VALUE - 8));
            file.read(buffer, 0);
            return buffer.array();
        }
    }

    /** Makes a manifest durable, and before it the names of all files it speaks of. */
    void replace(Manifest manifest) throws IOException {
        lock.lock();
        try {
            if (discarded) {
                throw new IOException("the index was found damaged and is made again at the next opening");
            }
            if (disk.list().contains(FileNames.NEW_MANIFEST)) {
                disk.delete(FileNames.NEW_MANIFEST);
            }
            try (Disk.File file = disk.create(FileNames.NEW_MANIFEST)) {
                file.write(ByteBuffer.wrap(manifest.encode()), 0);
                file.force();
            }
            disk.forceFolder();
            disk.rename(FileNames.NEW_MANIFEST, FileNames.MANIFEST);
            disk.forceFolder();
        } finally {
            lock.unlock();
        }
    }

    /** Deletes the manifest, so that the next opening makes the index again. */
    void discard() throws IOException {
        lock.lock();
        try {
            if (!discarded) {
                discarded = true;
                disk.delete(FileNames.MANIFEST);
                disk.forceFolder();
            }
        } finally {
            lock.unlock();
        }
    }
}
