package dev.florin.ledger.storage.file;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.internal.tool.ChainCheck;
import dev.florin.ledger.storage.disk.Disk;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** The unbroken beginning of a damaged journal, to be copied. Nobody writes it. One thread. */
final class SalvagedSource extends Source {
    private final Disk journal;
    private final UUID books;
    private final long batches;

    /**
     * The first batches of a journal.
     *
     * @param books their id
     * @param batches how many there are
     */
    SalvagedSource(Disk journal, UUID books, long batches) {
        super(journal);
        this.journal = journal;
        this.books = books;
        this.batches = batches;
    }

    @Override
    End end() throws IOException {
        Salvage salvage = new Salvage(journal);
        if (batches > 0) {
            salvage.run((batch, place) -> batch.sequence() < batches);
        }
        // What the headers say is not needed, and may be what is damaged.
        SegmentHeader asOne = new SegmentHeader(1, books, Tip.START, SegmentHeader.BYTES + salvage.bytes());
        return new End(books, salvage.tip(), List.of(asOne), asOne.size());
    }

    @Override
    void requireBeginsWith(Tip tip, End end, String copy) throws IOException {
        boolean[] same = {tip.sequence() == 0};
        new Salvage(journal).run((batch, place) -> {
            same[0] |= batch.sequence() == tip.sequence() && Arrays.equals(batch.chain(), tip.chain());
            return batch.sequence() < Math.min(tip.sequence(), end.tip().sequence());
        });
        if (!same[0]) {
            throw new StorageException(copy + " is not the beginning of these books: it ends with batch "
                    + tip.sequence() + ", which is another one there. Nothing was changed; choose a new folder");
        }
    }

    @Override
    void read(Tip before, End end, Taker taker) throws IOException {
        ChainCheck chain = new ChainCheck(before.chain());
        Salvage salvage = new Salvage(journal);
        salvage.run((batch, place) -> {
            if (batch.sequence() <= before.sequence()) {
                return true;
            }
            chain.accept(batch);
            return taker.take(batch) && batch.sequence() < end.tip().sequence();
        });
        StorageException refusal = salvage.refusal();
        if (refusal != null) {
            throw refusal;
        }
    }
}
