package dev.florin.ledger.internal.snapshot;

import dev.florin.ledger.internal.books.Loading;
import dev.florin.ledger.internal.books.Milestone;
import dev.florin.ledger.internal.read.Between;
import dev.florin.ledger.internal.read.PublishedBooks;
import dev.florin.ledger.spi.Storage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Writes a snapshot while the ledger runs. Accounts are read as any reader reads them, each at the position that is
 * published by then. Only the positions of open holds and the milestone are asked for between two publications, in small
 * pieces.
 *
 * <p>A hold that is open at the milestone was open ever since it was placed. Positions of open holds are collected rising,
 * so it is among them, unless it was placed behind the last piece; therefore the last piece, which is not full, is taken
 * together with the milestone. Those that were closed before the milestone are left out when what became of them is read
 * from the storage.
 */
final class SnapshotWriter implements Storage.SnapshotBody {
    private static final int HOLDS_AT_ONCE = 4096;

    private final Milestone from;
    private final PublishedBooks published;
    private final Supplier<Milestone> milestone;
    private final Between between;
    private final Storage.Reader journal;
    private final BooleanSupplier isCancelled;

    private long[] holds = new long[64];
    private int holdCount;

    SnapshotWriter(
            Milestone from,
            PublishedBooks published,
            Supplier<Milestone> milestone,
            Between between,
            Storage.Reader journal,
            BooleanSupplier isCancelled) {
        this.from = from;
        this.published = published;
        this.milestone = milestone;
        this.between = between;
        this.journal = journal;
        this.isCancelled = isCancelled;
    }

    @Override
    public void writeTo(OutputStream stream) throws IOException {
        SnapshotOutput out = new SnapshotOutput(stream);
        out.begin(from);
        writeAccounts(out);
        Milestone at = collectHolds();
        out.milestone(at);
        for (int i = 0; i < holdCount; i++) {
            requireGoingOn();
            OpenHold hold = OpenHold.read(journal, holds[i], at.position());
            if (hold != null) {
                out.hold(hold);
            }
        }
        out.end();
    }

    private void writeAccounts(SnapshotOutput out) throws IOException {
        long[] sums = new long[Loading.SUMS];
        PublishedBooks.Stamped account = published.read(0, sums);
        for (int number = 1; account != null; number++) {
            out.account(account.state(), account.openedPosition(), account.position(), sums);
            requireGoingOn();
            account = published.read(number, sums);
        }
    }

    /** The positions of holds behind one, and where the books stand at which they are open. */
    private record Piece(List<Long> positions, Milestone at) {}

    private Milestone collectHolds() throws IOException {
        while (true) {
            requireGoingOn();
            long after = holdCount == 0 ? 0 : holds[holdCount - 1];
            Piece piece = between.call(() -> new Piece(published.openHolds(after, HOLDS_AT_ONCE), milestone.get()));
            for (long position : piece.positions) {
                if (holdCount == holds.length) {
                    holds = Arrays.copyOf(holds, holds.length * 2);
                }
                holds[holdCount++] = position;
            }
            if (piece.positions.size() < HOLDS_AT_ONCE) {
                return piece.at;
            }
        }
    }

    private void requireGoingOn() throws IOException {
        if (isCancelled.getAsBoolean()) {
            throw new IOException("the ledger is being closed");
        }
    }
}
