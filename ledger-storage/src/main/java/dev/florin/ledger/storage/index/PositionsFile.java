package dev.florin.ledger.storage.index;

import static dev.florin.ledger.spi.EffectLayout.getInt;
import static dev.florin.ledger.spi.EffectLayout.getLong;

import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.storage.disk.OpenFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Where each effect is: a block with facts, then 16 bytes for each position, which is as far as the manifest says; what is
 * behind means nothing. Entries have no checksum of their own, since what they point to has: an effect whose checksum is
 * not the entry's, or a frame that does not hold the position, shows a damaged one.
 *
 * <pre>
 *    block 0   longs: magic "FLNP", u16 version, zero | books, upper half | books, lower half
 *    entry     0  u64  place of the effect     8  u32  its checksum   12  u32  its offset in its frame
 * </pre>
 */
final class PositionsFile {
    static final int VERSION = 1;
    static final int ENTRY_BYTES = 16;

    private static final long MAGIC = 0x504E4C46L;
    private static final int CHECKSUM = 8;
    private static final int OFFSET = 12;

    private PositionsFile() {}

    private static long[] facts(UUID books) {
        return new long[] {MAGIC | (long) VERSION << 32, books.getMostSignificantBits(), books.getLeastSignificantBits()
        };
    }

    /** Makes the file, durable but for its name. */
    static void create(Disk disk, UUID books) throws IOException {
        try (BlockWriter head =
                new BlockWriter(disk.create(FileNames.POSITIONS), FileNames.POSITIONS_NUMBER, 0, 1, () -> {})) {
            for (long fact : facts(books)) {
                head.put(fact);
            }
            head.flush();
        }
    }

    /**
     * Checks that the file is there as far as a position.
     *
     * @throws DamagedIndexException if not
     */
    static void check(Disk disk, UUID books, long last) throws IOException {
        byte[] bytes = new byte[Block.BYTES];
        try (Disk.File file = disk.openToRead(FileNames.POSITIONS)) {
            file.read(ByteBuffer.wrap(bytes), 0);
            if (!Block.isWhole(bytes, 0, FileNames.POSITIONS_NUMBER, 0)) {
                throw BlockReader.damaged(FileNames.POSITIONS_NUMBER, 0, "its bytes are not those that were written");
            }
            long[] facts = facts(books);
            for (int i = 0; i < facts.length; i++) {
                if (Block.get(bytes, 0, i) != facts[i]) {
                    throw BlockReader.damaged(FileNames.POSITIONS_NUMBER, 0, "it is of other books or another version");
                }
            }
            if (file.size() < at(last + 1)) {
                throw new DamagedIndexException(
                        FileNames.POSITIONS + " has " + file.size() + " bytes, and " + at(last + 1) + " were written");
            }
        }
    }

    /** Writes the entries of the next positions; returns when they are durable. */
    static void write(Disk disk, Recent recent, int pieceBlocks, Pace pace) throws IOException {
        byte[] piece = new byte[pieceBlocks * Block.BYTES];
        try (Disk.File file = disk.open(FileNames.POSITIONS)) {
            for (long from = recent.first(); from <= recent.last(); ) {
                long until = Math.min(recent.last() + 1, from + piece.length / ENTRY_BYTES);
                for (long position = from; position < until; position++) {
                    encode(recent.locate(position), piece, (int) (position - from) * ENTRY_BYTES);
                }
                file.write(ByteBuffer.wrap(piece, 0, (int) (until - from) * ENTRY_BYTES), at(from));
                file.force();
                pace.pieceForced();
                from = until;
            }
        }
    }

    private static void encode(Located located, byte[] bytes, int at) {
        EffectLayout.putLong(bytes, at, located.place());
        EffectLayout.putInt(bytes, at + CHECKSUM, located.checksum());
        EffectLayout.putInt(bytes, at + OFFSET, located.offset());
    }

    /** Where the effect at a position that was written is. */
    static Located read(OpenFiles files, long position) throws IOException {
        byte[] bytes = new byte[ENTRY_BYTES];
        if (files.read(FileNames.POSITIONS_NUMBER, ByteBuffer.wrap(bytes), at(position)) < ENTRY_BYTES) {
            throw new DamagedIndexException(FileNames.POSITIONS + " ends before position " + position);
        }
        return decode(bytes, 0);
    }

    static Located decode(byte[] bytes, int at) {
        return new Located(getLong(bytes, at), getInt(bytes, at + CHECKSUM), getInt(bytes, at + OFFSET));
    }

    static long at(long position) {
        return Block.BYTES + (position - 1) * ENTRY_BYTES;
    }
}
