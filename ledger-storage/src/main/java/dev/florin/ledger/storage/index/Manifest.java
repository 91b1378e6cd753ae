package dev.florin.ledger.storage.index;

import static dev.florin.ledger.spi.EffectLayout.getInt;
import static dev.florin.ledger.spi.EffectLayout.getLong;
import static dev.florin.ledger.spi.EffectLayout.getShort;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * What an index is made of. Little-endian:
 *
 * <pre>
 *    0  u32  magic "FLNI"                 32  i64  seed of the filters
 *    4  u32  CRC32C of all behind         40  u64  last position covered; 0 if there is none
 *    8  u16  format version               48  u64  place of the frame that ends there
 *   10  u16  zero                         56  32 B chain of that frame
 *   12  u32  number of runs               88  for each run 40 bytes: u64 number of its file, u16 kind,
 *   16  16 B id of the books                  u16 level, u32 group bits, u64 first position, u64 last position, u64 records
 * </pre>
 *
 * @param books the id of the books
 * @param seed of the filters, random
 * @param tip the last batch that is covered
 * @param runs all runs; of each kind and level, in order of their positions
 */
record Manifest(UUID books, long seed, Tip tip, List<RunFacts> runs) {
    static final int VERSION = 2;

    private static final int MAGIC = 0x494E4C46;
    private static final int CHECKSUM = 4;
    private static final int FORMAT = 8;
    private static final int COUNT = 12;
    private static final int BOOKS = 16;
    private static final int SEED = 32;
    private static final int POSITION = 40;
    private static final int PLACE = 48;
    private static final int CHAIN = 56;
    private static final int RUNS = 88;
    private static final int RUN_BYTES = 40;

    Manifest {
        runs = List.copyOf(runs);
    }

    byte[] encode() {
        byte[] bytes = new byte[RUNS + runs.size() * RUN_BYTES];
        EffectLayout.putInt(bytes, 0, MAGIC);
        EffectLayout.putShort(bytes, FORMAT, VERSION);
        EffectLayout.putInt(bytes, COUNT, runs.size());
        EffectLayout.putLong(bytes, BOOKS, books.getMostSignificantBits());
        EffectLayout.putLong(bytes, BOOKS + 8, books.getLeastSignificantBits());
        EffectLayout.putLong(bytes, SEED, seed);
        EffectLayout.putLong(bytes, POSITION, tip.position());
        EffectLayout.putLong(bytes, PLACE, tip.place());
        System.arraycopy(tip.chain(), 0, bytes, CHAIN, EffectBatch.HASH_BYTES);
        int at = RUNS;
        for (RunFacts run : runs) {
            EffectLayout.putLong(bytes, at, run.number());
            EffectLayout.putShort(bytes, at + 8, run.kind().code());
            EffectLayout.putShort(bytes, at + 10, run.level());
            EffectLayout.putInt(bytes, at + 12, run.groupBits());
            EffectLayout.putLong(bytes, at + 16, run.first());
            EffectLayout.putLong(bytes, at + 24, run.last());
            EffectLayout.putLong(bytes, at + 32, run.records());
            at += RUN_BYTES;
        }
        EffectLayout.putInt(bytes, CHECKSUM, checksum(bytes));
        return bytes;
    }

    /** Whether the bytes are those of a manifest, of this version or another one. */
    static boolean isWhole(byte[] bytes) {
        return bytes.length >= RUNS && getInt(bytes, 0) == MAGIC && getInt(bytes, CHECKSUM) == checksum(bytes);
    }

    static int version(byte[] bytes) {
        return getShort(bytes, FORMAT);
    }

    /** Decodes a manifest that is whole and of this version. */
    static Manifest decode(byte[] bytes) {
        List<RunFacts> runs = new ArrayList<>();
        for (int at = RUNS; at < bytes.length; at += RUN_BYTES) {
            runs.add(new RunFacts(
                    getLong(bytes, at),
                    Kind.of(getShort(bytes, at + 8)),
                    getShort(bytes, at + 10),
                    getInt(bytes, at + 12),
                    getLong(bytes, at + 16),
                    getLong(bytes, at + 24),
                    getLong(bytes, at + 32)));
        }
        return new Manifest(
                new UUID(getLong(bytes, BOOKS), getLong(bytes, BOOKS + 8)),
                getLong(bytes, SEED),
                new Tip(
                        getLong(bytes, POSITION),
                        getLong(bytes, PLACE),
                        Arrays.copyOfRange(bytes, CHAIN, CHAIN + EffectBatch.HASH_BYTES)),
                runs);
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, FORMAT, bytes.length - FORMAT);
        return (int) crc.getValue();
    }
}
