package dev.florin.ledger.storage.index;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.EntryLocator;
import dev.florin.ledger.spi.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

/** A journal in memory, and its index as simple as can be. */
final class ModelJournal {
    /** How ids are made. */
    enum Ids {
        RANDOM,
        RISING,
        SAME_UPPER_HALF,
        SAME_LOWER_HALF
    }

    record Batch(EffectBatch frame, long place) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Effect(List<Long> id, long place, int offset, int checksum, long origin, int[] accounts) {}

    private final Random random;
    private final Ids ids;
    private final int accounts;
    private List<Batch> batches = new ArrayList<>();
    private List<Effect> effects = new ArrayList<>();
    private Map<List<Long>, Long> positions = new HashMap<>();
    private long place = 1L << 36 | 4096;
    private long lastId;

    ModelJournal(Random random, Ids ids, int accounts) {
        this.random = random;
        this.ids = ids;
        this.accounts = accounts;
    }

    List<Batch> batches() {
        return batches;
    }

    long lastPosition() {
        return effects.size();
    }

    /** Whether the journal has the batch that an index ends with. */
    boolean has(Tip tip) {
        return batches.stream()
                .anyMatch(batch -> batch.place() == tip.place()
                        && batch.frame().lastPosition() == tip.position()
                        && Arrays.equals(batch.frame().chain(), tip.chain()));
    }

    /** Forgets all batches but the first ones. */
    void cut(int count) {
        List<Batch> kept = batches.subList(0, count);
        batches = new ArrayList<>();
        effects = new ArrayList<>();
        positions = new HashMap<>();
        kept.forEach(this::take);
    }

    Batch append(int count) {
        List<byte[]> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(effect());
        }
        byte[] bytes = new byte
                [EffectBatch.HEADER_BYTES
                        + made.stream().mapToInt(effect -> effect.length).sum()];
        int at = EffectBatch.HEADER_BYTES;
        for (byte[] effect : made) {
            System.arraycopy(effect, 0, bytes, at, effect.length);
            at += effect.length;
        }
        EffectLayout.putInt(bytes, EffectBatch.LENGTH, bytes.length);
        EffectLayout.putLong(bytes, EffectBatch.SEQUENCE, batches.size() + 1);
        EffectLayout.putLong(bytes, EffectBatch.FIRST_POSITION, lastPosition() + 1);
        EffectLayout.putInt(bytes, EffectBatch.COUNT, count);
        EffectLayout.putLong(bytes, EffectBatch.CHAIN, random.nextLong());
        Batch batch = new Batch(new EffectBatch(bytes, 0, bytes.length), place);
        place += bytes.length;
        take(batch);
        return batch;
    }

    private byte[] effect() {
        boolean refers = lastPosition() > 0 && random.nextInt(4) == 0;
        int entries = random.nextInt(4);
        int entriesEnd = EffectLayout.HEADER_BYTES + entries * EffectLayout.NARROW_ENTRY_BYTES;
        byte[] bytes = new byte[entriesEnd + (refers ? EffectLayout.SECTION_HEADER_BYTES + 24 : 0)];
        EffectKind kind = refers ? EffectKind.TRANSFER_REFUNDED : EffectKind.TRANSFER_POSTED;
        EffectLayout.putInt(bytes, EffectLayout.SIZE, bytes.length);
        bytes[EffectLayout.KIND] = (byte) kind.code();
        EffectLayout.putShort(bytes, EffectLayout.ENTRY_COUNT, entries);
        lastId++;
        EffectLayout.putLong(bytes, EffectLayout.ID_HIGH, high());
        EffectLayout.putLong(bytes, EffectLayout.ID_LOW, low());
        for (int i = 0; i < entries; i++) {
            int at = EffectLayout.HEADER_BYTES + i * EffectLayout.NARROW_ENTRY_BYTES;
            EffectLayout.putInt(bytes, at, random.nextInt(accounts));
            EffectLayout.putLong(bytes, at + 8, random.nextInt(3));
        }
        if (refers) {
            EffectLayout.putShort(bytes, entriesEnd, EffectLayout.ORIGIN);
            EffectLayout.putInt(bytes, entriesEnd + EffectLayout.SECTION_LENGTH, 24);
            EffectLayout.putLong(
                    bytes,
                    entriesEnd + EffectLayout.SECTION_HEADER_BYTES + EffectLayout.ORIGIN_POSITION,
                    1 + random.nextInt((int) lastPosition()));
        }
        return bytes;
    }

    private long high() {
        return switch (ids) {
            case RANDOM, SAME_LOWER_HALF -> random.nextLong();
            case RISING -> lastId / 3;
            case SAME_UPPER_HALF -> -7;
        };
    }

    private long low() {
        return switch (ids) {
            case RANDOM, RISING, SAME_UPPER_HALF -> random.nextLong();
            case SAME_LOWER_HALF -> -7;
        };
    }

    private void take(Batch batch) {
        batches.add(batch);
        EffectCursor cursor = batch.frame().cursor();
        while (cursor.next()) {
            int[] moved = new int[cursor.entryCount()];
            for (int i = 0; i < moved.length; i++) {
                moved[i] = cursor.amountLow(i) == 0 ? -1 : cursor.entryAccount(i);
            }
            java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
            crc.update(cursor.bytes(), cursor.offset(), cursor.size());
            List<Long> id = List.of(cursor.idHigh(), cursor.idLow());
            effects.add(new Effect(
                    id,
                    batch.place() + cursor.offset(),
                    cursor.offset(),
                    (int) crc.getValue() ^ (int) ((cursor.timeNanos() * 0x9E3779B97F4A7C15L) >>> 32),
                    cursor.originPosition(),
                    moved));
            positions.put(id, (long) effects.size());
        }
    }

    long[] idAt(long position) {
        return effects.get((int) position - 1).id().stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    long find(long high, long low) {
        return positions.getOrDefault(List.of(high, low), Storage.Reader.NOT_FOUND);
    }

    Located locate(long position) {
        Effect effect = effects.get((int) position - 1);
        return new Located(effect.place(), effect.checksum(), effect.offset());
    }

    long[] entries(int account, long from, boolean ascending, int limit) {
        LongStream all = LongStream.rangeClosed(1, effects.size()).flatMap(position -> {
            int[] moved = effects.get((int) position - 1).accounts();
            return LongStream.range(0, moved.length)
                    .filter(entry -> moved[(int) entry] == account)
                    .map(entry -> EntryLocator.of(position, (int) entry));
        });
        return ascending
                ? all.filter(locator -> locator >= from).limit(limit).toArray()
                : all.filter(locator -> locator <= from)
                        .map(locator -> -locator)
                        .sorted()
                        .map(locator -> -locator)
                        .limit(limit)
                        .toArray();
    }

    long[] references(long origin, long after, int limit) {
        return LongStream.rangeClosed(1, effects.size())
                .filter(position ->
                        position > after && effects.get((int) position - 1).origin() == origin)
                .limit(limit)
                .toArray();
    }
}
