package dev.florin.ledger.storage.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.storage.DecisionRow;
import dev.florin.ledger.storage.file.SimDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of the decision table that are about the index. */
class IndexOpeningTest {
    private static final int VERSION = 8;

    private final IndexRun run = new IndexRun(1, ModelJournal.Ids.RANDOM, new IndexSizes(20, 1_000, 1, 3, 1, 3));
    private final SimDisk disk = new SimDisk();

    @BeforeEach
    void fill() throws IOException {
        FileIndex index = run.open(disk);
        for (int i = 0; i < 30; i++) {
            run.append(index, 5);
        }
        index.close();
        assertThat(runs()).hasSizeGreaterThan(3);
    }

    @Test
    @DecisionRow("I9")
    void whatIsBehindTheIndexIsAdded() throws IOException {
        FileIndex index = run.open(disk);
        assertThat(index.covered()).isPositive().isLessThan(run.journal.lastPosition());
        assertThat(run.notes).isEmpty();
        run.check(index);
    }

    @Test
    @DecisionRow("I1")
    void withoutAManifestItIsMadeAgain() throws IOException {
        disk.delete("manifest");
        assertMadeAgain("[I1]");
    }

    @Test
    @DecisionRow("I2")
    void aDamagedManifestHasItMadeAgain() throws IOException {
        byte[] whole = disk.get("manifest").clone();
        for (int at = 0; at < whole.length; at += 11) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 4;
            disk.put("manifest", damaged);
            assertMadeAgain("[I2]");
            disk.put("manifest", Arrays.copyOf(whole, at));
            assertMadeAgain("[I2]");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 65_535})
    @DecisionRow("I3")
    void aManifestOfAnotherVersionHasItMadeAgain(int version) throws IOException {
        byte[] manifest = disk.get("manifest").clone();
        EffectLayout.putShort(manifest, VERSION, version);
        CRC32C crc = new CRC32C();
        crc.update(manifest, VERSION, manifest.length - VERSION);
        EffectLayout.putInt(manifest, 4, (int) crc.getValue());
        disk.put("manifest", manifest);
        assertMadeAgain("[I3]");
    }

    @Test
    @DecisionRow("I4")
    void theIndexOfOtherBooksIsNotTaken() throws IOException {
        List<String> notes = new ArrayList<>();
        FileIndex index = FileIndex.open(disk, new UUID(5, 5), tip -> true, run.sizes, Runnable::run, notes);
        assertThat(index.covered()).isZero();
        assertThat(notes).singleElement().asString().startsWith("[I4]");
    }

    @Test
    @DecisionRow("I5")
    void aFileThatIsMissingOrTooShortHasItMadeAgain() throws IOException {
        for (int i = 0; i <= runs().size(); i++) {
            String name = i == 0 ? "positions" : runs().get(i - 1);
            disk.put(name, Arrays.copyOf(disk.get(name), disk.get(name).length - 4097));
            assertMadeAgain("[I5]");
            disk.delete(i == 0 ? "positions" : runs().get(i - 1));
            assertMadeAgain("[I5]");
        }
    }

    @Test
    @DecisionRow("I5")
    void aHeaderFenceOrFilterThatIsDamagedHasItMadeAgain() throws IOException {
        for (int i = 0; i <= runs().size(); i++) {
            String name = i == 0 ? "positions" : runs().get(i - 1);
            int length = disk.get(name).length;
            for (int at : i == 0 ? new int[] {0, 20, 4095} : new int[] {0, 300, 4095, length - 4096, length - 1}) {
                String damaged = i == 0 ? "positions" : runs().get(i - 1);
                disk.put(damaged, flipped(disk.get(damaged), Math.min(at, disk.get(damaged).length - 1)));
                assertMadeAgain("[I5]");
            }
        }
    }

    @Test
    @DecisionRow("I6")
    void anIndexAheadOfTheJournalIsMadeAgain() throws IOException {
        run.journal.cut(2);
        assertMadeAgain("[I6]");
    }

    @Test
    @DecisionRow("I6")
    void anIndexOfAnotherPastOfTheJournalIsMadeAgain() throws IOException {
        run.journal.cut(2);
        for (int i = 0; i < 40; i++) {
            run.journal.append(5);
        }
        assertMadeAgain("[I6]");
    }

    @Test
    @DecisionRow("I7")
    void whatWasBeingMadeIsRemoved() throws IOException {
        disk.put("0000009999.run", new byte[10]);
        disk.put("manifest.new", new byte[10]);
        FileIndex index = run.open(disk);
        assertThat(run.notes).isEmpty();
        assertThat(disk.list()).doesNotContain("0000009999.run", "manifest.new");
        run.check(index);
    }

    @Test
    @DecisionRow("I8")
    void filesOfOthersAreIgnored() throws IOException {
        disk.put("1.run", new byte[10]);
        FileIndex index = run.open(disk);
        assertThat(run.notes).singleElement().asString().startsWith("[I8]").contains("1.run");
        assertThat(disk.get("1.run")).hasSize(10);
        run.check(index);
    }

    /** Sums that end where those end into which they were merged: no past needs them, nor is harmed if they are damaged. */
    private boolean isNeverAsked(String name) {
        List<RunFacts> sums = Manifest.decode(disk.get("manifest")).runs().stream()
                .filter(run -> run.kind() == Kind.SUMS && run.level() >= DatedCover.WHOLE)
                .toList();
        return sums.stream()
                .filter(run -> FileNames.of(run.number()).equals(name))
                .anyMatch(run ->
                        sums.stream().anyMatch(other -> other.level() > run.level() && other.last() == run.last()));
    }

    @Test
    @DecisionRow("I10")
    void aDamagedRecordIsFoundByTheLookUpAndTheIndexMadeAgain() throws IOException {
        for (int i = 0; i < runs().size(); i++) {
            String name = runs().get(i);
            if (isNeverAsked(name)) {
                continue;
            }
            disk.put(name, flipped(disk.get(name), 4096 + 40));
            FileIndex index = run.open(disk);
            assertThat(run.notes).isEmpty();
            assertThatThrownBy(() -> {
                        for (int round = 0; round < 100; round++) {
                            run.check(index);
                        }
                    })
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(name)
                    .hasMessageContaining("made again from the journal");
            index.close();
            assertMadeAgain("[I1]");
        }
    }

    @Test
    void everyByteOfARunCounts() throws IOException {
        String name = runs().get(0);
        for (int at = 0; at < disk.get(name).length; at += 37) {
            SimDisk copy = disk.copy();
            copy.put(name, flipped(copy.get(name), at));
            FileIndex index = run.open(copy);
            if (run.notes.isEmpty()) {
                // Each look-up either answers as the model does or says what is damaged.
                try {
                    run.check(index);
                } catch (StorageException e) {
                    assertThat(e).hasMessageContaining(name);
                }
            } else {
                run.check(index);
            }
            index.close();
        }
    }

    private void assertMadeAgain(String label) throws IOException {
        FileIndex index = run.open(disk);
        assertThat(run.notes)
                .singleElement()
                .asString()
                .startsWith(label)
                .endsWith("The index is made again from the journal.");
        run.check(index);
        index.close();
        FileIndex again = run.open(disk);
        assertThat(run.notes).isEmpty();
        again.close();
    }

    private List<String> runs() {
        return disk.list().stream().filter(name -> name.endsWith(".run")).toList();
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] damaged = bytes.clone();
        damaged[at] ^= 0x10;
        return damaged;
    }
}
