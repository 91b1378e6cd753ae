package dev.florin.ledger.testkit;

import dev.florin.ledger.Side;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.EntryLocator;
import dev.florin.ledger.spi.Label;
import dev.florin.ledger.spi.Storage;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What indexes find, as simple as can be: everything is looked at for every answer. */
public final class ModelIndex {
    private static final BigInteger HALF = BigInteger.ONE.shiftLeft(Long.SIZE);

    private record Row(
            int account,
            long locator,
            boolean moves,
            boolean dated,
            boolean pending,
            long effectiveNanos,
            Side side,
            BigInteger amount) {
        long position() {
            return EntryLocator.position(locator);
        }
    }

    private record Labelled(long position, Set<Label> labels) {}

    private final List<Row> rows = new ArrayList<>();
    private final List<Labelled> movements = new ArrayList<>();

    public void take(EffectBatch batch) {
        EffectCursor effect = batch.cursor();
        while (effect.next()) {
            take(effect);
        }
    }

    private void take(EffectCursor effect) {
        Long effective = null;
        Set<Label> labels = new HashSet<>();
        int end = effect.offset() + effect.size();
        byte[] bytes = effect.bytes();
        for (int at = effect.entriesEnd(); at < end; ) {
            int length = EffectLayout.getInt(bytes, at + 4);
            int content = at + 8;
            switch (EffectLayout.getShort(bytes, at)) {
                case 1 -> labels.add(new Label.Reference(text(bytes, content, length)));
                case 2 -> labels.add(new Label.Code(EffectLayout.getInt(bytes, content)));
                case 3 -> effective = EffectLayout.getLong(bytes, content);
                case 4 -> addPairs(bytes, content, content + length, labels);
                default -> {
                    // What an effect refers to is no label.
                }
            }
            at = content + (length + 7) / 8 * 8;
        }
        boolean posts = effect.kind().movesPosted();
        for (int i = 0; i < effect.entryCount(); i++) {
            BigInteger amount = whole(effect.amountHigh(i)).multiply(HALF).add(whole(effect.amountLow(i)));
            rows.add(new Row(
                    effect.entryAccount(i),
                    EntryLocator.of(effect.position(), i),
                    posts && amount.signum() > 0,
                    effective != null,
                    effect.hasPending(),
                    effective == null ? 0 : effective,
                    effect.entrySide(i),
                    amount));
        }
        if (posts) {
            movements.add(new Labelled(effect.position(), labels));
        }
    }

    private static void addPairs(byte[] bytes, int from, int end, Set<Label> labels) {
        for (int at = from; at < end; ) {
            int keyLength = EffectLayout.getShort(bytes, at);
            int valueLength = EffectLayout.getShort(bytes, at + 2);
            String key = text(bytes, at + 4, keyLength);
            labels.add(new Label.Key(key));
            labels.add(new Label.Pair(key, text(bytes, at + 4 + keyLength, valueLength)));
            at += 4 + keyLength + valueLength;
        }
    }

    private static String text(byte[] bytes, int at, int length) {
        return new String(bytes, at, length, StandardCharsets.UTF_8);
    }

    private static BigInteger whole(long half) {
        return new BigInteger(Long.toUnsignedString(half));
    }

    /** As {@link Storage.Reader#entries}. */
    public long[] entries(Storage.Entries which, int account, long from, boolean ascending, int limit) {
        Predicate<Row> kind = switch (which) {
            case POSTED -> Row::moves;
            case UNDATED -> row -> row.moves() && !row.dated();
            case DATED -> row -> row.moves() && row.dated();
            case PENDING -> Row::pending;
        };
        LongStream locators = rows.stream()
                .filter(row -> row.account() == account && kind.test(row))
                .mapToLong(Row::locator);
        return from(locators, from, ascending, limit);
    }

    /** As {@link Storage.Reader#dated}. */
    public long[] dated(int account, long fromNanos, long from, long position, boolean ascending, int limit) {
        Comparator<Row> order = Comparator.comparingLong(Row::effectiveNanos).thenComparingLong(Row::locator);
        Row first = new Row(account, from, true, true, false, fromNanos, Side.DEBIT, BigInteger.ZERO);
        return datedRows(account, position)
                .filter(row -> ascending ? order.compare(row, first) >= 0 : order.compare(row, first) <= 0)
                .sorted(ascending ? order : order.reversed())
                .limit(limit)
                .flatMapToLong(row -> LongStream.of(row.effectiveNanos(), row.locator()))
                .toArray();
    }

    /** As {@link Storage.Reader#datedSums}. */
    public long[] datedSums(int account, long untilNanos, long position) {
        BigInteger debits = sum(account, untilNanos, position, Side.DEBIT);
        BigInteger credits = sum(account, untilNanos, position, Side.CREDIT);
        return new long[] {
            debits.longValue(),
            debits.shiftRight(Long.SIZE).longValue(),
            credits.longValue(),
            credits.shiftRight(Long.SIZE).longValue()
        };
    }

    private BigInteger sum(int account, long untilNanos, long position, Side side) {
        return datedRows(account, position)
                .filter(row -> row.side() == side && row.effectiveNanos() <= untilNanos)
                .map(Row::amount)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private Stream<Row> datedRows(int account, long position) {
        return rows.stream()
                .filter(row -> row.account() == account && row.moves() && row.dated() && row.position() <= position);
    }

    /** As {@link Storage.Reader#labelled}. */
    public long[] labelled(Label label, long from, boolean ascending, int limit) {
        LongStream positions = movements.stream()
                .filter(movement -> movement.labels().contains(label))
                .mapToLong(Labelled::position);
        return from(positions, from, ascending, limit);
    }

    private static long[] from(LongStream rising, long from, boolean ascending, int limit) {
        if (ascending) {
            return rising.filter(number -> number >= from).limit(limit).toArray();
        }
        long[] upTo = rising.filter(number -> number <= from).toArray();
        return LongStream.range(0, Math.min(limit, upTo.length))
                .map(i -> upTo[upTo.length - 1 - (int) i])
                .toArray();
    }
}
