package dev.florin.ledger.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.testkit.Frames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WalkedJournalTest {
    @Test
    void everyPositionThatWasPassedIsReadAgainAcrossSegmentsAndSeals() throws IOException {
        Frames frames = new Frames(7, 5);
        SimDisk disk = new SimDisk();
        List<EffectBatch> all = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            Books.Opened opened = Books.open(disk);
            for (int i = 0; i < 70; i++) {
                List<EffectBatch> group = frames.group(1 + i % 3);
                opened.session().append(group);
                frames.force();
                all.addAll(group);
            }
            opened.session().close();
        }
        assertThat(disk.list()).hasSizeGreaterThan(3);
        try (WalkedJournal past = new WalkedJournal(disk)) {
            long[] last = {0};
            new JournalWalk(disk).run((batch, place) -> {
                assertThatThrownBy(() -> past.read(batch.firstPosition())).isInstanceOf(StorageException.class);
                past.add(batch, place);
                last[0] = batch.lastPosition();
            });
            for (EffectBatch batch : all) {
                assertThat(Frames.bytes(past.batch(batch.lastPosition()))).isEqualTo(Frames.bytes(batch));
                assertThat(past.read(batch.firstPosition()).timeNanos()).isEqualTo(batch.firstTimeNanos());
            }
            assertThat(last[0]).isEqualTo(frames.lastPosition());
        }
    }
}
