package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.Storage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Books to which one process after the other appended groups of frames until it was killed, byte for byte. */
final class KilledFrames {
    private static final int LOOKED_AT = 50;

    private final Storage storage;
    private final List<byte[]> known = new ArrayList<>();

    KilledFrames(StorageKind kind, Path folder) {
        storage = kind.at(folder);
    }

    /** Opens the books behind a kill: they hold what they held, then what was acknowledged, and perhaps a bit more. */
    void check(long seed, long acknowledged) {
        FrameLoad load = new FrameLoad(seed);
        List<byte[]> replayed = new ArrayList<>();
        Storage.Replay collect = batch -> {
            replayed.add(Frames.bytes(batch));
            if (replayed.size() <= known.size()) {
                load.goOnBehind(batch);
            }
        };
        try (Storage.Session session = storage.open(collect)) {
            assertThat(replayed).hasSizeGreaterThanOrEqualTo((int) Math.max(acknowledged, known.size()));
            while (load.lastSequence() < replayed.size()) {
                load.nextGroup().forEach(batch -> known.add(Frames.bytes(batch)));
            }
            known.subList(replayed.size(), known.size()).clear();
            assertThat(replayed).containsExactlyElementsOf(known);
            known.subList(Math.max(0, known.size() - LOOKED_AT), known.size())
                    .forEach(frame -> assertFound(session, new EffectBatch(frame, 0, frame.length)));
        }
    }

    private static void assertFound(Storage.Session session, EffectBatch batch) {
        long[] ids = new long[2 * batch.count()];
        long[] positions = new long[batch.count()];
        EffectCursor effect = batch.cursor();
        for (int i = 0; effect.next(); i++) {
            ids[2 * i] = effect.idHigh();
            ids[2 * i + 1] = effect.idLow();
            assertThat(Frames.bytes(session.read(effect.position()))).isEqualTo(Frames.bytes(effect));
        }
        session.find(ids, positions.length, positions);
        for (int i = 0; i < positions.length; i++) {
            assertThat(positions[i]).isEqualTo(batch.firstPosition() + i);
        }
    }
}
