package dev.florin.ledger.testkit;

import dev.florin.ledger.spi.EffectBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Groups of frames that follow from a seed and from what they go on behind, so that another process knows them, too. The
 * first group of all opens the accounts.
 */
final class FrameLoad {
    private static final int ACCOUNTS = 50;

    private final Frames frames;
    private final Random random;

    FrameLoad(long seed) {
        frames = new Frames(seed, ACCOUNTS);
        random = new Random(~seed);
    }

    void goOnBehind(EffectBatch batch) {
        frames.goOnBehind(batch.sequence(), batch.lastPosition());
    }

    List<EffectBatch> nextGroup() {
        if (frames.lastSequence() == 0) {
            return List.of(frames.openings());
        }
        frames.force();
        List<EffectBatch> group = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            group.add(frames.transfers(1 + random.nextInt(80)));
        }
        return group;
    }

    long lastSequence() {
        return frames.lastSequence();
    }
}
