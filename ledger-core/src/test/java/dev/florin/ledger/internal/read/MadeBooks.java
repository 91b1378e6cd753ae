package dev.florin.ledger.internal.read;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Side;
import dev.florin.ledger.internal.codec.CommandCodec;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.codec.EffectCodec.AccountState;
import dev.florin.ledger.internal.codec.RecordBuffer;
import dev.florin.ledger.internal.index.IdMap;
import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The stages behind the bookkeeper, fed with effects made by hand: what a test says is what was decided. One thread makes
 * and publishes effects, any number read.
 */
final class MadeBooks {
    /** A time far from zero, so that positions and times cannot be mixed up. */
    static final long START_NANOS = 1_000_000_000_000L;

    final IdMap accountIds = new IdMap();
    final PublishedBooks published = new PublishedBooks();
    final Storage.Session storage = InMemoryStorage.create().open(batch -> {});
    final PastCommands past = new PastCommands(storage, published, position -> 1);
    final Between between = new Between() {
        @Override
        public <T> T call(Supplier<T> work) {
            synchronized (MadeBooks.this) {
                return work.get();
            }
        }
    };
    final Reads reads = new Reads(published, accountIds, storage, past, () -> {}, between);
    final Accounts accounts = new Accounts(reads, published, storage, past);
    final Holds holds = new Holds(reads, published, storage, past, between);
    final Movements movements = new Movements(reads, past);
    final Statements statements = new Statements(reads, storage, past, new Times(storage));

    private final List<AccountState> states = new ArrayList<>();
    /** Of each account: debits, credits, pending debits, pending credits. */
    private final List<long[]> sums = new ArrayList<>();

    private RecordBuffer frame = newFrame();
    private long batches;
    private long lastApplied;
    private int effects;

    /** An entry of an account, by its number; {@code freed} is taken off the pending sum that the hold has put it on. */
    record Line(int account, Side side, long amount, long freed) {}

    static Line debit(int account, long amount, long freed) {
        return new Line(account, Side.DEBIT, amount, freed);
    }

    static Line credit(int account, long amount, long freed) {
        return new Line(account, Side.CREDIT, amount, freed);
    }

    static Line debit(int account, long amount) {
        return debit(account, amount, 0);
    }

    static Line credit(int account, long amount) {
        return credit(account, amount, 0);
    }

    private static RecordBuffer newFrame() {
        RecordBuffer buffer = new RecordBuffer(1024);
        buffer.reserve(EffectBatch.HEADER_BYTES);
        return buffer;
    }

    private static byte[] encoded(Command command) {
        RecordBuffer buffer = new RecordBuffer(256);
        CommandCodec.write(command, buffer);
        return Arrays.copyOf(buffer.bytes(), buffer.length());
    }

    private long settled() {
        return lastApplied + ++effects;
    }

    /** Opens an account; accounts are numbered from 0. */
    long open(Account account) {
        OpenAccount opening = OpenAccount.of(account);
        EffectCodec.writeOpened(states.size(), encoded(opening), 0, frame);
        accountIds.add(account.id().high(), account.id().low(), states.size());
        states.add(new AccountState(account, AccountStatus.OPEN));
        sums.add(new long[4]);
        return settled();
    }

    /** Gives an account another name. */
    long rename(int number, String name) {
        AccountState before = states.get(number);
        return update(
                AccountUpdate.of(CommandId.next(), before.account().id()).name(name),
                new AccountState(before.account().name(name), before.status()),
                number);
    }

    /** Gives an account another status. */
    long status(int number, AccountStatus status) {
        Account account = states.get(number).account();
        return update(
                AccountUpdate.of(CommandId.next(), account.id()).status(status),
                new AccountState(account, status),
                number);
    }

    long update(AccountUpdate update, AccountState after, int number) {
        EffectCodec.writeUpdated(number, after, encoded(update), 0, frame);
        states.set(number, after);
        return settled();
    }

    long reject(Command command, Rejection rejection) {
        EffectCodec.writeRejected(rejection, encoded(command), 0, frame);
        return settled();
    }

    /** A group; the effects made next are its members', as many as it is told. */
    long group(Command command, int size) {
        int start = EffectCodec.beginGroup(encoded(command), 0, frame);
        EffectCodec.setGroupSize(frame.bytes(), start, size);
        return settled();
    }

    long moved(EffectKind kind, Command command, Line... lines) {
        return moved(kind, command, 0, 0, Long.MAX_VALUE, lines);
    }

    /** An effect of a command that refers to an origin at a position. */
    long moved(EffectKind kind, Command command, long origin, Line... lines) {
        return moved(kind, command, origin, 0, Long.MAX_VALUE, lines);
    }

    long moved(EffectKind kind, Command command, long origin, int cause, long dueNanos, Line... lines) {
        boolean pending = kind == EffectKind.HOLD_PLACED
                || kind == EffectKind.HOLD_CAPTURED
                || kind == EffectKind.HOLD_RELEASED
                || Arrays.stream(lines).anyMatch(line -> line.freed != 0);
        boolean closes = command instanceof dev.florin.ledger.Capture capture && capture.closes();
        int flags = (pending ? EffectLayout.PENDING : 0) | (closes ? EffectLayout.CLOSES : 0);
        CommandId id = command.id();
        int start = frame.beginRecord(kind.code(), flags, lines.length, id.high(), id.low(), 0);
        for (Line line : lines) {
            long[] after = sums.get(line.account);
            int side = line.side == Side.DEBIT ? 0 : 1;
            int reserved = kind == EffectKind.TRANSFER_REVERSED ? 1 - side : side;
            after[side] += kind.movesPosted() ? line.amount : 0;
            after[2 + reserved] += kind == EffectKind.HOLD_PLACED ? line.amount : -line.freed;
            frame.putInt(line.account);
            frame.putInt(side);
            frame.putLong(line.amount);
            for (int sum = 0; sum < (pending ? 4 : 2); sum++) {
                frame.putLong(after[sum]);
            }
        }
        EffectCodec.putSections(command, origin, cause, dueNanos, frame);
        frame.endRecord(start);
        return settled();
    }

    /** Keeps what was made, takes it in and makes it visible; returns the position. */
    synchronized long publish() {
        apply();
        published.publish(lastApplied);
        return lastApplied;
    }

    /** Keeps what was made and takes it in: invisible still. */
    synchronized void apply() {
        if (effects == 0) {
            return;
        }
        byte[] bytes = Arrays.copyOf(frame.bytes(), frame.length());
        Arrays.fill(bytes, 0, EffectBatch.HEADER_BYTES, (byte) 0);
        EffectLayout.putInt(bytes, 0, EffectBatch.MAGIC);
        EffectLayout.putInt(bytes, EffectBatch.LENGTH, bytes.length);
        EffectLayout.putShort(bytes, EffectBatch.FORMAT, EffectBatch.FORMAT_VERSION);
        EffectLayout.putShort(bytes, EffectBatch.RULES, 1);
        EffectLayout.putLong(bytes, EffectBatch.SEQUENCE, ++batches);
        EffectLayout.putLong(bytes, EffectBatch.ORDER, batches);
        EffectLayout.putLong(bytes, EffectBatch.FIRST_POSITION, lastApplied + 1);
        EffectLayout.putInt(bytes, EffectBatch.COUNT, effects);
        EffectLayout.putLong(bytes, EffectBatch.FIRST_TIME, START_NANOS + lastApplied + 1);
        EffectLayout.putInt(bytes, EffectBatch.INCARNATION, 1);
        EffectBatch batch = new EffectBatch(bytes, 0, bytes.length);
        EffectLayout.putInt(bytes, EffectBatch.CHECKSUM, batch.checksum());
        storage.append(List.of(batch));
        EffectCursor cursor = batch.cursor();
        while (cursor.next()) {
            published.apply(cursor);
        }
        lastApplied += effects;
        effects = 0;
        frame = newFrame();
    }
}
