package dev.florin.ledger.storage.file;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.storage.disk.Disk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Copies batches from one journal behind those that another one has, which must be the beginning of it. What was copied stays
 * if copying ends early, and the next one goes on there. One thread.
 */
final class Copying {
    /** Batches are forced together up to about so many bytes. */
    private static final int GROUP_BYTES = 4 << 20;

    private final Source source;
    private final Source.End end;
    private final Disk target;
    private final Consumer<CopyProgress> listener;

    private final List<EffectBatch> group = new ArrayList<>();
    private int groupBytes;
    private long batches;
    private long bytes;

    /**
     * A copying of what is durable in a journal.
     *
     * @param end of the source
     * @param target takes the batches; nobody else uses it
     */
    Copying(Source source, Source.End end, Disk target, Consumer<CopyProgress> listener) {
        this.source = source;
        this.end = end;
        this.target = target;
        this.listener = listener;
    }

    /**
     * What was copied.
     *
     * @param before the last batch that the target had
     * @param tip the last one that it has
     */
    record Copied(Tip before, Tip tip, long batches, long bytes) {}

    /** Looks at the target, which must hold nothing but the beginning of the source. Changes nothing. */
    JournalWalk.Found look() throws IOException {
        JournalWalk walk = new JournalWalk(target);
        if (walk.books() != null && !end.books().equals(walk.books())) {
            throw new StorageException(name() + " holds other books, " + walk.books() + ", than " + end.books()
                    + ". Nothing was changed; choose another folder");
        }
        JournalWalk.Found found = walk.run(Long.MAX_VALUE, (batch, place) -> {});
        source.requireBeginsWith(found.tip(), end, name());
        return found;
    }

    /**
     * Copies.
     *
     * @param found by {@link #look}
     * @param wanted whether a batch is copied; of those behind one that is not, none is
     * @param executor makes segments ahead of time
     */
    Copied run(JournalWalk.Found found, long segmentBytes, Executor executor, Predicate<EffectBatch> wanted)
            throws IOException {
        new Repair(target, found).run();
        try (JournalWriter writer = new JournalWriter(target, segmentBytes, executor, found, end.books())) {
            source.read(found.tip(), end, batch -> {
                if (!wanted.test(batch)) {
                    return false;
                }
                add(batch, writer);
                return true;
            });
            append(writer);
            writer.seal();
            return new Copied(found.tip(), writer.tip(), batches, bytes);
        }
    }

    /**
     * Each frame says which batch was known to be forced when it was written, outside the chain: so it says what was forced
     * here. With what was forced in the source, a group that is torn here would look like damage.
     */
    private void add(EffectBatch batch, JournalWriter writer) throws IOException {
        byte[] copy = Arrays.copyOfRange(batch.bytes(), batch.offset(), batch.offset() + batch.length());
        EffectLayout.putLong(copy, EffectBatch.FORCED_SEQUENCE, writer.tip().sequence());
        EffectBatch copied = new EffectBatch(copy, 0, copy.length);
        EffectLayout.putInt(copy, EffectBatch.CHECKSUM, copied.checksum());
        group.add(copied);
        groupBytes += copy.length;
        if (groupBytes >= GROUP_BYTES) {
            append(writer);
        }
    }

    private void append(JournalWriter writer) throws IOException {
        if (group.isEmpty()) {
            return;
        }
        try {
            writer.append(group);
        } catch (IOException e) {
            throw new StorageException(
                    writer.describe() + " could not be written (" + e + "): what was copied before is there. See to the"
                            + " disk and run it again: it goes on where it ended",
                    e);
        }
        batches += group.size();
        bytes += groupBytes;
        group.clear();
        groupBytes = 0;
        listener.accept(new CopyProgress(
                batches, bytes, writer.tip().position(), end.tip().position()));
    }

    private String name() {
        return "the copy in " + target.describe("");
    }
}
