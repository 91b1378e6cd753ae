package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EntryLocator;
import dev.florin.ledger.spi.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Frames that were given to a storage, in order, and what it must hold of them. The first one opens the accounts that the
 * others name: it is batch 1, with a position for each account, and is given by itself before anything else is.
 */
final class GivenFrames {
    private final Supplier<Storage> storage;
    private final int accounts;
    private final Frames frames;
    private final EffectBatch openings;
    private final List<EffectBatch> given = new ArrayList<>();

    GivenFrames(Supplier<Storage> storage, int accounts) {
        this.storage = storage;
        this.accounts = accounts;
        frames = new Frames(1, accounts);
        openings = frames.openings();
    }

    /** Makes the next ones. */
    Frames frames() {
        return frames;
    }

    /** The first position behind those of the accounts. */
    long first() {
        return openings.lastPosition() + 1;
    }

    /** Opens the accounts, unless that was done. */
    void openAccounts(Storage.Session session) {
        if (given.isEmpty()) {
            session.append(List.of(openings));
            given.add(openings);
        }
    }

    /** All of them, the one that opens the accounts first. */
    List<EffectBatch> all() {
        return given;
    }

    /** Takes one that was appended otherwise. */
    void add(EffectBatch batch) {
        given.add(batch);
    }

    void append(Storage.Session session, EffectBatch... group) {
        openAccounts(session);
        session.append(List.of(group));
        given.addAll(List.of(group));
    }

    /** Opens the books, which hold all of them. */
    Storage.Session open() {
        List<byte[]> replayed = new ArrayList<>();
        Storage.Session session = storage.get().open(batch -> replayed.add(Frames.bytes(batch)));
        assertThat(replayed)
                .containsExactlyElementsOf(given.stream().map(Frames::bytes).toList());
        return session;
    }

    void assertReplaysAll() {
        try (Storage.Session session = open()) {
            assertThat(session.recovered().cleanShutdown()).isTrue();
            assertReads(session);
            assertEntries(session);
        }
    }

    void assertReads(Storage.Session session) {
        for (EffectBatch batch : given) {
            EffectCursor expected = batch.cursor();
            while (expected.next()) {
                EffectCursor read = session.read(expected.position());
                assertThat(Frames.bytes(read)).isEqualTo(Frames.bytes(expected));
                assertThat(read.position()).isEqualTo(expected.position());
                assertThat(read.timeNanos()).isEqualTo(expected.timeNanos());
                assertThat(read.next()).isFalse();
            }
        }
    }

    void assertEntries(Storage.Session session) {
        Random random = new Random(5);
        for (int account = 0; account < accounts; account++) {
            long[] all = locators(account);
            assertThat(session.entries(Storage.Entries.POSTED, account, 0, true, Integer.MAX_VALUE))
                    .isEqualTo(all);
            assertThat(session.entries(Storage.Entries.POSTED, account, Long.MAX_VALUE, false, Integer.MAX_VALUE))
                    .isEqualTo(reversed(all));
            for (int i = 0; i < 30; i++) {
                long from = EntryLocator.of(1 + random.nextInt((int) frames.lastPosition() + 1), random.nextInt(5));
                int limit = 1 + random.nextInt(90);
                assertThat(session.entries(Storage.Entries.POSTED, account, from, true, limit))
                        .isEqualTo(Arrays.stream(all)
                                .filter(locator -> locator >= from)
                                .limit(limit)
                                .toArray());
                assertThat(session.entries(Storage.Entries.POSTED, account, from, false, limit))
                        .isEqualTo(Arrays.stream(reversed(all))
                                .filter(locator -> locator <= from)
                                .limit(limit)
                                .toArray());
            }
        }
    }

    /** Whole batches. */
    void assertBatches(Storage.Session session) {
        for (EffectBatch batch : given) {
            for (long position = batch.firstPosition(); position <= batch.lastPosition(); position++) {
                EffectBatch read = session.batch(position);
                assertThat(Frames.bytes(read)).isEqualTo(Frames.bytes(batch));
            }
        }
    }

    /** The id of every effect, and as many others between them, in any order. */
    void assertFinds(Storage.Session session) {
        Random random = new Random(frames.lastPosition());
        List<long[]> wanted = new ArrayList<>();
        for (EffectBatch batch : given) {
            EffectCursor effect = batch.cursor();
            while (effect.next()) {
                wanted.add(new long[] {effect.idHigh(), effect.idLow(), effect.position()});
                wanted.add(new long[] {effect.idHigh(), random.nextLong(), Storage.Reader.NOT_FOUND});
            }
        }
        Collections.shuffle(wanted, random);
        long[] positions = new long[wanted.size()];
        long[] ids =
                wanted.stream().flatMapToLong(id -> LongStream.of(id[0], id[1])).toArray();
        session.find(ids, positions.length, positions);
        assertThat(positions).isEqualTo(wanted.stream().mapToLong(id -> id[2]).toArray());
    }

    /** What refers to each effect, from anywhere on. */
    void assertReferences(Storage.Session session, Random random) {
        Map<Long, List<Long>> references = new HashMap<>();
        for (EffectBatch batch : given) {
            EffectCursor effect = batch.cursor();
            while (effect.next()) {
                if (effect.kind().hasOrigin()) {
                    references
                            .computeIfAbsent(effect.originPosition(), origin -> new ArrayList<>())
                            .add(effect.position());
                }
            }
        }
        for (long origin = 0; origin <= frames.lastPosition() + 1; origin++) {
            List<Long> all = references.getOrDefault(origin, List.of());
            long after = random.nextInt((int) frames.lastPosition() + 1);
            int limit = random.nextInt(4);
            assertThat(session.references(origin, 0, Integer.MAX_VALUE))
                    .isEqualTo(all.stream().mapToLong(Long::longValue).toArray());
            assertThat(session.references(origin, after, limit))
                    .isEqualTo(all.stream()
                            .filter(position -> position > after)
                            .mapToLong(Long::longValue)
                            .limit(limit)
                            .toArray());
        }
    }

    private long[] locators(int account) {
        List<Long> locators = new ArrayList<>();
        for (EffectBatch batch : given) {
            EffectCursor cursor = batch.cursor();
            while (cursor.next()) {
                for (int entry = 0; entry < cursor.entryCount(); entry++) {
                    if (cursor.entryAccount(entry) == account) {
                        locators.add(EntryLocator.of(cursor.position(), entry));
                    }
                }
            }
        }
        return locators.stream().mapToLong(Long::longValue).toArray();
    }

    private static long[] reversed(long[] values) {
        long[] reversed = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            reversed[i] = values[values.length - 1 - i];
        }
        return reversed;
    }
}
