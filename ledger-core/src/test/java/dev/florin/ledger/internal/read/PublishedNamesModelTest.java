package dev.florin.ledger.internal.read;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.RollUp;
import dev.florin.ledger.internal.books.IdMap;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.testkit.DecidedEffects;
import dev.florin.ledger.testkit.SmallBooks;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** As {@link PublishedBooksModelTest}: names are published and taken out under the eyes of readers who add accounts up. */
class PublishedNamesModelTest {
    /** What the first account is called, one after the other: moved within the prefix, out of it, and in again. */
    private static final List<String> NAMES = List.of("u:a", "u:z", "x", "u:a", "x", "u:z");

    @Test
    void noNameIsMissedAndNoneIsCountedTwice() {
        new ModelCheckingOptions()
                .iterations(Integer.getInteger("florin.scenarios", 3))
                .invocationsPerIteration(60)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .addGuarantee(forClasses(EffectCursor.class.getName(), EffectCodec.class.getName())
                        .allMethods()
                        .ignore())
                .sequentialSpecification(InOneOrder.class)
                .check(AtTheSameTime.class);
    }

    /** Renames, decided beforehand, which the publisher works off; and readers. */
    public static final class AtTheSameTime {
        private static final List<AccountId> ACCOUNTS = List.of(AccountId.of("first"), AccountId.of("second"));
        private static final IdMap IDS = new IdMap();
        private static final EffectBatch FRAME = new DecidedEffects(IDS)
                .decide(Stream.concat(
                                Stream.of(opening(0, NAMES.get(0)), opening(1, "u:m")),
                                IntStream.range(1, 24).mapToObj(AtTheSameTime::renaming))
                        .toArray(Command[]::new))
                .frame();

        private static Command opening(int account, String name) {
            return OpenAccount.of(
                    Account.of(ACCOUNTS.get(account), SmallBooks.USD).name(name));
        }

        private static Command renaming(int round) {
            return AccountUpdate.of(CommandId.next(), ACCOUNTS.get(0)).name(NAMES.get(round % NAMES.size()));
        }

        private final PublishedBooks published = new PublishedBooks();
        private final EffectCursor effects = FRAME.cursor();
        private final Accounts accounts = new Accounts(
                new Reads(published, IDS, IDS, null, null, () -> {}, new Between() {
                    @Override
                    public <T> T call(Supplier<T> work) {
                        throw new TooManyTries();
                    }
                }),
                published,
                null,
                null);

        public AtTheSameTime() {
            publish(2);
        }

        private void publish(int count) {
            for (int i = 0; i < count; i++) {
                effects.next();
                published.apply(effects);
            }
            published.publish(effects.position());
        }

        @Operation(nonParallelGroup = "publisher")
        public void publishOne() {
            publish(1);
        }

        @Operation(nonParallelGroup = "publisher")
        public void publishTwo() {
            publish(2);
        }

        @Operation
        public long users() {
            while (true) {
                try {
                    List<RollUp.Line> lines = accounts.rollUp("u:").lines();
                    return lines.get(0).accounts();
                } catch (TooManyTries e) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    private static final class TooManyTries extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** How many renames there were. */
    public static final class InOneOrder {
        private int renames;

        public void publishOne() {
            renames++;
        }

        public void publishTwo() {
            renames += 2;
        }

        public long users() {
            return NAMES.get(renames % NAMES.size()).startsWith("u:") ? 2 : 1;
        }
    }
}
