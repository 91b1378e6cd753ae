package dev.florin.ledger.storage.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;

/**
 * A file system for H2, {@code lossy:/NAME}, whose files lose and tear what was not forced when the power goes: of each write
 * since the last force, any of its sectors of 512 bytes may be found or not, whatever the order. Names change at once.
 */
final class LossyPath extends FilePath {
    private static final String SCHEME = "lossy";
    private static final int SECTOR = 512;

    /** All files by their whole names. */
    private static final Map<String, Content> FILES = new ConcurrentHashMap<>();

    static {
        FilePath.register(new LossyPath(""));
    }

    private LossyPath(String path) {
        name = path;
    }

    /** A change that was not forced: bytes behind an offset, or the end of the file. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Change(long offset, byte[] bytes, boolean cuts) {}

    private static final class Content {
        private byte[] now = new byte[0];
        private byte[] forced = new byte[0];
        private final List<Change> unforced = new ArrayList<>();
        private int forces;

        private synchronized void change(Change change) {
            now = applied(now, change);
            unforced.add(change);
        }

        private synchronized void force() {
            forced = now.clone();
            unforced.clear();
            forces++;
        }

        private synchronized Content survivor(Random random) {
            Content after = new Content();
            byte[] bytes = forced;
            int odds = random.nextInt(4);
            for (Change change : unforced) {
                if (change.cuts()) {
                    bytes = random.nextInt(3) < odds ? applied(bytes, change) : bytes;
                    continue;
                }
                for (int at = 0; at < change.bytes().length; ) {
                    int sector = SECTOR - (int) ((change.offset() + at) % SECTOR);
                    int end = Math.min(change.bytes().length, at + sector);
                    if (random.nextInt(3) < odds) {
                        byte[] part = Arrays.copyOfRange(change.bytes(), at, end);
                        bytes = applied(bytes, new Change(change.offset() + at, part, false));
                    }
                    at = end;
                }
            }
            after.now = bytes;
            after.forced = bytes;
            return after;
        }

        private static byte[] applied(byte[] bytes, Change change) {
            if (change.cuts()) {
                return Arrays.copyOf(bytes, (int) change.offset());
            }
            int end = (int) change.offset() + change.bytes().length;
            byte[] target = Arrays.copyOf(bytes, Math.max(bytes.length, end));
            System.arraycopy(change.bytes(), 0, target, (int) change.offset(), change.bytes().length);
            return target;
        }
    }

    /** A machine without files yet. Returns what its paths begin with. */
    static String machine() {
        return SCHEME + ":/" + Long.toHexString(new Random().nextLong()) + "/";
    }

    /** The machine as it may be found after a loss of power now; the other one may go on writing, and nobody will see it. */
    static String crash(String machine, Random random) {
        String after = machine();
        new TreeMap<>(FILES).forEach((name, content) -> {
            if (name.startsWith(machine)) {
                FILES.put(after + name.substring(machine.length()), content.survivor(random));
            }
        });
        return after;
    }

    static void forget(String machine) {
        FILES.keySet().removeIf(name -> name.startsWith(machine));
    }

    /** How many forces there were, on all files of a machine. */
    static int forces(String machine) {
        return FILES.entrySet().stream()
                .filter(file -> file.getKey().startsWith(machine))
                .mapToInt(file -> file.getValue().forces)
                .sum();
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FilePath getPath(String path) {
        return new LossyPath(path);
    }

    @Override
    public long size() {
        return FILES.get(name).now.length;
    }

    @Override
    public void moveTo(FilePath other, boolean atomicReplace) {
        FILES.put(other.name, FILES.remove(name));
    }

    @Override
    public boolean createFile() {
        return FILES.putIfAbsent(name, new Content()) == null;
    }

    @Override
    public boolean exists() {
        return FILES.containsKey(name) || isDirectory();
    }

    @Override
    public void delete() {
        FILES.remove(name);
    }

    @Override
    public List<FilePath> newDirectoryStream() {
        List<FilePath> found = new ArrayList<>();
        for (String file : FILES.keySet()) {
            if (file.startsWith(name)) {
                found.add(new LossyPath(file));
            }
        }
        return found;
    }

    @Override
    public FilePath toRealPath() {
        return this;
    }

    @Override
    public FilePath getParent() {
        return new LossyPath(name.substring(0, name.lastIndexOf('/')));
    }

    @Override
    public boolean isDirectory() {
        return !FILES.containsKey(name);
    }

    @Override
    public boolean isRegularFile() {
        return FILES.containsKey(name);
    }

    @Override
    public boolean isAbsolute() {
        return true;
    }

    @Override
    public long lastModified() {
        return 0;
    }

    @Override
    public boolean canWrite() {
        return true;
    }

    @Override
    public void createDirectory() {}

    @Override
    public boolean setReadOnly() {
        return false;
    }

    @Override
    public FileChannel open(String mode) {
        return new LossyFile(FILES.computeIfAbsent(name, created -> new Content()));
    }

    private static final class LossyFile extends FileBaseDefault {
        private final Content content;

        LossyFile(Content content) {
            this.content = content;
        }

        @Override
        public long size() {
            return content.now.length;
        }

        @Override
        public synchronized int read(ByteBuffer buffer, long offset) {
            byte[] bytes = content.now;
            int count = (int) Math.min(buffer.remaining(), bytes.length - offset);
            if (count <= 0) {
                return -1;
            }
            buffer.put(bytes, (int) offset, count);
            return count;
        }

        @Override
        public synchronized int write(ByteBuffer buffer, long offset) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            content.change(new Change(offset, bytes, false));
            return bytes.length;
        }

        @Override
        protected void implTruncate(long size) {
            if (size < content.now.length) {
                content.change(new Change(size, new byte[0], true));
            }
        }

        @Override
        public void force(boolean metadata) {
            content.force();
        }

        /** One process has them all. */
        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            return new FileLock(this, position, size, shared) {
                @Override
                public boolean isValid() {
                    return true;
                }

                @Override
                public void release() {}
            };
        }

        @Override
        protected void implCloseChannel() throws IOException {}
    }
}
