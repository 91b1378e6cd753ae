package dev.florin.ledger.storage.index;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.ModelIndex;
import dev.florin.ledger.testkit.RandomEffects;
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

    /** About how many effective times there are. */
    static final int MOMENTS = 12;

    record Batch(EffectBatch frame, long place) {}

    private record Effect(List<Long> id, long place, int offset, int checksum, long origin) {}

    private final Random random;
    private final Ids ids;
    private final RandomEffects effects;
    private ModelIndex model = new ModelIndex();
    private List<Batch> batches = new ArrayList<>();
    private List<Effect> all = new ArrayList<>();
    private Map<List<Long>, Long> positions = new HashMap<>();
    private long place = 1L << 36 | 4096;
    private long lastId;

    ModelJournal(Random random, Ids ids, int accounts) {
        this.random = random;
        this.ids = ids;
        this.effects = new RandomEffects(random, accounts, MOMENTS);
    }

    List<Batch> batches() {
        return batches;
    }

    /** What the index finds by account, effective time and label. */
    ModelIndex model() {
        return model;
    }

    long lastPosition() {
        return all.size();
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
        all = new ArrayList<>();
        model = new ModelIndex();
        positions = new HashMap<>();
        kept.forEach(this::take);
    }

    Batch append(int count) {
        List<byte[]> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(effect(lastPosition() + 1 + i));
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

    private byte[] effect(long position) {
        lastId++;
        return random.nextInt(10) == 0
                ? effects.dated(high(), low(), 0, random.nextInt(MOMENTS))
                : effects.next(high(), low(), position);
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
        model.take(batch.frame());
        EffectCursor cursor = batch.frame().cursor();
        while (cursor.next()) {
            java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
            crc.update(cursor.bytes(), cursor.offset(), cursor.size());
            List<Long> id = List.of(cursor.idHigh(), cursor.idLow());
            all.add(new Effect(
                    id,
                    batch.place() + cursor.offset(),
                    cursor.offset(),
                    (int) crc.getValue() ^ (int) ((cursor.timeNanos() * 0x9E3779B97F4A7C15L) >>> 32),
                    cursor.originPosition()));
            positions.put(id, (long) all.size());
        }
    }

    long[] idAt(long position) {
        return all.get((int) position - 1).id().stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    long find(long high, long low) {
        return positions.getOrDefault(List.of(high, low), Storage.Reader.NOT_FOUND);
    }

    Located locate(long position) {
        Effect effect = all.get((int) position - 1);
        return new Located(effect.place(), effect.checksum(), effect.offset());
    }

    long[] references(long origin, long after, int limit) {
        return LongStream.rangeClosed(1, all.size())
                .filter(position ->
                        position > after && all.get((int) position - 1).origin() == origin)
                .limit(limit)
                .toArray();
    }
}
