package dev.florin.ledger.storage.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.spi.Label;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.testkit.IndexQuestions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** A journal and its index, compared. Work in the background is done by the adding thread: one run is like another. */
final class IndexRun {
    static final UUID BOOKS = new UUID(1, 2);
    static final int ACCOUNTS = 5;

    final Random random;
    final ModelJournal journal;
    final IndexSizes sizes;
    final List<String> notes = new ArrayList<>();

    IndexRun(long seed, ModelJournal.Ids ids, IndexSizes sizes) {
        this.random = new Random(seed);
        this.journal = new ModelJournal(random, ids, ACCOUNTS);
        this.sizes = sizes;
    }

    /** Opens the index and adds what is missing in it. */
    FileIndex open(Disk disk) throws IOException {
        notes.clear();
        FileIndex index = FileIndex.open(disk, BOOKS, journal::has, sizes, Runnable::run, notes);
        assertThat(index.covered()).isLessThanOrEqualTo(journal.lastPosition());
        for (ModelJournal.Batch batch : journal.batches()) {
            index.add(batch.frame(), batch.place());
        }
        return index;
    }

    void append(FileIndex index, int count) throws IOException {
        ModelJournal.Batch batch = journal.append(count);
        index.add(batch.frame(), batch.place());
    }

    void check(FileIndex index) {
        assertThat(index.lastPosition()).isEqualTo(journal.lastPosition());
        checkIds(index);
        for (long position = 1; position <= journal.lastPosition(); position++) {
            assertThat(index.locate(position)).isEqualTo(journal.locate(position));
        }
        new IndexQuestions(random, journal.model(), ACCOUNTS, ModelJournal.MOMENTS)
                .ask(questions(index), journal.lastPosition(), 20);
        for (int i = 0; i < 20; i++) {
            long origin = 1L + random.nextInt(1 + (int) journal.lastPosition());
            long after = random.nextInt(3) == 0 ? random.nextInt((int) journal.lastPosition() + 2) : 0;
            int limit = random.nextInt(10);
            assertThat(index.references(origin, after, limit)).isEqualTo(journal.references(origin, after, limit));
        }
    }

    private static IndexQuestions.Index questions(FileIndex index) {
        return new IndexQuestions.Index() {
            @Override
            public long[] entries(Storage.Entries which, int account, long from, boolean ascending, int limit) {
                return index.entries(which, account, from, ascending, limit);
            }

            @Override
            public long[] dated(int account, long fromNanos, long from, long position, boolean ascending, int limit) {
                return index.dated(account, fromNanos, from, position, ascending, limit);
            }

            @Override
            public long[] datedSums(int account, long untilNanos, long position) {
                return index.datedSums(account, untilNanos, position);
            }

            @Override
            public long[] labelled(Label label, long from, boolean ascending, int limit) {
                return index.labelled(label, from, ascending, limit);
            }
        };
    }

    private void checkIds(FileIndex index) {
        int known = (int) journal.lastPosition();
        int count = 2 * known + 10;
        long[] ids = new long[2 * count];
        long[] expected = new long[count];
        for (int i = 0; i < count; i++) {
            long[] id = i < known ? journal.idAt(i + 1) : new long[] {random.nextLong(), random.nextLong()};
            if (i >= known && known > 0 && random.nextBoolean()) {
                id[random.nextInt(2)] = journal.idAt(1 + random.nextInt(known))[random.nextInt(2)];
            }
            ids[2 * i] = id[0];
            ids[2 * i + 1] = id[1];
            expected[i] = journal.find(id[0], id[1]);
        }
        long[] found = new long[count];
        index.find(ids, count, found);
        assertThat(found).isEqualTo(expected);
    }
}
