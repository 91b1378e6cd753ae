package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.spi.EntryLocator;
import dev.florin.ledger.spi.Label;
import dev.florin.ledger.spi.Storage;
import java.util.Random;

/** Random questions to an index, and what the model says to them. */
public final class IndexQuestions {
    /** What an index answers, as {@link Storage.Reader} does. */
    public interface Index {
        long[] entries(Storage.Entries which, int account, long from, boolean ascending, int limit);

        long[] dated(int account, long fromNanos, long from, long position, boolean ascending, int limit);

        long[] datedSums(int account, long untilNanos, long position);

        long[] labelled(Label label, long from, boolean ascending, int limit);
    }

    private final Random random;
    private final ModelIndex model;
    private final int accounts;
    private final int moments;

    public IndexQuestions(Random random, ModelIndex model, int accounts, int moments) {
        this.random = random;
        this.model = model;
        this.accounts = accounts;
        this.moments = moments;
    }

    /** Asks about what is up to a position, and some questions about what is behind it. */
    public void ask(Index index, long lastPosition, int times) {
        for (int i = 0; i < times; i++) {
            int account = random.nextInt(accounts + 1);
            boolean ascending = random.nextBoolean();
            int limit = random.nextInt(4) == 0 ? Integer.MAX_VALUE : random.nextInt(40);
            long from = locator(lastPosition);
            for (Storage.Entries which : Storage.Entries.values()) {
                assertThat(index.entries(which, account, from, ascending, limit))
                        .as("%s of %s from %s, rising: %s", which, account, from, ascending)
                        .isEqualTo(model.entries(which, account, from, ascending, limit));
            }
            long nanos = nanos();
            long position = random.nextInt(4) == 0 ? Long.MAX_VALUE : position(lastPosition);
            assertThat(index.datedSums(account, nanos, position))
                    .as("sums of %s up to %s, known at %s", account, nanos, position)
                    .isEqualTo(model.datedSums(account, nanos, position));
            assertThat(index.dated(account, nanos, from, position, ascending, limit))
                    .as("dated of %s from %s, %s, known at %s", account, nanos, from, position)
                    .isEqualTo(model.dated(account, nanos, from, position, ascending, limit));
            Label label = RandomEffects.LABELS.get(random.nextInt(RandomEffects.LABELS.size()));
            long first = random.nextInt(4) == 0 ? Long.MAX_VALUE : position(lastPosition);
            assertThat(index.labelled(label, first, ascending, limit))
                    .as("%s from %s", label, first)
                    .isEqualTo(model.labelled(label, first, ascending, limit));
        }
    }

    private long position(long last) {
        return random.nextInt((int) last + 2);
    }

    private long locator(long last) {
        return switch (random.nextInt(4)) {
            case 0 -> Long.MAX_VALUE;
            case 1 -> 0;
            default -> EntryLocator.of(position(last), random.nextInt(4));
        };
    }

    private long nanos() {
        return switch (random.nextInt(6)) {
            case 0 -> Long.MAX_VALUE;
            case 1 -> Long.MIN_VALUE;
            case 2 -> random.nextLong();
            default -> 1_000L * (random.nextInt(moments) - moments / 2) + random.nextInt(2);
        };
    }
}
