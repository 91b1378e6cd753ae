package dev.florin.ledger.storage;

import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.UnknownVersionException;
import dev.florin.ledger.internal.tool.Audit;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.Storage;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of a {@link Migration}. One thread. */
final class Move {
    private final Storage from;
    private final Storage to;
    private final int groupBytes;
    private final Consumer<Migration.Progress> listener;

    /** The last batch that the target has, by what its session has answered. */
    private long targetSequence;

    private long positionBefore;
    private long batches;
    private long effects;
    private long bytes;

    Move(Storage from, Storage to, int groupBytes, Consumer<Migration.Progress> listener) {
        this.from = from;
        this.to = to;
        this.groupBytes = groupBytes;
        this.listener = listener;
    }

    Migration.Result run() {
        Tip tip = new Tip();
        try (Storage.Session source = from.open(tip)) {
            Audit audit = new Audit(source);
            try (Storage.Session target = openTarget(source, tip)) {
                copy(source, tip, audit, target);
            }
            Fingerprints moved = audit.fingerprints();
            requireSame(moved, replayed(tip));
            return new Migration.Result(batches, effects, bytes, positionBefore, moved);
        }
    }

    private Storage.Session openTarget(Storage.Session source, Tip tip) {
        TargetTip target = new TargetTip(to.toString(), from.toString(), tip, source);
        Storage.Session session;
        try {
            session = to.open(target);
        } catch (TargetTip.OwnBatches e) {
            throw e;
        } catch (StorageException e) {
            throw new StorageException(
                    "the target could not be opened (source and target must be two places): " + e.getMessage(), e);
        }
        targetSequence = target.sequence();
        positionBefore = target.position();
        return session;
    }

    private void copy(Storage.Session source, Tip tip, Audit audit, Storage.Session target) {
        Watch watch = new Watch(Migration.Stage.MOVING, tip.bytes());
        Group group = new Group();
        while (audit.position() < tip.position()) {
            EffectBatch batch = audited(source, audit);
            if (batch.sequence() > targetSequence) {
                group.add(batch, targetSequence);
            }
            if (group.bytes() >= groupBytes) {
                append(group, target);
                group = new Group();
            }
            watch.passed(batch);
        }
        append(group, target);
        List<String> problems = audit.problems();
        if (audit.sequence() != tip.sequence() || !problems.isEmpty()) {
            throw stopped(audit, String.join("; ", problems), null);
        }
        watch.end();
    }

    /** The next batch of the source, which follows from all before it. */
    private EffectBatch audited(Storage.Session source, Audit audit) {
        try {
            EffectBatch batch = source.batch(audit.position() + 1);
            if (!batch.isWhole()) {
                throw new StorageException("the batch with position " + (audit.position() + 1)
                        + " has another checksum than the one in its header");
            }
            audit.accept(batch);
            return batch;
        } catch (UnknownVersionException e) {
            throw e;
        } catch (StorageException e) {
            throw stopped(audit, e.getMessage(), e);
        }
    }

    private StorageException stopped(Audit audit, @Nullable String what, @Nullable StorageException cause) {
        return new StorageException(
                "the source (" + from + ") cannot be moved behind batch " + audit.sequence() + ", position "
                        + audit.position() + ": " + what + ". The target (" + to
                        + ") has batches from before that only, all of them whole. Verify the source; if it is damaged, move"
                        + " a backup or a repaired copy of it to a new place",
                cause);
    }

    private void append(Group group, Storage.Session target) {
        List<EffectBatch> all = group.batches();
        if (all.isEmpty()) {
            return;
        }
        try {
            target.append(all);
        } catch (StorageException e) {
            throw new StorageException(
                    "the target (" + to + ") has what was moved up to batch " + targetSequence
                            + ", and failed behind it: " + e.getMessage()
                            + ". See to it and run the migration again: it goes on where it ended",
                    e);
        }
        targetSequence = all.get(all.size() - 1).sequence();
        batches += all.size();
        effects += group.effects();
        bytes += group.bytes();
    }

    /** The target as the next ledger will find it, from the first batch on. */
    private Fingerprints replayed(Tip tip) {
        Check check = new Check(new Watch(Migration.Stage.CHECKING, tip.bytes()));
        try {
            to.open(check).close();
        } catch (StorageException e) {
            throw new StorageException(
                    "everything was moved, but the target (" + to + ") could not be checked: " + e.getMessage()
                            + ". Do not use it before a further run of the migration has checked it",
                    e);
        }
        check.watch.end();
        return check.audit().fingerprints();
    }

    private void requireSame(Fingerprints moved, Fingerprints found) {
        if (!moved.equals(found)) {
            throw new StorageException("the target (" + to + ") does not hold the books that were moved: " + found
                    + " instead of " + moved + ". Do not use it: the source (" + from
                    + ") is as it was; delete the target, see to its storage, and move once more");
        }
    }

    /** An audit of what a storage replays. */
    private static final class Check implements Storage.Replay {
        private final Watch watch;
        private @Nullable Audit audit;

        Check(Watch watch) {
            this.watch = watch;
        }

        @Override
        public void begin(Storage.Reader past) {
            audit = new Audit(past);
        }

        @Override
        public void accept(EffectBatch batch) {
            audit().accept(batch);
            watch.passed(batch);
        }

        private Audit audit() {
            return Objects.requireNonNull(audit, "the storage did not say where to look");
        }
    }

    /** Tells how far a stage is. */
    private final class Watch {
        private final Migration.Stage stage;
        private final long totalBytes;
        private long batches;
        private long effects;
        private long bytes;
        private long toldBytes;

        Watch(Migration.Stage stage, long totalBytes) {
            this.stage = stage;
            this.totalBytes = totalBytes;
        }

        void passed(EffectBatch batch) {
            batches++;
            effects += batch.count();
            bytes += batch.length();
            if (bytes - toldBytes >= groupBytes) {
                end();
            }
        }

        void end() {
            toldBytes = bytes;
            listener.accept(new Migration.Progress(stage, batches, effects, bytes, totalBytes));
        }
    }
}
