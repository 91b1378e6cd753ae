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
        this(new RandomTransfers(accounts, seed));
    }

    TransferSource(RandomTransfers transfers) {
        this.transfers = transfers;
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
    <C> Iterator<List<C>> batches(int total, int batch, Function<RandomTransfers, C> maker) {
        return Stream.iterate(total, left -> left > 0, left -> left - batch)
                .map(left -> batch(Math.min(left, batch), maker))
                .iterator();
    }

    private <C> List<C> batch(int size, Function<RandomTransfers, C> maker) {
        List<C> made = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            made.add(maker.apply(transfers));
        }
        return made;
    }
}
