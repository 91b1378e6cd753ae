package dev.florin.ledger.storage.file;

import static dev.florin.ledger.spi.EffectLayout.getInt;

import dev.florin.ledger.Account;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.internal.tool.EffectParts;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.storage.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the journal of books without opening them: which segments there are, the batches in one, an effect with its
 * bytes. Changes nothing, needs no lock, and works on damaged books as far as there is something whole; checksums are all it
 * checks, {@link Verification} checks the rest. Immutable.
 */
public final class Inspection {
    private final Path folder;

    private Inspection(Path folder) {
        this.folder = folder;
    }

    /**
     * Books in a folder.
     *
     * @param folder the folder
     * @return what looks into them
     */
    public static Inspection of(Path folder) {
        return new Inspection(Objects.requireNonNull(folder, "folder"));
    }

    /** Does something with the journal. */
    @FunctionalInterface
    private interface Reading<T> {
        T read(Disk journal) throws IOException;
    }

    private <T> T reading(Reading<T> reading) {
        try {
            return reading.read(BooksFolder.journalToRead(folder));
        } catch (IOException e) {
            throw new StorageException(
                    "the books in " + folder + " could not be read (" + e + "); see to the folder and try again", e);
        }
    }

    /**
     * The segments of the journal; reads all of it.
     *
     * @return in the order of their numbers
     * @throws StorageException if there are no books, or a file cannot be read
     */
    public List<SegmentSummary> segments() {
        return reading(journal -> {
            List<String> names =
                    journal.list().stream().filter(SegmentName::matches).toList();
            SegmentSummary[] all = new SegmentSummary[names.size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = SegmentSummary.of(journal, names.get(i));
            }
            return List.of(all);
        });
    }

    /**
     * What stands in a segment, in its order.
     *
     * @param segment its number
     * @param consumer takes each batch, each seal, and what is neither
     * @return whether there is such a segment
     * @throws StorageException if there are no books, or the file cannot be read
     */
    public boolean records(long segment, Consumer<JournalRecord> consumer) {
        return reading(journal -> {
            String name = SegmentName.of(segment);
            boolean there = journal.list().contains(name);
            if (there) {
                SegmentScan.run(journal, name, new Recording(segment, consumer));
            }
            return there;
        });
    }

    /**
     * A batch.
     *
     * @param sequence its sequence
     * @return the batch, or empty if no whole batch has this sequence
     * @throws StorageException if there are no books, or a file cannot be read
     */
    public Optional<JournalRecord.Batch> batch(long sequence) {
        return reading(journal -> Optional.ofNullable(find(
                        journal,
                        header -> header.before().sequence() < sequence,
                        batch -> batch.sequence() == sequence))
                .map(Found::described));
    }

    /**
     * An effect, with the names of the accounts of its entries as they were at it. Reads the journal from its first byte on
     * for those names.
     *
     * @param position its position
     * @return the effect, or empty if no whole batch holds this position
     * @throws StorageException if there are no books, a file cannot be read, or the effect cannot be understood
     */
    public Optional<InspectedEffect> effect(long position) {
        return reading(journal -> {
            Found found = find(
                    journal,
                    header -> header.before().position() < position,
                    batch -> batch.firstPosition() <= position && position <= batch.lastPosition());
            if (found == null) {
                return Optional.empty();
            }
            EffectBatch batch = new EffectBatch(found.bytes, 0, found.bytes.length);
            EffectCursor effect = batch.cursor();
            while (effect.next()) {
                if (effect.position() == position) {
                    return Optional.of(InspectedEffect.of(effect, found.described, accounts(journal, position)));
                }
            }
            return Optional.empty();
        });
    }

    /** A batch that was looked for. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Found(byte[] bytes, JournalRecord.Batch described) {}

    private interface Starts {
        boolean before(SegmentHeader header);
    }

    private interface Wanted {
        boolean is(EffectBatch batch);
    }

    /** The first whole batch that is wanted, but for segments behind which another one starts before it. */
    private static @Nullable Found find(Disk journal, Starts starts, Wanted wanted) throws IOException {
        List<String> names =
                journal.list().stream().filter(SegmentName::matches).toList();
        int first = 0;
        for (int i = 0; i < names.size(); i++) {
            SegmentHeader header = header(journal, names.get(i));
            if (header != null && starts.before(header)) {
                first = i;
            }
        }
        Found[] found = new Found[1];
        for (String name : names.subList(first, names.size())) {
            long segment = SegmentName.number(name);
            SegmentScan.run(journal, name, new Batches() {
                @Override
                public void batch(EffectBatch batch, long offset) {
                    if (found[0] == null && wanted.is(batch)) {
                        byte[] copy =
                                Arrays.copyOfRange(batch.bytes(), batch.offset(), batch.offset() + batch.length());
                        found[0] = new Found(copy, described(batch, segment, offset));
                    }
                }
            });
            if (found[0] != null) {
                return found[0];
            }
        }
        return null;
    }

    /** The header of a segment; null if it is not whole, or of a version that this library does not know. */
    static @Nullable SegmentHeader header(Disk journal, String name) throws IOException {
        byte[] bytes = new byte[SegmentHeader.BYTES];
        try (Disk.File file = journal.openToRead(name)) {
            file.read(ByteBuffer.wrap(bytes), 0);
        }
        boolean known = SegmentHeader.isWhole(bytes) && SegmentHeader.version(bytes) == SegmentHeader.FORMAT_VERSION;
        return known ? SegmentHeader.decode(bytes) : null;
    }

    /** The accounts by number, as far as they were opened in whole batches up to a position. */
    private static Map<Integer, Account> accounts(Disk journal, long position) throws IOException {
        Map<Integer, Account> accounts = new HashMap<>();
        for (String name : journal.list()) {
            if (SegmentName.matches(name)) {
                SegmentScan.run(journal, name, new Batches() {
                    @Override
                    public void batch(EffectBatch batch, long offset) {
                        if (batch.firstPosition() <= position) {
                            addAccounts(batch, position, accounts);
                        }
                    }
                });
            }
        }
        return accounts;
    }

    private static void addAccounts(EffectBatch batch, long position, Map<Integer, Account> accounts) {
        EffectCursor effect = batch.cursor();
        while (effect.next() && effect.position() <= position) {
            int kind = effect.bytes()[effect.offset() + EffectLayout.KIND];
            if (kind == EffectKind.ACCOUNT_OPENED.code() || kind == EffectKind.ACCOUNT_UPDATED.code()) {
                accounts.put(effect.account(), EffectParts.account(effect));
            }
        }
    }

    static JournalRecord.Batch described(EffectBatch batch, long segment, long offset) {
        HexFormat hex = HexFormat.of();
        int at = batch.offset();
        return new JournalRecord.Batch(
                segment,
                offset,
                batch.length(),
                batch.formatVersion(),
                batch.rulesVersion(),
                batch.sequence(),
                batch.order(),
                batch.firstPosition(),
                batch.count(),
                LedgerClock.instantOf(batch.firstTimeNanos()),
                batch.forcedSequence(),
                getInt(batch.bytes(), at + EffectBatch.INCARNATION),
                hex.toHexDigits(batch.stateDigestHigh()) + hex.toHexDigits(batch.stateDigestLow()),
                hex.formatHex(
                        batch.bytes(),
                        at + EffectBatch.EFFECTS_ROOT,
                        at + EffectBatch.EFFECTS_ROOT + EffectBatch.HASH_BYTES),
                hex.formatHex(batch.chain()));
    }

    /** Looks at batches alone. */
    abstract static class Batches implements SegmentScan.Visitor {
        @Override
        public void seal(Tip of, long offset) {}

        @Override
        public void damage(long offset, long length, String why) {}
    }

    /** Describes what is found. */
    record Recording(long segment, Consumer<JournalRecord> consumer) implements SegmentScan.Visitor {
        @Override
        public void batch(EffectBatch batch, long offset) {
            consumer.accept(described(batch, segment, offset));
        }

        @Override
        public void seal(Tip of, long offset) {
            String chain = HexFormat.of().formatHex(of.chain());
            consumer.accept(new JournalRecord.Seal(segment, offset, of.sequence(), of.position(), chain));
        }

        @Override
        public void damage(long offset, long length, String why) {
            consumer.accept(new JournalRecord.Damaged(segment, offset, length, why));
        }
    }
}
