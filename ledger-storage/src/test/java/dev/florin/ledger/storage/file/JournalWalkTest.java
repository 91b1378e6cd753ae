package dev.florin.ledger.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.testkit.Frames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Walks that begin at a later segment, and that change nothing. */
class JournalWalkTest {
    private final Frames frames = new Frames(1, 5);

    private static List<List<EffectBatch>> groups(Frames frames) {
        List<List<EffectBatch>> groups = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            groups.add(List.of(frames.transfers(12), frames.transfers(5)));
            frames.force();
        }
        return groups;
    }

    @Test
    void aWalkFromAPositionShowsAllFromItsSegmentOn() throws IOException {
        List<List<EffectBatch>> groups = groups(frames);
        for (boolean sealed : new boolean[] {false, true}) {
            SimDisk disk = Books.disk(groups, sealed);
            List<EffectBatch> all = new ArrayList<>();
            groups.forEach(all::addAll);
            JournalWalk.Found whole = new JournalWalk(disk).run((batch, place) -> {});
            assertThat(whole.headers()).hasSizeGreaterThan(3);
            long last = whole.tip().position();
            for (long from = 1; from <= last + 1; from++) {
                List<Long> seen = new ArrayList<>();
                JournalWalk.Found found =
                        new JournalWalk(disk).run(from, (batch, place) -> seen.add(batch.firstPosition()));
                assertThat(found.tip().chain()).isEqualTo(whole.tip().chain());
                assertThat(found).usingRecursiveComparison().isEqualTo(whole);
                assertThat(seen).isEqualTo(expected(whole.headers(), all, from));
            }
        }
    }

    private static List<Long> expected(List<SegmentHeader> headers, List<EffectBatch> all, long from) {
        long first = headers.stream()
                .mapToLong(header -> header.before().position() + 1)
                .filter(position -> position <= from)
                .max()
                .orElseThrow();
        return all.stream()
                .map(EffectBatch::firstPosition)
                .filter(position -> position >= first)
                .toList();
    }

    @Test
    void segmentsThatAreNotWalkedAreJudgedByTheirHeaders() throws IOException {
        SimDisk disk = Books.disk(groups(frames), true);
        JournalWalk.Found found = new JournalWalk(disk).run((batch, place) -> {});
        long position = found.tip().position();
        SegmentHeader second = found.headers().get(1);
        for (SegmentHeader wrong : List.of(
                new SegmentHeader(3, second.books(), second.before(), second.size()),
                new SegmentHeader(2, java.util.UUID.randomUUID(), second.before(), second.size()),
                new SegmentHeader(
                        2, second.books(), new Tip(1000, 1, second.before().chain()), second.size()),
                new SegmentHeader(2, second.books(), second.before(), 100))) {
            SimDisk copy = disk.copy();
            ByteBuffer.wrap(copy.get(SegmentName.of(2))).put(wrong.encode());
            assertThatThrownBy(() -> new JournalWalk(copy).run(position, (batch, place) -> {}))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("[R12]");
        }
    }

    @Test
    void aWalkChangesNothing() throws IOException {
        SimDisk disk = Books.disk(groups(frames), false);
        String last = SegmentName.of(new JournalWalk(disk).headers().size());
        byte[] bytes = disk.get(last);
        bytes[bytes.length - 1] = 1;
        byte[] before = bytes.clone();
        List<String> files = disk.list();
        disk.crashAfter(0);
        JournalWalk.Found found = new JournalWalk(disk).run((batch, place) -> {});
        assertThat(found.cuts()).hasSize(1);
        assertThat(found.unmade()).as("made ahead of time").hasSize(1);
        assertThat(found.report(List.of()).bytesCut()).isPositive();
        assertThat(disk.list()).isEqualTo(files);
        assertThat(disk.get(last)).isEqualTo(before);
        disk.crashAfter(Integer.MAX_VALUE);
        new Repair(disk, found).run();
        assertThat(disk.list()).hasSize(files.size() - 1);
        assertThat(new JournalWalk(disk)
                        .run((batch, place) -> {})
                        .report(List.of())
                        .bytesCut())
                .isZero();
    }
}
