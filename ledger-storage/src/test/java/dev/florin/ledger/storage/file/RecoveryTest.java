package dev.florin.ledger.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Account;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.UnknownVersionException;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.DecisionRow;
import dev.florin.ledger.testkit.Frames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** The decision table of {@code docs/recovery.md}, row by row, and damage at every byte. */
class RecoveryTest {
    private static final String FIRST = SegmentName.of(1);
    private static final String SECOND = SegmentName.of(2);
    private static final int START = SegmentHeader.BYTES;

    private final Frames frames = new Frames(1, 5);

    @Test
    @DecisionRow({"R1", "R2", "R3"})
    void r1r2r3KeepsFramesAndGoesOnBehindASeal() {
        SimDisk disk = new SimDisk();
        List<EffectBatch> all = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            Books.Opened opened = Books.open(disk);
            assertThat(opened.replayed()).containsExactlyElementsOf(Books.bytes(all));
            assertThat(opened.session().recovered()).isEqualTo(new Storage.Recovered(true, 0, List.of()));
            List<EffectBatch> group = frames.group(2);
            opened.session().append(group);
            opened.session().close();
            frames.force();
            all.addAll(group);
        }
    }

    @Test
    void withoutASealTheEndIsNotClean() {
        SimDisk disk = Books.disk(List.of(frames.group(2)), false);
        Storage.Recovered recovered = Books.open(disk).session().recovered();
        assertThat(recovered).isEqualTo(new Storage.Recovered(false, 0, List.of()));
    }

    @Test
    void nothingAppendedMeansNoFurtherSeal() {
        SimDisk disk = Books.disk(List.of(frames.group(2)), true);
        byte[] before = disk.get(FIRST).clone();
        Books.open(disk).session().close();
        assertThat(disk.get(FIRST)).isEqualTo(before);
        SimDisk empty = Books.disk(List.of(), true);
        byte[] made = empty.get(FIRST).clone();
        Books.open(empty).session().close();
        assertThat(empty.get(FIRST)).isEqualTo(made);
    }

    @Test
    @DecisionRow("R4")
    void r4GoesOnInTheNextSegmentAndLargeFramesGetTheirOwn() {
        List<List<EffectBatch>> groups = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            groups.add(List.of(frames.transfers(20), frames.transfers(20)));
        }
        groups.add(List.of(frames.transfers(500), frames.transfers(1)));
        groups.add(frames.group(1));
        SimDisk disk = Books.disk(groups, true);
        assertThat(disk.list()).hasSizeGreaterThan(5);
        assertThat(Books.open(disk).replayed()).containsExactlyElementsOf(flat(groups));
    }

    @Test
    @DecisionRow("R5")
    void r5TheLastSegmentCutAtEveryByteOpensWithThePrefix() {
        SimDisk whole = Books.disk(List.of(frames.group(1), frames.force().group(2), frames.group(1)), false);
        byte[] bytes = whole.get(FIRST);
        List<byte[]> all = Books.open(whole.copy()).replayed();
        int end = START + all.stream().mapToInt(frame -> frame.length).sum();
        long headerUsed = lastUsed(bytes, START);
        for (int length = 0; length <= bytes.length; length++) {
            SimDisk cut = new SimDisk();
            cut.put(FIRST, Arrays.copyOf(bytes, length));
            Books.Opened opened = Books.open(cut);
            int kept = 0;
            int keptEnd = START;
            while (kept < all.size() && keptEnd + all.get(kept).length <= length) {
                keptEnd += all.get(kept++).length;
            }
            assertThat(opened.replayed()).as("cut at %d", length).containsExactlyElementsOf(all.subList(0, kept));
            long remains = length < headerUsed
                    ? lastUsed(bytes, length)
                    : length < START ? 0 : lastUsed(bytes, Math.min(length, end)) - keptEnd;
            assertThat(opened.session().recovered().bytesCut())
                    .as("cut at %d", length)
                    .isEqualTo(Math.max(0, remains));
            Frames next = new Frames(7, 5).goOnBehind(kept, kept);
            opened.session().append(next.group(2));
            opened.session().close();
            assertThat(Books.open(cut).replayed()).hasSize(kept + 2);
        }
    }

    /** Where the last byte ends that is not zero, among the first ones. */
    private static long lastUsed(byte[] bytes, int length) {
        int used = length;
        while (used > 0 && bytes[used - 1] == 0) {
            used--;
        }
        return used;
    }

    @Test
    @DecisionRow("R5")
    void r5ATornGroupIsCutThoughALaterBatchOfItIsWhole() {
        SimDisk disk = Books.disk(List.of(frames.group(2), frames.force().group(3)), false);
        List<byte[]> all = Books.open(disk.copy()).replayed();
        int torn = START + 2 * all.get(0).length;
        disk.get(FIRST)[torn + 200] ^= 1;
        Books.Opened opened = Books.open(disk);
        assertThat(opened.replayed()).containsExactlyElementsOf(all.subList(0, 2));
        assertThat(opened.session().recovered().cleanShutdown()).isFalse();
        assertThat(opened.session().recovered().bytesCut())
                .isBetween(3L * all.get(0).length - 8, 3L * all.get(0).length);
        assertThat(opened.session().recovered().notes())
                .singleElement()
                .asString()
                .startsWith("[R5]");
        assertThat(Books.open(disk).session().recovered().bytesCut()).isZero();
    }

    @Test
    @DecisionRow("R6")
    void r6DamageBeforeALaterForcedBatchIsRefused() {
        SimDisk disk = Books.disk(List.of(frames.group(2), frames.force().group(1)), false);
        disk.get(FIRST)[START + 100] ^= 1;
        assertThatThrownBy(() -> Books.open(disk))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("[R6]")
                .hasMessageContaining("sim/" + FIRST)
                .hasMessageContaining("offset " + START)
                .hasMessageContaining("expected batch 1")
                .hasMessageContaining("batch 3 at offset")
                .hasMessageContaining("batch 2 had been forced");
    }

    @Test
    @DecisionRow("R6")
    void r6DamageBeforeASealIsRefused() {
        SimDisk disk = Books.disk(List.of(frames.group(2)), true);
        disk.get(FIRST)[START + 300] ^= 1;
        assertRefused(disk, "[R6]", "the seal at offset");
    }

    @Test
    @DecisionRow("R6")
    void r6ALostBatchBeforeALaterSegmentIsRefused() {
        SimDisk disk = twoSegments();
        Arrays.fill(disk.get(FIRST), START, disk.get(FIRST).length, (byte) 0);
        assertRefused(disk, "[R6]", "found the end of the batches", "sim/" + SECOND + " begins with batch");
    }

    @Test
    @DecisionRow("R7")
    void r7AWholeBatchOutOfPlaceIsRefused() {
        SimDisk disk = Books.disk(List.of(frames.group(2)), false);
        byte[] bytes = disk.get(FIRST);
        int length = EffectLayout.getInt(bytes, START + EffectBatch.LENGTH);
        System.arraycopy(bytes, START, bytes, START + length, length);
        assertRefused(disk, "[R7]", "expected batch 2 from position 2, found batch 1 from position 1");
    }

    @Test
    @DecisionRow("R7")
    void r7ASealOutOfPlaceIsRefused() {
        SimDisk disk = Books.disk(List.of(frames.group(1)), true);
        byte[] seal = Seal.encode(new Tip(9, 9, new byte[32]));
        int at = START + EffectLayout.getInt(disk.get(FIRST), START + EffectBatch.LENGTH);
        System.arraycopy(seal, 0, disk.get(FIRST), at, seal.length);
        assertRefused(disk, "[R7]", "a seal of batch 1 and position 1, found one of batch 9");
    }

    @Test
    @DecisionRow("R8")
    void r8AnUnknownVersionIsRefused() {
        SimDisk batch = Books.disk(List.of(frames.group(1)), false);
        byte[] bytes = batch.get(FIRST);
        int length = EffectLayout.getInt(bytes, START + EffectBatch.LENGTH);
        byte[] frame = Arrays.copyOfRange(bytes, START, START + length);
        EffectLayout.putShort(frame, EffectBatch.FORMAT, 2);
        System.arraycopy(Frames.sealed(frame).bytes(), 0, bytes, START, length);
        assertRefused(batch, "[R8]", "the batch has format version 2, and this library reads version 1", "newer");

        SimDisk segment = Books.disk(List.of(), true);
        EffectLayout.putShort(segment.get(FIRST), 8, 7);
        EffectLayout.putInt(segment.get(FIRST), 4, crc(segment.get(FIRST), 8, SegmentHeader.BYTES));
        assertRefused(segment, "[R8]", "the segment has format version 7");

        SimDisk sealed = Books.disk(List.of(new Frames(1, 5).group(1)), true);
        int seal = START + length;
        EffectLayout.putShort(sealed.get(FIRST), seal + 12, 3);
        EffectLayout.putInt(sealed.get(FIRST), seal + 8, crc(sealed.get(FIRST), seal + 12, seal + 64));
        assertRefused(sealed, "[R8]", "the seal has format version 3");
    }

    private static int crc(byte[] bytes, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }

    @Test
    @DecisionRow("R9")
    void r9SegmentsThatWereBeingMadeAreMadeAnew() {
        for (byte[] unmade : List.of(new byte[0], new byte[100], new byte[8192], new byte[] {1, 2, 3})) {
            SimDisk behind = Books.disk(List.of(frames.goOnBehind(0, 0).group(2)), false);
            behind.put(SECOND, unmade.clone());
            Books.Opened prefix = Books.open(behind);
            assertThat(prefix.replayed()).hasSize(2);
            boolean usual = unmade.length > 0 && unmade[0] == 0;
            assertThat(prefix.session().recovered().notes())
                    .hasSize(usual ? 0 : 1)
                    .allMatch(note -> note.startsWith("[R9] sim/" + SECOND));
            assertThat(behind.list()).containsExactly(FIRST);

            SimDisk alone = new SimDisk();
            alone.put(FIRST, unmade.clone());
            Books.Opened opened = Books.open(alone);
            assertThat(opened.session().recovered().notes())
                    .singleElement()
                    .asString()
                    .startsWith("[R9]");
            opened.session().append(frames.goOnBehind(0, 0).group(2));
            assertThat(Books.open(alone).replayed()).hasSize(2);
        }
    }

    @Test
    @DecisionRow("R10")
    void r10AHeaderLostBeforeBatchesIsRefused() {
        SimDisk alone = Books.disk(List.of(frames.group(2)), true);
        alone.get(FIRST)[20] ^= 1;
        assertRefused(alone, "[R10]", "sim/" + FIRST);

        SimDisk first = twoSegments();
        Arrays.fill(first.get(FIRST), (byte) 0);
        assertRefused(first, "[R10]", "sim/" + SECOND + " has one");
    }

    @Test
    @DecisionRow("R11")
    void r11AMissingSegmentIsRefused() {
        SimDisk disk = twoSegments();
        SimDisk without = new SimDisk();
        without.put(SECOND, disk.get(SECOND));
        assertRefused(without, "[R11]", "sim/" + FIRST + " is missing");
    }

    @Test
    @DecisionRow("R12")
    void r12ASegmentOfOtherBooksOrAnotherPlaceIsRefused() {
        SimDisk disk = twoSegments();
        SimDisk other = twoSegments();
        disk.put(SECOND, other.get(SECOND));
        assertRefused(disk, "[R12]", "expected a header with number 2, books");
        disk.put(SECOND, disk.get(FIRST).clone());
        assertRefused(disk, "[R12]", "found one with number 1");
    }

    @Test
    @DecisionRow("R13")
    void r13ForeignFilesAreIgnoredBesideAJournalAndRefusedAlone() {
        SimDisk disk = Books.disk(List.of(frames.group(1)), true);
        disk.put("0000000001.flj.bak", new byte[] {1});
        Books.Opened opened = Books.open(disk);
        assertThat(opened.replayed()).hasSize(1);
        assertThat(opened.session().recovered().notes())
                .singleElement()
                .asString()
                .startsWith("[R13]");
        SimDisk alone = new SimDisk();
        alone.put("letter.txt", new byte[] {1});
        assertRefused(alone, "[R13]", "letter.txt", "Choose an empty folder");
        assertThat(alone.list()).containsExactly("letter.txt");
    }

    @Test
    @DecisionRow("R14")
    void r14WhatTheReplayRefusesIsRefusedWithItsPlace() {
        SimDisk disk = Books.disk(List.of(frames.group(1)), true);
        assertThatThrownBy(() -> FileSession.open(disk.folders(), Books.settings(Books.SEGMENT), () -> {}, batch -> {
                    throw new StorageException("the chain does not fit");
                }))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("[R14] sim/" + FIRST + ", offset " + START + ": the chain does not fit");
    }

    @Test
    @DecisionRow("R14")
    void r14EffectsThatDoNotFitTheirFrameAreRefused() {
        SimDisk disk = Books.disk(List.of(frames.group(1)), false);
        byte[] bytes = disk.get(FIRST);
        int length = EffectLayout.getInt(bytes, START + EffectBatch.LENGTH);
        byte[] frame = Arrays.copyOfRange(bytes, START, START + length);
        EffectLayout.putShort(frame, EffectBatch.HEADER_BYTES + EffectLayout.ENTRY_COUNT, 3);
        System.arraycopy(Frames.sealed(frame).bytes(), 0, bytes, START, length);
        assertRefused(disk, "[R14]", "claims 3 entries");
    }

    @Test
    @DecisionRow("R16")
    void r16RulesOfALaterVersionAreRefused() {
        SimDisk disk = new SimDisk();
        try (Ledger ledger = Ledger.open(Books.storage(disk))) {
            ledger.open(Account.named("cash", Asset.of("USD", 2)));
        }
        byte[] bytes = disk.get(FIRST);
        EffectLayout.putShort(bytes, START + EffectBatch.RULES, 99);
        int length = EffectLayout.getInt(bytes, START + EffectBatch.LENGTH);
        byte[] frame = Arrays.copyOfRange(bytes, START, START + length);
        System.arraycopy(Frames.sealed(frame).bytes(), 0, bytes, START, length);
        SimDisk before = disk.copy();
        assertThatThrownBy(() -> Ledger.open(Books.storage(disk)))
                .isInstanceOf(UnknownVersionException.class)
                .hasMessageContainingAll(
                        "[R16]",
                        "sim/" + FIRST + ", offset " + START,
                        "rules 99",
                        "reads format 1 and rules 1 to ",
                        "open the books with the version that wrote them, or a newer one",
                        "Nothing was changed");
        assertThat(disk.get(FIRST)).isEqualTo(before.get(FIRST));
    }

    @Test
    @DecisionRow("R15")
    void r15ASegmentThatIsTooShortIsFilledUp() {
        SimDisk disk = Books.disk(List.of(frames.group(1)), true);
        int size = disk.get(FIRST).length;
        disk.put(FIRST, Arrays.copyOf(disk.get(FIRST), 5000));
        Books.Opened opened = Books.open(disk);
        assertThat(opened.replayed()).hasSize(1);
        assertThat(opened.session().recovered().notes())
                .singleElement()
                .asString()
                .startsWith("[R15]");
        assertThat(disk.get(FIRST)).hasSize(size);
    }

    @Test
    void aByteFlippedAnywhereIsFoundOrHarmless() {
        SimDisk whole = twoSegments();
        List<byte[]> all = Books.open(whole.copy()).replayed();
        int inFirst = recordsEnd(whole.get(FIRST));
        int beforeSeal = recordsEnd(whole.get(SECOND)) - Seal.BYTES;
        for (String name : List.of(FIRST, SECOND)) {
            int size = whole.get(name).length;
            for (int at = 0; at < size; at++) {
                SimDisk flipped = whole.copy();
                flipped.get(name)[at] ^= (byte) (at % 2 == 0 ? 0xFF : 1 << at % 8);
                String refusal = Books.refusal(flipped, all);
                boolean needed = at < (name.equals(FIRST) ? inFirst : beforeSeal);
                if (needed) {
                    assertThat(refusal)
                            .as("%s, offset %d", name, at)
                            .isNotNull()
                            .contains(name);
                } else {
                    assertThat(refusal).as("%s, offset %d", name, at).isNull();
                    Books.Opened again = Books.open(flipped);
                    assertThat(again.replayed()).hasSameSizeAs(all);
                    assertThat(again.session().recovered().bytesCut()).isZero();
                }
            }
        }
    }

    /** Where the records of a segment end, found by walking over them. */
    private static int recordsEnd(byte[] bytes) {
        int at = START;
        while (at + 8 <= bytes.length && EffectLayout.getInt(bytes, at) != 0) {
            at += EffectLayout.getInt(bytes, at + 4);
        }
        return at;
    }

    private SimDisk twoSegments() {
        frames.goOnBehind(0, 0);
        return Books.disk(
                List.of(frames.group(6), frames.force().group(8), frames.force().group(6)), true);
    }

    private static void assertRefused(SimDisk disk, String... texts) {
        SimDisk before = disk.copy();
        assertThatThrownBy(() -> Books.open(disk))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll(texts);
        for (String name : before.list()) {
            assertThat(disk.get(name)).as("a refusal changes nothing").isEqualTo(before.get(name));
        }
    }

    private static List<byte[]> flat(List<List<EffectBatch>> groups) {
        return groups.stream().flatMap(List::stream).map(Frames::bytes).toList();
    }
}
