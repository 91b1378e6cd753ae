package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.RecoveryReport;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Books that were closed, and copies of them whose files are damaged. What the copies answer is judged by the same batches in
 * memory, so nothing but the storage can be the reason for a difference.
 */
final class DamagedBooks {
    /** What became of damaged books. */
    enum Result {
        /** A fault was told, by opening or by a question. */
        REFUSED,
        /** They are what they were up to some batch, and opening told that nobody closed them. */
        PART,
        /** They are as they were. */
        WHOLE
    }

    /** A fault names one of these, or the folder. */
    private static final String PLACE = "batch \\d|position \\d|offset \\d|";

    private static final int SESSIONS = 3;
    private static final int POSTS = 120;

    private final StorageKind kind;
    private final Path root;
    private final Path whole;
    private final List<byte[]> batches = new ArrayList<>();

    /** What books of the first batches answer, by their last position. */
    private final Map<Long, Map<String, Object>> expected = new HashMap<>();

    private final Map<Result, Integer> results = new EnumMap<>(Result.class);

    DamagedBooks(StorageKind kind, Path root) {
        this.kind = kind;
        this.root = root;
        whole = root.resolve("whole");
    }

    /** Writes the books, closed and opened again on the way. */
    void write() {
        for (int session = 0; session < SESSIONS; session++) {
            try (Ledger ledger = Ledger.open(kind.at(whole))) {
                SmallRun.commands().forEach(ledger::submit);
                for (int i = 0; i < POSTS; i += 10) {
                    ledger.submitAll(SmallRun.posts(session * POSTS + i, 10));
                }
            }
        }
        batches.addAll(WholeBatches.of(kind.at(whole)));
        assertThat(judged("not damaged", copy("as it was"), 0)).isEqualTo(Result.WHOLE);
        results.clear();
    }

    /** Damages a copy in some way. */
    void damage(int number, Random random) throws IOException {
        Path copy = copy("damage " + number);
        FileDamage damage = FileDamage.random(copy, random);
        damage.run();
        Result result = judged(damage.toString(), copy, damage.mostTorn());
        results.merge(result, 1, Integer::sum);
        FileTrees.delete(copy);
    }

    Map<Result, Integer> results() {
        return results;
    }

    private Path copy(String name) {
        Path copy = root.resolve(name);
        FileTrees.copy(whole, copy);
        return copy;
    }

    private Result judged(String damage, Path books, int mostTorn) {
        try {
            return judge(books, mostTorn);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(damage, e);
        }
    }

    private Result judge(Path books, int mostTorn) {
        Map<String, Object> answers;
        RecoveryReport recovery;
        try (Ledger ledger = Ledger.open(kind.at(books))) {
            answers = AllAnswers.of(ledger);
            recovery = ledger.recovery();
        } catch (StorageException e) {
            assertThat(e.getMessage())
                    .as("a fault says where it is")
                    .containsPattern(PLACE + Pattern.quote(books.toString()));
            return Result.REFUSED;
        }
        assertThat(answers).isEqualTo(expected(recovery.lastPosition()));
        if (recovery.lastPosition() == lastPosition()) {
            return Result.WHOLE;
        }
        assertThat(recovery.cleanShutdown())
                .as(
                        "books that end with position %s instead of %s are not called clean",
                        recovery.lastPosition(), lastPosition())
                .isFalse();
        assertThat(batches.stream()
                        .skip(Math.max(0, batches.size() - (long) mostTorn))
                        .anyMatch(batch ->
                                new EffectBatch(batch, 0, batch.length).firstPosition() == recovery.lastPosition() + 1))
                .as(
                        "the books end with position %s: durable batches are damaged, and that is refused",
                        recovery.lastPosition())
                .isTrue();
        return Result.PART;
    }

    /** What the same batches answer in memory, up to a position at which one of them ends. */
    private Map<String, Object> expected(long position) {
        return expected.computeIfAbsent(position, last -> {
            InMemoryStorage storage = InMemoryStorage.create();
            long end = 0;
            try (Storage.Session session = storage.open(batch -> {})) {
                for (int i = 0; end < last && i < batches.size(); i++) {
                    session.append(List.of(batch(i)));
                    end = batch(i).lastPosition();
                }
            }
            assertThat(end).as("books end with a whole batch").isEqualTo(last);
            try (Ledger ledger = Ledger.open(storage)) {
                return AllAnswers.of(ledger);
            }
        });
    }

    private long lastPosition() {
        return batch(batches.size() - 1).lastPosition();
    }

    private EffectBatch batch(int number) {
        byte[] bytes = batches.get(number);
        return new EffectBatch(bytes, 0, bytes.length);
    }
}
