package dev.florin.ledger.testkit;

import dev.florin.ledger.Account;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.internal.codec.CommandCodec;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.codec.RecordBuffer;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Builds consecutive frames by hand, for tests of storages: headers and checksums are valid, the effects are posted
 * transfers with made-up figures, and the chain is a made-up number, since no storage looks into it. One seed, one run. The
 * accounts are opened by {@link #openings}, which a storage may ask for.
 */
public final class Frames {
    private static final long START_NANOS = 1_000_000_000L;

    private final Random random;
    private final int accounts;
    private long sequence;
    private long position;
    private long forced;

    public Frames(long seed, int accounts) {
        this.random = new Random(seed);
        this.accounts = accounts;
    }

    /** Says that the batches so far were forced: the frames that follow carry it. */
    public Frames force() {
        forced = sequence;
        return this;
    }

    /** Goes on behind a batch, as a ledger does whose last batches were lost or came from elsewhere. */
    public Frames goOnBehind(long lastSequence, long lastPosition) {
        sequence = lastSequence;
        position = lastPosition;
        forced = lastSequence;
        return this;
    }

    public long lastSequence() {
        return sequence;
    }

    public long lastPosition() {
        return position;
    }

    /** The next frame, which opens the accounts that the others name: it comes first, wherever it is asked for. */
    public EffectBatch openings() {
        List<byte[]> effects = new ArrayList<>();
        for (int account = 0; account < accounts; account++) {
            RecordBuffer command = new RecordBuffer(256);
            CommandCodec.write(
                    OpenAccount.of(Account.named("account " + account, Asset.of("USD", 2))
                            .unlimited()),
                    command);
            RecordBuffer effect = new RecordBuffer(256);
            EffectCodec.writeOpened(account, command.bytes(), 0, effect);
            effects.add(Arrays.copyOf(effect.bytes(), effect.length()));
        }
        return next(effects);
    }

    /** The next frame, of one transfer for each count of entries. */
    public EffectBatch next(int... entryCounts) {
        int length = EffectBatch.HEADER_BYTES;
        for (int count : entryCounts) {
            length += EffectLayout.HEADER_BYTES + count * EffectLayout.NARROW_ENTRY_BYTES;
        }
        byte[] bytes = new byte[length];
        int at = EffectBatch.HEADER_BYTES;
        for (int count : entryCounts) {
            at = transfer(bytes, at, count);
        }
        return next(bytes, entryCounts.length);
    }

    /** The next frame, of effects that were made. */
    public EffectBatch next(List<byte[]> effects) {
        int length = EffectBatch.HEADER_BYTES;
        for (byte[] effect : effects) {
            length += effect.length;
        }
        byte[] bytes = new byte[length];
        int at = EffectBatch.HEADER_BYTES;
        for (byte[] effect : effects) {
            System.arraycopy(effect, 0, bytes, at, effect.length);
            at += effect.length;
        }
        return next(bytes, effects.size());
    }

    private EffectBatch next(byte[] bytes, int count) {
        int length = bytes.length;
        EffectLayout.putInt(bytes, 0, EffectBatch.MAGIC);
        EffectLayout.putInt(bytes, EffectBatch.LENGTH, length);
        EffectLayout.putShort(bytes, EffectBatch.FORMAT, EffectBatch.FORMAT_VERSION);
        EffectLayout.putShort(bytes, EffectBatch.RULES, 1);
        EffectLayout.putLong(bytes, EffectBatch.SEQUENCE, ++sequence);
        EffectLayout.putLong(bytes, EffectBatch.ORDER, sequence);
        EffectLayout.putLong(bytes, EffectBatch.FIRST_POSITION, position + 1);
        EffectLayout.putInt(bytes, EffectBatch.COUNT, count);
        EffectLayout.putLong(bytes, EffectBatch.FIRST_TIME, START_NANOS + position);
        EffectLayout.putLong(bytes, EffectBatch.FORCED_SEQUENCE, forced);
        EffectLayout.putInt(bytes, EffectBatch.INCARNATION, 1);
        EffectLayout.putLong(bytes, EffectBatch.CHAIN, sequence);
        position += count;
        return sealed(bytes);
    }

    /** The next frame, of a number of transfers with two entries each. */
    public EffectBatch transfers(int count) {
        int[] entryCounts = new int[count];
        Arrays.fill(entryCounts, 2);
        return next(entryCounts);
    }

    /** Several next frames, a transfer with two entries in each. */
    public List<EffectBatch> group(int frames) {
        List<EffectBatch> group = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            group.add(transfers(1));
        }
        return group;
    }

    /** A frame with a checksum that fits what is in the array. */
    public static EffectBatch sealed(byte[] bytes) {
        EffectBatch batch = new EffectBatch(bytes, 0, bytes.length);
        EffectLayout.putInt(bytes, EffectBatch.CHECKSUM, batch.checksum());
        return batch;
    }

    /** The bytes of a frame, for comparing. */
    public static byte[] bytes(EffectBatch batch) {
        return Arrays.copyOfRange(batch.bytes(), batch.offset(), batch.offset() + batch.length());
    }

    /** The bytes of an effect, for comparing. */
    public static byte[] bytes(EffectCursor effect) {
        return Arrays.copyOfRange(effect.bytes(), effect.offset(), effect.offset() + effect.size());
    }

    private int transfer(byte[] bytes, int at, int entryCount) {
        EffectLayout.putInt(
                bytes,
                at + EffectLayout.SIZE,
                EffectLayout.HEADER_BYTES + entryCount * EffectLayout.NARROW_ENTRY_BYTES);
        bytes[at + EffectLayout.KIND] = (byte) EffectKind.TRANSFER_POSTED.code();
        EffectLayout.putShort(bytes, at + EffectLayout.ENTRY_COUNT, entryCount);
        EffectLayout.putLong(bytes, at + EffectLayout.ID_HIGH, random.nextLong());
        EffectLayout.putLong(bytes, at + EffectLayout.ID_LOW, random.nextLong());
        EffectLayout.putLong(bytes, at + EffectLayout.CONTENT_HASH, random.nextLong());
        int entry = at + EffectLayout.HEADER_BYTES;
        for (int i = 0; i < entryCount; i++) {
            EffectLayout.putInt(bytes, entry, random.nextInt(accounts));
            EffectLayout.putInt(bytes, entry + 4, i & 1);
            for (int figure = 8; figure < EffectLayout.NARROW_ENTRY_BYTES; figure += 8) {
                EffectLayout.putLong(bytes, entry + figure, random.nextInt(1_000_000));
            }
            entry += EffectLayout.NARROW_ENTRY_BYTES;
        }
        return entry;
    }
}
