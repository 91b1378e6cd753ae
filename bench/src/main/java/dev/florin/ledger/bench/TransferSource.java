package dev.florin.ledger.bench;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Transfer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/** Where one caller takes its transfers from. */
@State(Scope.Thread)
public class TransferSource {
    private RandomTransfers transfers;

    /** For JMH. */
    public TransferSource() {
        this(new AccountId[0], 0);
    }

    TransferSource(AccountId[] accounts, long seed) {
        transfers = new RandomTransfers(accounts, seed);
    }

    /** Gives each caller transfers of its own. */
    @Setup(Level.Trial)
    public void prepare(PostingState books, ThreadParams thread) {
        transfers = new RandomTransfers(books.books().accounts(), thread.getThreadIndex());
    }

    Transfer next() {
        return transfers.next();
    }

    /** So many transfers in batches, each batch made when it is asked for. */
    Iterator<List<Transfer>> batches(int total, int batch, Function<RandomTransfers, Transfer> maker) {
        return Stream.iterate(total, left -> left > 0, left -> left - batch)
                .map(left -> batch(Math.min(left, batch), maker))
                .iterator();
    }

    private List<Transfer> batch(int size, Function<RandomTransfers, Transfer> maker) {
        List<Transfer> made = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            made.add(maker.apply(transfers));
        }
        return made;
    }
}
