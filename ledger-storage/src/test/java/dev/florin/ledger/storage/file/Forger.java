package dev.florin.ledger.storage.file;

import static dev.florin.ledger.spi.EffectLayout.getInt;
import static dev.florin.ledger.spi.EffectLayout.getLong;
import static dev.florin.ledger.spi.EffectLayout.putInt;
import static dev.florin.ledger.spi.EffectLayout.putLong;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Changes one segment of a journal as somebody would who knows the format: with as many hashes made again as asked for. */
final class Forger {
    private static final int HASH = EffectBatch.HASH_BYTES;

    private final Path file;
    private final byte[] bytes;

    /** Where each frame begins. */
    private final List<Integer> frames = new ArrayList<>();

    private int end = SegmentHeader.BYTES;

    Forger(Path books, long segment) throws IOException {
        file = books.resolve("journal").resolve(SegmentName.of(segment));
        bytes = Files.readAllBytes(file);
        int magic = getInt(bytes, end);
        while (magic == EffectBatch.MAGIC || magic == Seal.MAGIC) {
            if (magic == EffectBatch.MAGIC) {
                frames.add(end);
            }
            end += getInt(bytes, end + EffectBatch.LENGTH);
            magic = end + 8 <= bytes.length ? getInt(bytes, end) : 0;
        }
    }

    /** Writes what was changed. */
    void done() throws IOException {
        Files.write(file, bytes);
    }

    int count() {
        return frames.size();
    }

    EffectBatch frame(int index) {
        int at = frames.get(index);
        return new EffectBatch(bytes, at, getInt(bytes, at + EffectBatch.LENGTH));
    }

    /** The index of a frame that holds a transfer. */
    int transfer() {
        for (int i = 0; i < count(); i++) {
            EffectCursor effect = frame(i).cursor();
            if (effect.next() && effect.kind() == EffectKind.TRANSFER_POSTED) {
                return i;
            }
        }
        throw new IllegalStateException("no transfer in " + file);
    }

    /** Adds to the amount of each entry of the first effect; if asked for, to the sums after them, too. */
    Forger pay(int index, long more, boolean sums) {
        EffectCursor effect = frame(index).cursor();
        effect.next();
        for (int i = 0; i < effect.entryCount(); i++) {
            int entry = effect.offset() + EffectLayout.HEADER_BYTES + i * EffectLayout.NARROW_ENTRY_BYTES;
            add(entry + 8, more);
            if (sums) {
                add(entry + (getInt(bytes, entry + 4) == 0 ? 16 : 24), more);
            }
        }
        return this;
    }

    private void add(int at, long more) {
        putLong(bytes, at, getLong(bytes, at) + more);
    }

    Forger root(int index) {
        EffectBatch frame = frame(index);
        List<byte[]> level = new ArrayList<>();
        EffectCursor effect = frame.cursor();
        while (effect.next()) {
            level.add(sha(new byte[] {0}, Arrays.copyOfRange(bytes, effect.offset(), effect.offset() + effect.size())));
        }
        while (level.size() > 1) {
            List<byte[]> parents = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 16) {
                List<byte[]> parts = new ArrayList<>(List.of(new byte[] {1}));
                parts.addAll(level.subList(i, Math.min(level.size(), i + 16)));
                parents.add(sha(parts.toArray(byte[][]::new)));
            }
            level = parents;
        }
        System.arraycopy(level.get(0), 0, bytes, frame.offset() + EffectBatch.EFFECTS_ROOT, HASH);
        return this;
    }

    /** Computes the chain of a frame that is not the first of the segment. */
    Forger chain(int index) {
        int at = frames.get(index);
        byte[] chain = sha(
                frame(index - 1).chain(),
                Arrays.copyOfRange(bytes, at + EffectBatch.FORMAT, at + EffectBatch.FORCED_SEQUENCE),
                Arrays.copyOfRange(bytes, at + EffectBatch.STATE_DIGEST, at + EffectBatch.CHAIN));
        System.arraycopy(chain, 0, bytes, at + EffectBatch.CHAIN, HASH);
        return this;
    }

    Forger checksum(int index) {
        putInt(bytes, frames.get(index) + EffectBatch.CHECKSUM, frame(index).checksum());
        return this;
    }

    /** Exchanges two neighbours of the same length. */
    Forger exchange(int index) {
        EffectBatch first = frame(index);
        int length = first.length();
        if (frame(index + 1).length() != length) {
            throw new IllegalStateException("frames of other lengths do not change places");
        }
        byte[] copy = Arrays.copyOfRange(bytes, first.offset(), first.offset() + length);
        System.arraycopy(bytes, first.offset() + length, bytes, first.offset(), length);
        System.arraycopy(copy, 0, bytes, first.offset() + length, length);
        return this;
    }

    /** Gives two neighbours that changed places their sequences and positions back. */
    Forger renumber(int index) {
        int first = frames.get(index);
        int second = frames.get(index + 1);
        for (int field : new int[] {EffectBatch.SEQUENCE, EffectBatch.ORDER, EffectBatch.FIRST_POSITION}) {
            long number = getLong(bytes, first + field);
            putLong(bytes, first + field, getLong(bytes, second + field));
            putLong(bytes, second + field, number);
        }
        return this;
    }

    /** Makes everything from a frame on zero; of the seal behind it, too, if asked for. */
    Forger drop(int index, boolean seal) {
        int last = seal ? bytes.length : end - Seal.BYTES;
        Arrays.fill(bytes, frames.get(index), last, (byte) 0);
        return this;
    }

    private static byte[] sha(byte[]... parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                sha.update(part);
            }
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
