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
 * published by then. Only the positions of open holds and schedules and the milestone are asked for between two publications,
 * in small pieces.
 *
 * <p>A hold that is open at the milestone was open ever since it was placed, and so for schedules. Positions of open ones are
 * collected rising, so it is among them, unless it was placed behind the last piece; therefore the last pieces, which are not
 * full, are taken together with the milestone. Those that were closed before the milestone are left out when what became of them is read
 * from the storage.
 */
final class SnapshotWriter implements Storage.SnapshotBody {
    private static final int AT_ONCE = 4096;

    private final Milestone from;
    private final PublishedBooks published;
    private final Supplier<Milestone> milestone;
    private final Between between;
    private final Storage.Reader journal;
    private final BooleanSupplier isCancelled;

    private final Collected holds = new Collected();
    private final Collected schedules = new Collected();

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
        Milestone at = collect();
        out.milestone(at);
        for (int i = 0; i < holds.count; i++) {
            requireGoingOn();
            OpenHold hold = OpenHold.read(journal, holds.positions[i], at.position());
            if (hold != null) {
                out.hold(hold);
            }
        }
        for (int i = 0; i < schedules.count; i++) {
            requireGoingOn();
            OpenSchedule schedule = OpenSchedule.read(journal, schedules.positions[i], at.position());
            if (schedule != null) {
                out.schedule(schedule);
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

    /** Positions, rising. */
    private static final class Collected {
        private long[] positions = new long[64];
        private int count;

        long last() {
            return count == 0 ? 0 : positions[count - 1];
        }

        void add(List<Long> more) {
            for (long position : more) {
                if (count == positions.length) {
                    positions = Arrays.copyOf(positions, count * 2);
                }
                positions[count++] = position;
            }
        }
    }

    /** The positions of holds and schedules behind others, and where the books stand at which they are open. */
    private record Piece(List<Long> holds, List<Long> schedules, Milestone at) {}

    private Milestone collect() throws IOException {
        while (true) {
            requireGoingOn();
            Piece piece = between.call(() -> new Piece(
                    published.openHolds(holds.last(), AT_ONCE),
                    published.openSchedules(schedules.last(), AT_ONCE),
                    milestone.get()));
            holds.add(piece.holds);
            schedules.add(piece.schedules);
            if (piece.holds.size() < AT_ONCE && piece.schedules.size() < AT_ONCE) {
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
