package dev.florin.ledger.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.DecisionRow;
import dev.florin.ledger.storage.snapshot.SnapshotHeader;
import dev.florin.ledger.storage.snapshot.SnapshotName;
import dev.florin.ledger.storage.snapshot.Snapshots;
import dev.florin.ledger.testkit.Frames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** The rows S of {@code docs/recovery.md}, and what snapshots do to a disk. */
class SnapshotsTest {
    private final Frames frames = new Frames(1, 5);
    private final Summary summary = new Summary();

    /** Three groups, each with a snapshot behind it but the last; opened and closed each time. */
    private SimDisk disk() {
        SimDisk disk = new SimDisk();
        for (int i = 0; i < 3; i++) {
            Storage.Session session = new Summary().open(disk);
            append(session, frames.transfers(3));
            if (i < 2) {
                session.keepSnapshot(summary.position, summary.body());
            }
            session.close();
        }
        return disk;
    }

    private void append(Storage.Session session, EffectBatch batch) {
        session.append(List.of(batch));
        summary.add(batch);
    }

    private static SimDisk snapshots(SimDisk disk) {
        return disk.folder("snapshots");
    }

    private void assertOpens(SimDisk disk, long restored, String... notes) {
        Summary opened = new Summary();
        Storage.Session session = opened.open(disk);
        assertThat(opened.restored).isEqualTo(restored);
        assertThat(opened.position).isEqualTo(summary.position);
        assertThat(opened.sum).isEqualTo(summary.sum);
        assertThat(session.recovered().notes()).hasSize(notes.length);
        for (int i = 0; i < notes.length; i++) {
            assertThat(session.recovered().notes().get(i)).contains(notes[i]);
        }
        session.close();
    }

    @Test
    @DecisionRow("S1")
    void s1TheNewestSnapshotIsUsedAndTwoAreKept() {
        SimDisk disk = disk();
        assertThat(snapshots(disk).list()).containsExactly(SnapshotName.of(3), SnapshotName.of(6));
        assertOpens(disk, 6);
        Storage.Session session = new Summary().open(disk);
        session.keepSnapshot(summary.position, summary.body());
        assertThat(snapshots(disk).list()).containsExactly(SnapshotName.of(6), SnapshotName.of(9));
        assertOpens(disk, 9);
    }

    @Test
    @DecisionRow("S2")
    void s2WithoutASnapshotAllOfTheJournalIsReplayed() throws IOException {
        SimDisk disk = disk();
        for (String name : snapshots(disk).list()) {
            snapshots(disk).delete(name);
        }
        assertOpens(disk, 0);
    }

    @Test
    @DecisionRow("S3")
    void s3ADamagedSnapshotFallsBackToTheOneBeforeThenToTheJournal() {
        SimDisk disk = disk();
        byte[] newest = snapshots(disk).get(SnapshotName.of(6));
        for (int at = 0; at < newest.length; at++) {
            SimDisk copy = disk.copy();
            snapshots(copy).get(SnapshotName.of(6))[at] ^= 4;
            assertOpens(copy, 3, "[S3] ");
        }
        for (int length = 0; length < newest.length; length++) {
            SimDisk copy = disk.copy();
            snapshots(copy).put(SnapshotName.of(6), Arrays.copyOf(newest, length));
            assertOpens(copy, 3, "[S3] ");
        }
        snapshots(disk).put(SnapshotName.of(6), Arrays.copyOf(newest, newest.length + 1));
        snapshots(disk).put(SnapshotName.of(5), snapshots(disk).get(SnapshotName.of(3)));
        assertOpens(disk, 3, SnapshotName.of(6), SnapshotName.of(5));
        snapshots(disk).get(SnapshotName.of(3))[9] ^= 1;
        assertOpens(disk, 0, SnapshotName.of(6), SnapshotName.of(5), SnapshotName.of(3));
        Storage.Session session = new Summary().open(disk);
        session.keepSnapshot(summary.position, summary.body());
        assertThat(snapshots(disk).list()).as("what cannot be used goes").containsExactly(SnapshotName.of(9));
    }

    @Test
    @DecisionRow("S4")
    void s4ASnapshotOfALaterVersionIsPassedOver() {
        SimDisk disk = disk();
        byte[] newest = snapshots(disk).get(SnapshotName.of(6));
        EffectLayout.putShort(newest, 8, 2);
        CRC32C crc = new CRC32C();
        crc.update(newest, 8, SnapshotHeader.BYTES - 8);
        EffectLayout.putInt(newest, 4, (int) crc.getValue());
        assertOpens(disk, 3, "[S4] ");

        Summary old = new Summary();
        old.tooOld = true;
        Storage.Session session = old.open(new SnapshotsTest().disk());
        assertThat(old.replayed).isEqualTo(3);
        assertThat(session.recovered().notes()).hasSize(2).allMatch(note -> note.startsWith("[S4] "));
    }

    @Test
    @DecisionRow("S5")
    void s5ASnapshotOfOtherBooksIsPassedOver() {
        SimDisk disk = disk();
        SimDisk other = new SnapshotsTest().disk();
        snapshots(disk).put(SnapshotName.of(6), snapshots(other).get(SnapshotName.of(6)));
        assertOpens(disk, 3, "[S5] ");
    }

    @Test
    @DecisionRow("S6")
    void s6ASnapshotAheadOfItsJournalIsSetAsideAndSaysWhatIsLost() {
        SimDisk disk = new SimDisk();
        Storage.Session session = new Summary().open(disk);
        append(session, frames.transfers(3));
        session.keepSnapshot(summary.position, summary.body());
        SimDisk early = disk.copy();
        long position = summary.position;
        long sum = summary.sum;
        append(session, frames.transfers(3));
        session.keepSnapshot(summary.position, summary.body());
        session.close();
        snapshots(early).put(SnapshotName.of(6), snapshots(disk).get(SnapshotName.of(6)));
        summary.position = position;
        summary.sum = sum;
        assertOpens(early, 3, "[S6] ");
        assertThat(snapshots(early).list()).contains(SnapshotName.of(6) + ".ahead", SnapshotName.of(3));
        session = new Summary().open(early);
        append(session, new Frames(7, 5).goOnBehind(1, 3).transfers(5));
        session.close();
        assertOpens(early, 3, "[S8] ");
    }

    @Test
    @DecisionRow("S7")
    void s7ASnapshotThatWasNotFinishedIsRemoved() {
        SimDisk disk = disk();
        snapshots(disk).put(SnapshotName.of(8) + ".tmp", new byte[100]);
        assertOpens(disk, 6);
        assertThat(snapshots(disk).list()).containsExactly(SnapshotName.of(3), SnapshotName.of(6));
    }

    @Test
    @DecisionRow("S8")
    void s8OtherFilesAreIgnored() {
        SimDisk disk = disk();
        snapshots(disk).put("letter.txt", new byte[1]);
        assertOpens(disk, 6, "[S8] sim/letter.txt");
        assertThat(snapshots(disk).list()).contains("letter.txt");
    }

    @Test
    @DecisionRow("S9")
    void s9AWholeSnapshotThatMakesNoSenseIsRefused() {
        SimDisk disk = disk();
        Summary confused = new Summary();
        confused.confused = true;
        assertThatThrownBy(() -> confused.open(disk))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("[S9] sim/" + SnapshotName.of(6))
                .hasMessageContaining("it makes no sense")
                .hasMessageContaining("To open the books from the journal alone, move sim/ away");
        assertOpens(disk, 6);
    }

    @Test
    void theJournalIsNeverTrimmedAheadOfTheStateThatReplacesIt() {
        SimDisk disk = disk();
        List<String> segments = disk.list();
        assertOpens(disk, 6);
        assertThat(disk.list()).isEqualTo(segments);
        SimDisk journal = disk.copy();
        for (String name : snapshots(journal).list()) {
            snapshots(journal).put(name, new byte[0]);
        }
        assertOpens(journal, 0, "[S3] ", "[S3] ");
    }

    @Test
    void noFileClashesOnTheSecondRestart() {
        SimDisk disk = disk();
        for (int restart = 0; restart < 4; restart++) {
            Summary opened = new Summary();
            Storage.Session session = opened.open(disk);
            session.keepSnapshot(opened.position, opened.body());
            session.keepSnapshot(opened.position, opened.body());
            session.close();
            assertOpens(disk, summary.position);
            session = new Summary().open(disk);
            append(session, frames.transfers(40));
            session.close();
        }
    }

    @Test
    void aSnapshotThatFailsLeavesNothingBehindAndIsTriedAgainAfterAsMuchJournal() {
        SimDisk disk = new SimDisk();
        Storage.Session session = new Summary().open(disk);
        assertThat(session.wantsSnapshot()).isFalse();
        append(session, frames.transfers(3));
        assertThat(session.wantsSnapshot()).isTrue();
        assertThatThrownBy(() -> session.keepSnapshot(3, out -> {
                    out.write(new byte[1000]);
                    throw new IOException("no space left");
                }))
                .isInstanceOf(StorageException.class);
        assertThat(snapshots(disk).list()).isEmpty();
        assertThat(session.wantsSnapshot()).isFalse();
        append(session, frames.transfers(3));
        assertThat(session.wantsSnapshot()).isTrue();
        session.keepSnapshot(summary.position, summary.body());
        session.close();
        assertOpens(disk, 6);
    }

    @Test
    void theNextSnapshotIsDueAfterTwiceTheBytesOfTheLast() {
        Storage.Session session = new Summary().open(new SimDisk());
        append(session, frames.transfers(3));
        session.keepSnapshot(summary.position, out -> out.write(new byte[10_000]));
        for (int bytes = 0; bytes < 20_000; ) {
            assertThat(session.wantsSnapshot()).isFalse();
            EffectBatch batch = frames.transfers(3);
            append(session, batch);
            bytes += batch.length();
        }
        assertThat(session.wantsSnapshot()).isTrue();
    }

    @Test
    void withoutSnapshotsNoneIsEverDue() throws IOException {
        Snapshots never = new Snapshots(new SimDisk(), Long.MAX_VALUE);
        never.appended(Long.MAX_VALUE / 2);
        assertThat(never.isDue()).isFalse();
        never.keep(UUID.randomUUID(), 1, () -> 1, summary.body());
        never.appended(Long.MAX_VALUE / 4);
        assertThat(never.isDue()).isFalse();
    }

    /** At any moment the disk loses what was not forced: the books open with all that was acknowledged. */
    @Test
    void snapshotsSurviveCrashesOrAreAsIfTheyHadNotBeen() {
        for (int seed = 0; seed < 600; seed++) {
            crash(new Random(seed));
        }
    }

    private void crash(Random random) {
        Frames appended = new Frames(random.nextLong(), 5);
        Summary given = new Summary();
        SimDisk disk = new SimDisk();
        for (int life = 0; life < 4; life++) {
            disk.crashAfter(random.nextInt(60));
            Summary state = new Summary();
            Summary acknowledged = copy(given);
            try {
                Storage.Session session = state.open(disk);
                assertThat(state.sum).isEqualTo(given.sum);
                for (int i = 0; i < 6; i++) {
                    EffectBatch batch = appended.transfers(1 + random.nextInt(20));
                    given.add(batch);
                    session.append(List.of(batch));
                    acknowledged = copy(given);
                    appended.force();
                    if (random.nextBoolean()) {
                        session.keepSnapshot(given.position, given.body());
                    }
                }
                session.close();
            } catch (StorageException | UncheckedIOException e) {
                if (!disk.crashed()) {
                    throw e;
                }
            }
            disk = disk.crash(random);
            Summary found = Summary.of(disk);
            assertThat(found.sum).isIn(acknowledged.sum, given.sum);
            given = copy(found);
            appended.goOnBehind(lastSequence(disk), found.position);
        }
    }

    private static long lastSequence(SimDisk disk) {
        try {
            return new JournalWalk(disk).run((batch, place) -> {}).tip().sequence();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Summary copy(Summary summary) {
        Summary copy = new Summary();
        copy.position = summary.position;
        copy.sum = summary.sum;
        return copy;
    }
}
