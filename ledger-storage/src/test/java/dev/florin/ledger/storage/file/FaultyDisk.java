package dev.florin.ledger.storage.file;

import dev.florin.ledger.storage.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A disk that fails on demand: at the n-th operation of a kind, or from then on. All folders of books, and all threads,
 * share one count.
 */
final class FaultyDisk implements Disk {
    /** What can fail. */
    enum Operation {
        LIST,
        CREATE,
        OPEN,
        DELETE,
        RENAME,
        FORCE_FOLDER,
        READ,
        WRITE,
        /** A write of which the first half arrives. */
        WRITE_HALF,
        FORCE
    }

    /** Which operation fails. Thread-safe. */
    static final class Plan {
        private final Map<Operation, Integer> counts = new EnumMap<>(Operation.class);
        private Operation failing = Operation.LIST;
        private int from = Integer.MAX_VALUE;
        private boolean forEver;
        private boolean failed;
        private Consumer<String> watcher = name -> {};

        /** From now on, the operation with this number fails, counted from 1 from now on; if asked for, all after it too. */
        synchronized void fail(Operation operation, int number, boolean andAllAfterIt) {
            counts.clear();
            failing = operation;
            from = number;
            forEver = andAllAfterIt;
            failed = false;
        }

        /** The cause is gone. */
        synchronized void heal() {
            from = Integer.MAX_VALUE;
        }

        /** Whether something has failed since {@link #fail}. */
        synchronized boolean hasFailed() {
            return failed;
        }

        /** Sees the names of files that are created, before they are. */
        synchronized void watchCreations(Consumer<String> newWatcher) {
            watcher = newWatcher;
        }

        private synchronized boolean fails(Operation operation) {
            int count = counts.merge(operation, 1, Integer::sum);
            boolean fails = operation == failing && (forEver ? count >= from : count == from);
            failed |= fails;
            return fails;
        }

        private synchronized void creating(String name) {
            watcher.accept(name);
        }
    }

    private final SimDisk disk;
    private final Plan plan;
    private final String folder;

    private FaultyDisk(SimDisk disk, Plan plan, String folder) {
        this.disk = disk;
        this.plan = plan;
        this.folder = folder;
    }

    /** The folders of books on a disk. */
    static Folders folders(SimDisk disk, Plan plan) {
        return new Folders(
                new FaultyDisk(disk, plan, "journal"),
                new FaultyDisk(disk.folder("index"), plan, "index"),
                new FaultyDisk(disk.folder("snapshots"), plan, "snapshots"));
    }

    private void step(Operation operation, String name) throws IOException {
        if (plan.fails(operation)) {
            throw new IOException(describe(name) + ": " + operation + " fails as asked for");
        }
    }

    @Override
    public List<String> list() throws IOException {
        step(Operation.LIST, "");
        return disk.list();
    }

    @Override
    public File create(String name) throws IOException {
        plan.creating(folder + "/" + name);
        step(Operation.CREATE, name);
        return new FaultyFile(name, disk.create(name));
    }

    @Override
    public File open(String name) throws IOException {
        step(Operation.OPEN, name);
        return new FaultyFile(name, disk.open(name));
    }

    @Override
    public File openToRead(String name) throws IOException {
        step(Operation.OPEN, name);
        return new FaultyFile(name, disk.openToRead(name));
    }

    @Override
    public void delete(String name) throws IOException {
        step(Operation.DELETE, name);
        disk.delete(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        step(Operation.RENAME, from);
        disk.rename(from, to);
    }

    @Override
    public void forceFolder() throws IOException {
        step(Operation.FORCE_FOLDER, "");
        disk.forceFolder();
    }

    @Override
    public String describe(String name) {
        return "faulty/" + folder + "/" + name;
    }

    private final class FaultyFile implements File {
        private final String name;
        private final File file;

        FaultyFile(String name, File file) {
            this.name = name;
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(ByteBuffer buffer, long offset) throws IOException {
            step(Operation.READ, name);
            return file.read(buffer, offset);
        }

        @Override
        public void write(ByteBuffer buffer, long offset) throws IOException {
            step(Operation.WRITE, name);
            if (plan.fails(Operation.WRITE_HALF)) {
                ByteBuffer half = buffer.slice(buffer.position(), buffer.remaining() / 2);
                file.write(half, offset);
                throw new IOException(describe(name) + ": No space left on device");
            }
            file.write(buffer, offset);
        }

        /** As on Linux: what could not be forced can be read, and is never written. */
        @Override
        public void force() throws IOException {
            if (plan.fails(Operation.FORCE)) {
                disk.failForces(true);
                try {
                    file.force();
                } catch (IOException e) {
                    throw new IOException(describe(name) + " could not be forced to the disk: " + e.getMessage(), e);
                } finally {
                    disk.failForces(false);
                }
            }
            file.force();
        }

        @Override
        public boolean isInPlace() throws IOException {
            return file.isInPlace();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
