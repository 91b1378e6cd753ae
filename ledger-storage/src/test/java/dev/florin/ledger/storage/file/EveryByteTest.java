package dev.florin.ledger.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Command;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerException;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.testkit.SmallRun;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A small ledger's files, every byte of them flipped, every file cut at a third of all lengths, in long runs at all: the books are refused, or open as a
 * part from the beginning which is reported, or are as they were. None has other balances, or other answers.
 */
@Timeout(180)
class EveryByteTest {
    /** What happened to books with a damaged file. */
    private enum Result {
        REFUSED,
        PART,
        WHOLE
    }

    /** Usual runs flip three bits of each byte of a header, and cut every third length; {@code -Dflorin.everyByte=true} all. */
    private static final int STEP = Boolean.getBoolean("florin.everyByte") ? 1 : 3;

    private static SimDisk books = new SimDisk();
    private static List<Outcome> outcomes = List.of();

    /** What was answered after each command, by position. */
    private static final TreeMap<Long, SmallRun.Answers> ANSWERS = new TreeMap<>();

    @BeforeAll
    static void write() {
        try (Ledger ledger = Ledger.open(Books.storage(books))) {
            ANSWERS.put(0L, SmallRun.ask(ledger));
            outcomes = SmallRun.commands().stream()
                    .map(command -> submit(ledger, command))
                    .toList();
        }
        assertThat(books.list()).hasSizeGreaterThan(1);
        assertThat(open(books)).isEqualTo(Result.WHOLE);
    }

    private static Outcome submit(Ledger ledger, Command command) {
        Outcome outcome = ledger.submit(command);
        SmallRun.Answers answers = SmallRun.ask(ledger);
        ANSWERS.put(answers.fingerprints().position(), answers);
        return outcome;
    }

    /** Opens books and asks them all; what they answer is what they answered at some position. */
    private static Result open(SimDisk disk) {
        Ledger opened;
        try {
            opened = Ledger.open(Books.storage(disk));
        } catch (StorageException e) {
            assertThat(e.getMessage()).containsPattern("^\\[[A-Z]\\d+] sim/");
            return Result.REFUSED;
        }
        try (Ledger ledger = opened) {
            SmallRun.Answers answers = SmallRun.ask(ledger);
            assertThat(answers).isEqualTo(ANSWERS.get(answers.fingerprints().position()));
            if (answers.equals(ANSWERS.lastEntry().getValue())) {
                return Result.WHOLE;
            }
            assertThat(ledger.recovery().cleanShutdown()).isFalse();
            assertThat(ledger.recovery().notes()).isNotEmpty();
            return Result.PART;
        }
    }

    @Test
    void aBitFlippedInAnyByteChangesNoAnswerInSilence() {
        for (String name : books.list()) {
            int size = books.get(name).length;
            for (int at = 0; at < size; at++) {
                flip(name, at, at % 8);
            }
        }
    }

    /** Segment headers, frame headers and seals: each bit means something. */
    @Test
    void anyBitFlippedInAnyHeaderChangesNoAnswerInSilence() {
        for (String name : books.list()) {
            byte[] bytes = books.get(name);
            flipAll(name, 0, 104);
            int end = recordsEnd(bytes);
            for (int at = SegmentHeader.BYTES; at < end; at += EffectLayout.getInt(bytes, at + 4)) {
                flipAll(name, at, Math.min(end, at + EffectBatch.HEADER_BYTES));
            }
        }
    }

    private static void flipAll(String name, int from, int to) {
        for (int at = from; at < to; at++) {
            for (int bit = at % STEP; bit < 8; bit += STEP) {
                flip(name, at, bit);
            }
        }
    }

    private static void flip(String name, int at, int bit) {
        SimDisk flipped = books.copy();
        flipped.get(name)[at] ^= (byte) (1 << bit);
        Result result = told(name + ", byte " + at + ", bit " + bit, flipped);
        byte[] bytes = books.get(name);
        boolean used = at < recordsEnd(bytes);
        boolean seal = name.equals(books.list().get(books.list().size() - 1)) && at >= recordsEnd(bytes) - Seal.BYTES;
        assertThat(result)
                .as("%s, byte %s, bit %s", name, at, bit)
                .isEqualTo(used && !seal ? Result.REFUSED : Result.WHOLE);
    }

    @Test
    void aFileCutAnywhereIsRefusedOrReportedOrHarmless() {
        List<String> names = books.list();
        for (String name : names) {
            byte[] bytes = books.get(name);
            boolean last = name.equals(names.get(names.size() - 1));
            int seal = recordsEnd(bytes) - Seal.BYTES;
            for (int length = 0; length < bytes.length; length += STEP) {
                SimDisk cut = books.copy();
                cut.put(name, Arrays.copyOf(bytes, length));
                Result result = told(name + " cut at " + length, cut);
                Result whenUsed = last ? Result.PART : Result.REFUSED;
                assertThat(result)
                        .as("%s cut at %s", name, length)
                        .isEqualTo(length < (last ? seal : recordsEnd(bytes)) ? whenUsed : Result.WHOLE);
            }
        }
    }

    @Test
    void anyFileLostIsRefusedOrReported() {
        List<String> names = books.list();
        for (String name : names) {
            SimDisk without = new SimDisk();
            names.stream().filter(other -> !other.equals(name)).forEach(other -> without.put(other, books.get(other)));
            boolean last = name.equals(names.get(names.size() - 1));
            assertThat(last ? Result.REFUSED : open(without)).as(name).isEqualTo(Result.REFUSED);
        }
    }

    /** Damage under open books: a balance is in memory and stays right; what is read from the file is right or refused. */
    @Test
    void aBitFlippedUnderOpenBooksIsMetByTheReadOrHarmless() {
        SimDisk disk = books.copy();
        SmallRun.Answers whole = ANSWERS.lastEntry().getValue();
        try (Ledger ledger = Ledger.open(Books.storage(disk))) {
            for (String name : disk.list()) {
                int refused = 0;
                int used = recordsEnd(disk.get(name));
                for (int at = SegmentHeader.BYTES; at < used; at++) {
                    disk.get(name)[at] ^= (byte) (1 << at % 8);
                    refused += asked(ledger, whole) ? 0 : 1;
                    disk.get(name)[at] ^= (byte) (1 << at % 8);
                }
                assertThat(refused)
                        .as("%s: reads meet most of what is flipped", name)
                        .isGreaterThan((used - SegmentHeader.BYTES) / 5);
            }
            assertThat(SmallRun.ask(ledger)).isEqualTo(whole);
        }
    }

    /** Whether all questions were answered. */
    private static boolean asked(Ledger ledger, SmallRun.Answers whole) {
        boolean all = true;
        for (int i = 0; i < outcomes.size(); i++) {
            try {
                Optional<Outcome> outcome =
                        ledger.outcome(SmallRun.commands().get(i).id());
                assertThat(outcome).isEqualTo(whole.outcomes().get(i));
            } catch (LedgerException e) {
                assertThat(e).isInstanceOf(StorageException.class).hasMessageContaining("is damaged");
                all = false;
            }
        }
        return all;
    }

    private static Result told(String damage, SimDisk disk) {
        try {
            return open(disk);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(damage, e);
        }
    }

    /** Where the records of a segment end, found by walking over them. */
    private static int recordsEnd(byte[] bytes) {
        int at = SegmentHeader.BYTES;
        while (at + 8 <= bytes.length && EffectLayout.getInt(bytes, at) != 0) {
            at += EffectLayout.getInt(bytes, at + 4);
        }
        return at;
    }
}
