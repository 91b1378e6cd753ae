package dev.florin.ledger.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.ChangeStream;
import dev.florin.ledger.Command;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerException;
import dev.florin.ledger.journal.Effect;
import dev.florin.ledger.testkit.SmallRun;
import dev.florin.ledger.testkit.WholeJournal;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/** A machine that dies at any moment: what was fed from the stream before is what happened, and goes on behind it. */
class ChangesCrashTest {
    private static final int MOST_OPERATIONS = 10_000;

    @Test
    void whatIsFedIsEveryEffectOnceWhereverTheMachineDies() {
        int crashes = 0;
        boolean crashed = true;
        for (int operations = 1; crashed && operations < MOST_OPERATIONS; operations++) {
            crashed = dies(operations, new Random(operations));
            crashes += crashed ? 1 : 0;
        }
        assertThat(crashed).as("the last run came through").isFalse();
        assertThat(crashes).isGreaterThan(50);
    }

    /** Feeds what comes until the machine dies after so many operations, then the rest; whether it died. */
    private static boolean dies(int operations, Random random) {
        SimDisk disk = new SimDisk();
        List<Effect> fed = new ArrayList<>();
        disk.crashAfter(operations);
        feed(disk, fed, () -> random.nextInt(4));
        boolean died = disk.crashed();
        SimDisk found = disk.crash(random);
        feed(found, fed, () -> ChangeStream.MOST_EFFECTS);
        assertThat(found.crashed()).isFalse();
        assertThat(fed)
                .as("died after %s operations", operations)
                .isEqualTo(WholeJournal.effects(Books.storage(found)));
        return died;
    }

    /** The position from which it goes on is the number of effects that were fed: one is kept with the other. */
    private static void feed(SimDisk disk, List<Effect> fed, IntSupplier bites) {
        try (Ledger ledger = Ledger.open(Books.storage(disk));
                ChangeStream stream = ledger.changes(fed.size())) {
            for (Command command : SmallRun.commands()) {
                ledger.submit(command);
                int most = bites.getAsInt();
                if (most > 0) {
                    fed.addAll(stream.next(most, Duration.ZERO));
                }
            }
        } catch (LedgerException | UncheckedIOException e) {
            if (!disk.crashed()) {
                throw e;
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
