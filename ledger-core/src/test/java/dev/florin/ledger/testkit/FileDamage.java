package dev.florin.ledger.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Something that happens to one of the files of a folder: a bit turns, bytes are lost or become others, the file is cut or gone. */
final class FileDamage {
    /** With less than this left, nobody can tell books that were removed from new ones. */
    private static final long LEAST_LEFT_BYTES = 1_024;

    private static final int SECTOR_BYTES = 512;

    /** With how many batches it may look like a write at the end that was torn; a bit alone never does. */
    private enum Kind {
        BIT(0),
        BYTES(2),
        SECTOR(2),
        CUT(Integer.MAX_VALUE),
        CUT_A_LITTLE(Integer.MAX_VALUE),
        REMOVED(Integer.MAX_VALUE);

        private final int mostTorn;

        Kind(int mostTorn) {
            this.mostTorn = mostTorn;
        }
    }

    private final Kind kind;
    private final Path file;
    private final int at;
    private final byte[] bytes;

    private FileDamage(Kind kind, Path file, int at, byte[] bytes) {
        this.kind = kind;
        this.file = file;
        this.at = at;
        this.bytes = bytes;
    }

    /** Some damage to some file that is not empty, three times in four where there is something other than zeros. */
    static FileDamage random(Path folder, Random random) throws IOException {
        List<Path> files = FileTrees.files(folder).stream()
                .filter(file -> file.toFile().length() > 0)
                .toList();
        Path file = files.get(random.nextInt(files.size()));
        byte[] before = Files.readAllBytes(file);
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        long left = files.stream().mapToLong(other -> other.toFile().length()).sum() - before.length;
        if (left < LEAST_LEFT_BYTES && kind == Kind.REMOVED) {
            kind = Kind.CUT_A_LITTLE;
        }
        int at = random.nextInt(4) == 0 ? random.nextInt(before.length) : used(before, random.nextInt(before.length));
        byte[] after = switch (kind) {
            case BIT -> flipped(before, at, random.nextInt(8));
            case BYTES -> overwritten(before, at, random);
            case SECTOR -> zeroed(before, at / SECTOR_BYTES * SECTOR_BYTES);
            case CUT -> Arrays.copyOf(before, at);
            case CUT_A_LITTLE -> Arrays.copyOf(before, Math.max(0, before.length - 1 - random.nextInt(100)));
            case REMOVED -> before;
        };
        return new FileDamage(kind, file, at, after);
    }

    /** The nearest byte behind a place that is not zero, from the beginning again if there is none. */
    private static int used(byte[] bytes, int from) {
        for (int i = 0; i < bytes.length; i++) {
            int at = (from + i) % bytes.length;
            if (bytes[at] != 0) {
                return at;
            }
        }
        return from;
    }

    private static byte[] flipped(byte[] before, int at, int bit) {
        byte[] after = before.clone();
        after[at] ^= (byte) (1 << bit);
        return after;
    }

    private static byte[] overwritten(byte[] before, int at, Random random) {
        byte[] after = before.clone();
        byte[] other = new byte[1 + random.nextInt(64)];
        random.nextBytes(other);
        System.arraycopy(other, 0, after, at, Math.min(other.length, after.length - at));
        return after;
    }

    private static byte[] zeroed(byte[] before, int at) {
        byte[] after = before.clone();
        Arrays.fill(after, at, Math.min(after.length, at + SECTOR_BYTES), (byte) 0);
        return after;
    }

    /** Has it happen. */
    void run() throws IOException {
        if (kind == Kind.REMOVED) {
            Files.delete(file);
        } else {
            Files.write(file, bytes);
        }
    }

    /** How many batches at the end may be missing without a refusal, if the books tell that nobody closed them. */
    int mostTorn() {
        return kind.mostTorn;
    }

    @Override
    public String toString() {
        return kind + " at " + at + " of " + file;
    }
}
