package dev.florin.ledger.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.testkit.RandomCommands;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Copies on disks that crash: a copy is always the beginning of its source, and goes on where it ended. */
class CopyingTest {
    private static Copying.Copied copy(Disk from, SimDisk to) throws IOException {
        Source source = new Source(from);
        Source.End end = source.end();
        Copying copying = new Copying(source, end, to, progress -> {});
        return copying.run(copying.look(), Books.SEGMENT, Runnable::run, batch -> true);
    }

    private static List<byte[]> frames(SimDisk disk) {
        return Books.open(disk.copy()).replayed().stream()
                .map(CopyingTest::withoutForces)
                .toList();
    }

    /** A frame but for what it says about the forces of its own disk, and its checksum. */
    private static byte[] withoutForces(byte[] frame) {
        EffectLayout.putLong(frame, EffectBatch.FORCED_SEQUENCE, 0);
        EffectLayout.putInt(frame, EffectBatch.CHECKSUM, 0);
        return frame;
    }

    private static SimDisk books(long seed, int commands) {
        SimDisk disk = new SimDisk();
        try (Ledger ledger = Ledger.open(Books.storage(disk))) {
            new RandomCommands(seed).take(commands).forEach(ledger::submit);
        }
        return disk;
    }

    @Property(tries = 60)
    void copiesAtAnyMomentsThatAreKilledAnywhereAddUpToTheSource(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        SimDisk source = new SimDisk();
        SimDisk target = new SimDisk();
        try (Ledger ledger = Ledger.open(Books.storage(source))) {
            RandomCommands commands = new RandomCommands(seed);
            for (int round = 0; round < 8; round++) {
                commands.take(random.nextInt(12)).forEach(ledger::submit);
                target.crashAfter(random.nextInt(60));
                try {
                    copy(source, target);
                } catch (StorageException | IOException e) {
                    assertThat(target.crashed()).as(e.toString()).isTrue();
                }
                target = target.crash(random);
                Books.assertPrefix(frames(target), frames(source));
            }
        }
        copy(source, target);
        assertThat(frames(target)).containsExactlyElementsOf(frames(source));
    }

    @Test
    void whatWasCopiedTheSourceCannotLose() throws IOException {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            SimDisk source = books(seed, 10);
            SimDisk target = new SimDisk();
            Ledger ledger = Ledger.open(Books.storage(source));
            source.crashAfter(1 + random.nextInt(4));
            try {
                new RandomCommands(seed + 1000).take(5).forEach(ledger::submit);
            } catch (RuntimeException e) {
                assertThat(source.crashed()).as(e.toString()).isTrue();
            }
            source.crashAfter(Integer.MAX_VALUE);
            copy(source, target);
            Books.assertPrefix(frames(target), frames(source.crash(random)));
        }
    }

    @Test
    void aCopyChangesNothingOfItsSource() throws IOException {
        SimDisk source = books(1, 40);
        String last = source.list().get(source.list().size() - 1);
        byte[] torn = source.get(last).clone();
        Source.End end = new Source(source).end();
        torn[(int) end.end() + 9] = 77;
        source.put(last, torn);
        List<byte[]> before =
                source.list().stream().map(name -> source.get(name).clone()).toList();
        copy(source, new SimDisk());
        assertThat(source.list().stream().map(source::get).toList()).containsExactlyElementsOf(before);
    }

    @Test
    void theTornTailOfASourceIsNotCopied() throws IOException {
        SimDisk source = books(1, 40);
        List<byte[]> frames = frames(source);
        String last = source.list().get(source.list().size() - 1);
        byte[] torn = source.get(last).clone();
        torn[(int) new Source(source).end().end() + 9] = 77;
        source.put(last, torn);
        SimDisk target = new SimDisk();
        copy(source, target);
        assertThat(frames(target)).containsExactlyElementsOf(frames);
    }

    @Test
    void aDamagedSourceIsRefusedAndWhatIsBeforeTheDamageIsNotTakenForAll() {
        SimDisk source = books(1, 60);
        byte[] first = source.get(SegmentName.of(1)).clone();
        first[SegmentHeader.BYTES + 300] ^= 1;
        source.put(SegmentName.of(1), first);
        assertThatThrownBy(() -> copy(source, new SimDisk()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("[R6]")
                .hasMessageContaining("offset 4096");
    }

    @Test
    void otherBooksAndBooksThatPartedAreRefused() throws IOException {
        SimDisk source = books(1, 20);
        assertThatThrownBy(() -> copy(source, books(2, 5)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("holds other books");

        SimDisk target = new SimDisk();
        copy(source, target);
        post(target, 1005, 100);
        List<byte[]> before = frames(target);
        assertThatThrownBy(() -> copy(source, target))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("is not the beginning of these books")
                .hasMessageContaining("ends with batch");
        post(source, 2009, 300);
        assertThatThrownBy(() -> copy(source, target))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("is not the beginning of these books")
                .hasMessageContaining("with chain");
        assertThat(frames(target)).containsExactlyElementsOf(before);
    }

    private static void post(SimDisk disk, long seed, int commands) {
        try (Ledger ledger = Ledger.open(Books.storage(disk))) {
            new RandomCommands(seed).take(commands).forEach(ledger::submit);
        }
    }

    @Test
    void aJournalWithoutBooksIsNothingToCopy() {
        assertThatThrownBy(() -> copy(new SimDisk(), new SimDisk()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("there are no books to copy");
    }

    /** A ledger that writes shows a later batch before an earlier one now and then: it is looked at again. */
    @Test
    void whatIsHalfWrittenIsLookedAtAgain() throws IOException {
        SimDisk source = books(1, 60);
        String second = SegmentName.of(2);
        byte[] whole = source.get(second);
        byte[] half = whole.clone();
        half[SegmentHeader.BYTES + 250] ^= 1;
        AtomicInteger opened = new AtomicInteger();
        Disk written = (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("openToRead") && arguments[0].equals(second)) {
                        source.put(second, opened.incrementAndGet() <= 3 ? half : whole);
                    }
                    return method.invoke(source, arguments);
                });
        SimDisk target = new SimDisk();
        copy(written, target);
        assertThat(opened.get()).isGreaterThan(3);
        assertThat(frames(target)).containsExactlyElementsOf(frames(source));
    }
}
