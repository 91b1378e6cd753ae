package dev.florin.ledger.internal.tool;

import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.TrialBalance;
import dev.florin.ledger.internal.books.Books;
import dev.florin.ledger.internal.books.Conservation;
import dev.florin.ledger.internal.books.History;
import dev.florin.ledger.internal.books.NewIncarnation;
import dev.florin.ledger.internal.codec.Hashing;
import dev.florin.ledger.internal.commit.Committer;
import dev.florin.ledger.internal.index.IdMap;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.Storage;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Replays batches from the first one on and checks all that a batch says: root and chain, sequence, position and time, the
 * sums that each entry carries, the state digest; and that debits equal credits. Keeps no books that anybody could read. One
 * thread; useless after the first batch that was refused.
 */
public final class Audit {
    private final Books books = new Books(new IdMap(), new History(0));
    private final Conservation conservation = new Conservation(books);
    private final Hashing hashing = new Hashing();
    private byte[] chain = new byte[EffectBatch.HASH_BYTES];

    /**
     * An audit of books without a batch.
     *
     * @param past finds all effects before the batch that is being checked
     */
    public Audit(Storage.Reader past) {
        books.history().begin(past);
    }

    /**
     * Checks the next batch.
     *
     * @param batch the batch, whole
     * @throws StorageException if it does not follow from what came before; says in which way
     */
    public void accept(EffectBatch batch) {
        Books.requireKnown(batch);
        try {
            requireChained(batch);
            NewIncarnation.requireBehind(chain, batch);
            books.replay(batch);
            conservation.check(batch);
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new StorageException(
                    "batch " + batch.sequence() + " from position " + batch.firstPosition()
                            + " cannot be understood by this version of the ledger: " + e.getMessage(),
                    e);
        }
        chain = batch.chain();
    }

    private void requireChained(EffectBatch batch) {
        if (hashing.follows(batch, chain)) {
            return;
        }
        String which = "batch " + batch.sequence() + " (positions " + batch.firstPosition() + " to "
                + batch.lastPosition() + ")";
        throw new StorageException(
                hashing.isRooted(batch)
                        ? which
                                + " does not follow from the batch before it: the chain hash in its header is not that of"
                                + " its header and of chain " + HexFormat.of().formatHex(chain)
                                + ", so a header or a whole batch was changed or replaced"
                        : which
                                + " holds other effects than those that its header was made for: the root of their hashes"
                                + " is not the one in the header, so an effect was changed after it was written");
    }

    /**
     * The sequence of the last batch.
     *
     * @return 0 if there is none
     */
    public long sequence() {
        return books.lastSequence();
    }

    /**
     * The last position.
     *
     * @return 0 if there is none
     */
    public long position() {
        return books.lastPosition();
    }

    /**
     * The incarnation of the last batch.
     *
     * @return from 1
     */
    public int incarnation() {
        return books.incarnation();
    }

    /**
     * The fingerprints of the books behind the last batch.
     *
     * @return position, chain and digests
     */
    public Fingerprints fingerprints() {
        return Committer.fingerprints(books, chain);
    }

    /**
     * All accounts added up.
     *
     * @return the sums by asset
     */
    public TrialBalance sums() {
        return conservation.sums();
    }

    /**
     * How many accounts there are.
     *
     * @return closed ones included
     */
    public long accounts() {
        return conservation.accounts();
    }

    /**
     * How many holds are open.
     *
     * @return the number
     */
    public long openHolds() {
        return conservation.openHolds();
    }

    /**
     * What is wrong with the state as a whole.
     *
     * @return sentences; none if debits equal credits, and all that is pending is what open holds have left
     */
    public List<String> problems() {
        List<String> problems = new ArrayList<>(conservation.pendingProblems());
        for (TrialBalance.Line line : sums().lines()) {
            if (!line.debits().equals(line.credits())) {
                problems.add("the debits of all accounts in " + line.asset() + " are " + line.debits()
                        + " minor units, and their credits " + line.credits());
            }
        }
        return problems;
    }
}
