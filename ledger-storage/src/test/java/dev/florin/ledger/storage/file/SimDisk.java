package dev.florin.ledger.storage.file;

import dev.florin.ledger.storage.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A disk in memory that crashes on demand. A crash keeps what was forced; of each write that was not, it keeps any of
 * the 512-byte sectors, whatever the order of the writes; files created, renamed or deleted since the folder
 * was forced have their name, or the one before.
 */
public final class SimDisk implements Disk {
    private static final int SECTOR = 512;

    private TreeMap<String, Content> names = new TreeMap<>();
    private TreeMap<String, Content> forcedNames = new TreeMap<>();
    private final Power power;
    private final TreeMap<String, SimDisk> folders = new TreeMap<>();

    public SimDisk() {
        this(new Power());
    }

    private SimDisk(Power power) {
        this.power = power;
    }

    /** What all folders of a machine share. */
    private static final class Power {
        private int operationsLeft = Integer.MAX_VALUE;
        private boolean forcesFail;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Write(int offset, byte[] bytes) {}

    private static final class Content {
        private byte[] now = new byte[0];
        private byte[] forced = new byte[0];
        private final List<Write> unforced = new ArrayList<>();
    }

    /** The folders of books whose journal is on this disk; the others crash with it. */
    Folders folders() {
        return new Folders(this, folder("index"), folder("snapshots"));
    }

    SimDisk folder(String name) {
        return folders.computeIfAbsent(name, key -> new SimDisk(power));
    }

    /** Lets so many further operations pass; then nothing works any more. */
    public void crashAfter(int operations) {
        power.operationsLeft = operations;
    }

    public boolean crashed() {
        return power.operationsLeft < 0;
    }

    /** From now on, a force fails, and what it should have forced is never written though it can be read: as on Linux. */
    public void failForces(boolean fail) {
        power.forcesFail = fail;
    }

    /** The disk as it may be found after a loss of power now. */
    public SimDisk crash(Random random) {
        return crash(random, new Power());
    }

    private SimDisk crash(Random random, Power again) {
        SimDisk after = new SimDisk(again);
        folders.forEach((name, folder) -> after.folders.put(name, folder.crash(random, again)));
        Set<String> all = new TreeSet<>(forcedNames.keySet());
        all.addAll(names.keySet());
        for (String name : all) {
            Content forced = forcedNames.get(name);
            Content now = names.get(name);
            Content found = forced == now || random.nextBoolean() ? now : forced;
            if (found != null) {
                after.put(name, survivor(found, random));
            }
        }
        return after;
    }

    private static byte[] survivor(Content content, Random random) {
        byte[] bytes = content.forced;
        int odds = random.nextInt(4);
        for (Write write : content.unforced) {
            int at = 0;
            while (at < write.bytes.length) {
                int end = Math.min(write.bytes.length, at + SECTOR - (write.offset + at) % SECTOR);
                if (random.nextInt(3) < odds) {
                    bytes = applied(bytes, write.offset + at, Arrays.copyOfRange(write.bytes, at, end));
                }
                at = end;
            }
        }
        return bytes;
    }

    private static byte[] applied(byte[] bytes, int offset, byte[] written) {
        byte[] target = Arrays.copyOf(bytes, Math.max(bytes.length, offset + written.length));
        System.arraycopy(written, 0, target, offset, written.length);
        return target;
    }

    /** A disk with the same files, all of it forced. */
    public SimDisk copy() {
        return copy(new Power());
    }

    private SimDisk copy(Power again) {
        SimDisk copy = new SimDisk(again);
        folders.forEach((name, folder) -> copy.folders.put(name, folder.copy(again)));
        names.forEach((name, content) -> copy.put(name, content.now.clone()));
        return copy;
    }

    /** Takes all files of this folder away. */
    public void clear() {
        names.clear();
        forcedNames.clear();
    }

    public void put(String name, byte[] bytes) {
        Content content = new Content();
        content.now = bytes;
        content.forced = bytes;
        names.put(name, content);
        forcedNames.put(name, content);
    }

    public byte[] get(String name) {
        return names.get(name).now;
    }

    @Override
    public List<String> list() {
        return List.copyOf(names.keySet());
    }

    @Override
    public File create(String name) throws IOException {
        step();
        if (names.containsKey(name)) {
            throw new FileAlreadyExistsException(name);
        }
        names.put(name, new Content());
        return open(name);
    }

    @Override
    public File open(String name) throws IOException {
        Content content = names.get(name);
        if (content == null) {
            throw new NoSuchFileException(name);
        }
        return new SimFile(content);
    }

    @Override
    public File openToRead(String name) throws IOException {
        return open(name);
    }

    @Override
    public void delete(String name) throws IOException {
        step();
        names.remove(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        step();
        Content content = names.remove(from);
        if (content == null) {
            throw new NoSuchFileException(from);
        }
        names.put(to, content);
    }

    @Override
    public void forceFolder() throws IOException {
        step();
        forcedNames = new TreeMap<>(names);
    }

    @Override
    public String describe(String name) {
        return "sim/" + name;
    }

    private void step() throws IOException {
        if (power.operationsLeft-- <= 0) {
            power.operationsLeft = -1;
            throw new IOException("the power is gone");
        }
    }

    private final class SimFile implements File {
        private final Content content;

        SimFile(Content content) {
            this.content = content;
        }

        @Override
        public long size() {
            return content.now.length;
        }

        @Override
        public int read(ByteBuffer buffer, long offset) {
            int count = (int) Math.min(buffer.remaining(), content.now.length - offset);
            if (count <= 0) {
                return 0;
            }
            buffer.put(content.now, (int) offset, count);
            return count;
        }

        @Override
        public void write(ByteBuffer buffer, long offset) throws IOException {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            // The write during which the power goes may still reach the disk.
            content.unforced.add(new Write((int) offset, bytes));
            step();
            if (offset + bytes.length <= content.now.length && content.now != content.forced) {
                System.arraycopy(bytes, 0, content.now, (int) offset, bytes.length);
            } else {
                content.now = applied(content.now, (int) offset, bytes);
            }
        }

        @Override
        public void force() throws IOException {
            step();
            if (power.forcesFail) {
                content.unforced.clear();
                throw new IOException("Input/output error");
            }
            for (Write write : content.unforced) {
                content.forced = applied(content.forced, write.offset, write.bytes);
            }
            content.unforced.clear();
        }

        @Override
        public boolean isInPlace() {
            return names.containsValue(content);
        }

        @Override
        public void close() {}
    }
}
