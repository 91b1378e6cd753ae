package dev.florin.ledger.storage.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.storage.file.SimDisk;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An index that is compared with its journal is found right or wrong, and stays as it is. */
class IndexCheckTest {
    private static final int BATCHES = 40;

    private final IndexRun run = new IndexRun(1, ModelJournal.Ids.RANDOM, new IndexSizes(20, 1_000, 1, 3, 1, 3));
    private final SimDisk disk = new SimDisk();

    @BeforeEach
    void fill() throws IOException {
        FileIndex index = run.open(disk);
        for (int i = 0; i < BATCHES; i++) {
            run.append(index, 5);
        }
        index.close();
    }

    private List<String> check(int changedBatch, int changedByte) throws IOException {
        List<String> before = disk.list();
        try (IndexCheck check = IndexCheck.open(disk, IndexRun.BOOKS, run.journal::has)) {
            for (int i = 0; i < BATCHES; i++) {
                ModelJournal.Batch batch = run.journal.batches().get(i);
                EffectBatch frame = batch.frame();
                if (i == changedBatch) {
                    byte[] bytes = frame.bytes().clone();
                    bytes[EffectBatch.HEADER_BYTES + changedByte] ^= 1;
                    frame = new EffectBatch(bytes, 0, bytes.length);
                }
                check.batch(frame, batch.place());
            }
            assertThat(check.covered()).isPositive();
            return check.finish();
        } finally {
            assertThat(disk.list()).isEqualTo(before);
        }
    }

    @Test
    void theIndexOfAJournalIsRight() throws IOException {
        assertThat(check(-1, 0)).isEmpty();
    }

    @Test
    void anotherIdInTheJournalIsFound() throws IOException {
        assertThat(check(3, EffectLayout.ID_LOW))
                .hasSize(2)
                .anyMatch(problem -> problem.contains("positions: position 16"))
                .anyMatch(problem -> problem.contains("records of IDS") && problem.endsWith(", and others"));
    }

    @Test
    void aDamagedFileIsFound() throws IOException {
        for (String name : disk.list()) {
            byte[] whole = disk.get(name);
            byte[] damaged = whole.clone();
            damaged[damaged.length - 4096 > 4096 ? 4096 + 24 : damaged.length - 2] ^= 1;
            disk.put(name, damaged);
            if (!name.equals("manifest")) {
                assertThat(check(-1, 0)).as(name).isNotEmpty();
            }
            disk.put(name, whole);
        }
        assertThat(check(-1, 0)).isEmpty();
    }

    @Test
    void anIndexThatIsMadeAgainNextTimeIsAProblem() throws IOException {
        disk.delete("manifest");
        try (IndexCheck check = IndexCheck.open(disk, IndexRun.BOOKS, run.journal::has)) {
            assertThat(check.covered()).isZero();
            assertThat(check.finish()).singleElement().asString().startsWith("[I1]");
        }
    }
}
