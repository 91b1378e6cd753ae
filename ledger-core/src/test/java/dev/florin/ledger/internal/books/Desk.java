package dev.florin.ledger.internal.books;

import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Recurrence;
import dev.florin.ledger.internal.codec.CommandCodec;
import dev.florin.ledger.internal.codec.NextDates;
import dev.florin.ledger.internal.codec.RecordBuffer;
import dev.florin.ledger.internal.index.IdMap;
import dev.florin.ledger.internal.schedule.CalendarDates;
import dev.florin.ledger.spi.CommandBatch;
import dev.florin.ledger.spi.CommandBlock;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.FreshBooks;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A bookkeeper with books of its own, and the frames that it has filled. */
final class Desk {
    private final Storage.Session storage;
    final Books books;
    private final Bookkeeper bookkeeper;
    private final List<EffectBatch> frames = new ArrayList<>();
    private int durable;

    /** Used in turn, as the pipeline does: what the last one holds is not durable yet. */
    private final DecidedBatch[] batches = {new DecidedBatch(), new DecidedBatch()};

    Desk() {
        this(1 << 16);
    }

    /** Books that note so much of what became of holds and movements, beside what is not durable. */
    Desk(int mostNoted) {
        this(FreshBooks.storage(), mostNoted);
    }

    private Desk(Storage.Session storage, int mostNoted) {
        this.storage = storage;
        books = new Books(new IdMap(), new History(0), mostNoted);
        books.history().begin(storage);
        bookkeeper = new Bookkeeper(books);
    }

    /** Other books of the same storage, which has all frames then, with no notes beside it. */
    Desk reopened() {
        while (durable < frames.size()) {
            append(frames.get(durable));
        }
        Desk desk = new Desk(storage, 0);
        frames.stream().filter(frame -> frame.count() > 0).forEach(desk.books::replay);
        desk.books.durable(desk.books.lastPosition());
        desk.frames.addAll(frames);
        desk.durable = durable;
        return desk;
    }

    /** Decides commands as one batch. */
    DecidedBatch decide(long stampNanos, List<Command> commands) {
        return decide(batch(stampNanos, commands));
    }

    private DecidedBatch decide(CommandBatch batch) {
        while (durable <= frames.size() - batches.length) {
            append(frames.get(durable));
        }
        DecidedBatch decided = batches[frames.size() % batches.length];
        bookkeeper.decide(batch, decided);
        frames.add(new EffectBatch(frame(decided), 0, decided.frameLength()));
        return decided;
    }

    /** Does what is due, and takes in the dates that are missing, until nothing is left of either. */
    void settle(long stampNanos) {
        List<NextDates.NextDate> dates;
        do {
            if (bookkeeper.isDue(stampNanos)) {
                decide(stampNanos, List.of());
            }
            dates = bookkeeper.takeMissingDates().stream().flatMap(Desk::worked).toList();
            if (!dates.isEmpty()) {
                plan(stampNanos, dates);
            }
        } while (bookkeeper.isDue(stampNanos) || !dates.isEmpty());
    }

    /** Empty if the time zone is one that nobody knows. */
    private static Stream<NextDates.NextDate> worked(MissingDate date) {
        Recurrence.Calendar calendar = (Recurrence.Calendar) date.recurrence().rhythm();
        try {
            long next = CalendarDates.next(date.first(), date.recurrence(), calendar, date.behindNanos());
            return Stream.of(new NextDates.NextDate(date.schedule(), date.dueNanos(), next));
        } catch (DateTimeException unknown) {
            return Stream.empty();
        }
    }

    /** Decides a tick with dates as a batch. */
    DecidedBatch plan(long stampNanos, List<NextDates.NextDate> dates) {
        return decide(
                new CommandBatch(frames.size() + 1L, stampNanos, List.of(CommandBlock.of(NextDates.tick(dates), 1))));
    }

    /** The dates that nobody has worked out. */
    List<MissingDate> takeMissingDates() {
        return bookkeeper.takeMissingDates();
    }

    /** Checks commands as one batch. */
    DecidedBatch check(long stampNanos, List<Command> commands) {
        DecidedBatch scratch = new DecidedBatch();
        bookkeeper.check(batch(stampNanos, commands), scratch);
        return scratch;
    }

    /** Takes over what another desk decided. */
    void replay(DecidedBatch decided) {
        EffectBatch frame = new EffectBatch(frame(decided), 0, decided.frameLength());
        books.replay(frame);
        frames.add(frame);
        append(frame);
    }

    /** A copy of the bytes of a batch. */
    static byte[] frame(DecidedBatch decided) {
        return Arrays.copyOf(decided.frame(), decided.frameLength());
    }

    private CommandBatch batch(long stampNanos, List<Command> commands) {
        RecordBuffer buffer = new RecordBuffer(256);
        commands.forEach(command -> CommandCodec.write(command, buffer));
        byte[] bytes = Arrays.copyOf(buffer.bytes(), buffer.length());
        return new CommandBatch(frames.size() + 1L, stampNanos, List.of(CommandBlock.of(bytes, commands.size())));
    }

    private void append(EffectBatch frame) {
        if (frame.count() > 0) {
            storage.append(List.of(frame));
        }
        durable++;
    }

    /** The digest of the present state, added up anew. Of a movement that was reversed, its term is not known any more. */
    StateDigest digest() {
        StateDigest digest = new StateDigest();
        for (int account = 0; account < books.accounts.size(); account++) {
            digest.add(books.accounts.chunk(account), AccountTable.slot(account));
        }
        for (EffectBatch frame : frames) {
            EffectCursor effect = frame.cursor();
            while (effect.next()) {
                addTerms(effect, digest);
            }
        }
        return digest;
    }

    private void addTerms(EffectCursor effect, StateDigest digest) {
        digest.addCommand(
                effect.idHigh(),
                effect.idLow(),
                effect.contentHash(),
                Outcomes.code(effect),
                effect.position(),
                effect.timeNanos());
        Holds.Open open = books.holds.open(effect.position());
        if (open != null) {
            digest.addHold(open);
        }
        Schedules.Open schedule = books.schedules.open(effect.position());
        if (schedule != null) {
            digest.addSchedule(schedule);
        }
        Holds.Returned returned =
                effect.kind() == EffectKind.SCHEDULE_CREATED ? null : books.holds.returned(effect.position());
        if (returned != null) {
            digest.addReturned(CommandId.of(effect.idHigh(), effect.idLow()), returned);
        }
    }

    /** All that decisions rest on, and the digests. */
    List<Object> state() {
        List<Object> state = new ArrayList<>(List.of(
                books.stateDigestHigh(),
                books.stateDigestLow(),
                books.contentDigestHigh(),
                books.contentDigestLow(),
                books.lastPosition(),
                books.lastTimeNanos(),
                books.lastSequence(),
                bookkeeper.nextDueNanos()));
        state.addAll(content());
        return state;
    }

    /** The accounts with their sums, the names, and how many assets there are. */
    List<Object> content() {
        List<Object> content = new ArrayList<>();
        for (int account = 0; account < books.accounts.size(); account++) {
            content.add(books.accounts.state(account));
            content.add(Arrays.toString(books.accounts.copy(account)));
            content.add(books.accounts.flags(account));
        }
        content.add(new TreeMap<>(books.names));
        content.add(books.assets.size());
        content.add(bookkeeper.nextDueNanos());
        for (Schedules.Open schedule : books.schedules.allOpen()) {
            content.addAll(List.of(
                    schedule.id,
                    schedule.position,
                    schedule.dueNanos,
                    schedule.ranNanos,
                    schedule.firedNanos,
                    schedule.runs,
                    schedule.accounts,
                    books.schedules.openOf(schedule.accounts.get(0)).toString()));
        }
        return content;
    }
}
