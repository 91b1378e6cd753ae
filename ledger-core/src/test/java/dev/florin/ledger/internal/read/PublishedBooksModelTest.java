package dev.florin.ledger.internal.read;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Balance;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.internal.index.IdMap;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.testkit.DecidedEffects;
import dev.florin.ledger.testkit.SmallBooks;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * Lincheck's model checker walks the interleavings of one publisher and readers, switching threads at every access
 * to shared memory: publications in groups, versions replaced under a reader's eyes, attributes replaced likewise.
 */
class PublishedBooksModelTest {
    @Test
    void readsSeeOneMomentInOneOrder() {
        new ModelCheckingOptions()
                .iterations(Integer.getInteger("florin.scenarios", 3))
                .invocationsPerIteration(60)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                // Bytes that nobody changes, read through handles that the model checker does not know.
                .addGuarantee(forClasses(EffectCursor.class.getName(), EffectCodec.class.getName())
                        .allMethods()
                        .ignore())
                .sequentialSpecification(InOneOrder.class)
                .check(AtTheSameTime.class);
    }

    /** Effects, decided beforehand, which the publisher works off; and readers. */
    public static final class AtTheSameTime {
        private static final List<AccountId> ACCOUNTS = List.of(AccountId.of("first"), AccountId.of("second"));
        private static final IdMap IDS = new IdMap();
        private static final EffectBatch FRAME = new DecidedEffects(IDS)
                .decide(Stream.concat(
                                ACCOUNTS.stream()
                                        .map(id -> OpenAccount.of(
                                                Account.of(id, SmallBooks.USD).unlimited())),
                                Stream.generate(AtTheSameTime::transferAndUpdate)
                                        .limit(20)
                                        .flatMap(List::stream))
                        .toArray(Command[]::new))
                .frame();

        private static List<Command> transferAndUpdate() {
            return List.of(
                    Transfer.of(CommandId.next())
                            .debit(ACCOUNTS.get(0), 1)
                            .credit(ACCOUNTS.get(1), 1)
                            .build(),
                    AccountUpdate.of(CommandId.next(), ACCOUNTS.get(0)).status(AccountStatus.OPEN));
        }

        private final PublishedBooks published = new PublishedBooks();
        private final EffectCursor effects = FRAME.cursor();
        private final Reads reads = new Reads(published, IDS, null, null, () -> {}, new Between() {
            @Override
            public <T> T call(Supplier<T> work) {
                throw new AssertionError("64 tries with so few publications");
            }
        });

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
            publish(2);
        }

        @Operation(nonParallelGroup = "publisher")
        public void publishTwo() {
            publish(4);
        }

        @Operation
        public long first() {
            return -reads.balance(ACCOUNTS.get(0)).posted().toLong();
        }

        @Operation
        public long second() {
            return reads.balance(ACCOUNTS.get(1)).posted().toLong();
        }

        @Operation
        public List<Long> both() {
            List<Balance> balances = reads.balances(ACCOUNTS);
            return List.of(
                    -balances.get(0).posted().toLong(), balances.get(1).posted().toLong());
        }
    }

    /** What was moved so far. */
    public static final class InOneOrder {
        private long moved;

        public void publishOne() {
            moved++;
        }

        public void publishTwo() {
            moved += 2;
        }

        public long first() {
            return moved;
        }

        public long second() {
            return moved;
        }

        public List<Long> both() {
            return List.of(moved, moved);
        }
    }
}
