package dev.florin.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.money.Asset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A small command may have large effects: a reversal has the entries of its origin, and a group has thousands of members.
 * What one command leaves in the journal is bounded all the same.
 */
class EffectsTooLargeTest {
    private static final Asset USD = Asset.of("USD", 2);

    /** What the effects of one command take at most. */
    private static final long MOST_BYTES = 8 << 20;

    private final InMemoryStorage storage = InMemoryStorage.create();

    @BeforeEach
    void postLargeTransfers() {
        try (Ledger ledger = Ledger.open(storage)) {
            ledger.open(Account.named("bank", USD).debitNormal().unlimited());
            ledger.open(Account.named("ada", USD));
            for (int i = 0; i < 64; i++) {
                Transfer.Builder transfer = Transfer.of(origin(i));
                for (int pair = 0; pair < Transfer.MAX_ENTRIES / 2; pair++) {
                    transfer.debit("bank", 1).credit("ada", 1);
                }
                ledger.post(transfer.build());
            }
        }
    }

    private static CommandId origin(int number) {
        return CommandId.of("origin " + number);
    }

    private static CommandId reversal(int number) {
        return CommandId.of("reversal " + number);
    }

    private static Group reversals(String id, int count) {
        List<Command> members = IntStream.range(0, count)
                .<Command>mapToObj(i -> Reversal.of(reversal(i), origin(i)))
                .toList();
        return new Group(CommandId.of(id), members, List.of());
    }

    @Test
    void aGroupWhoseEffectsWouldTakeTooMuchChangesNothingAndASmallerOnePasses() {
        Fingerprints after;
        try (Ledger ledger = Ledger.open(storage)) {
            Fingerprints before = ledger.fingerprints();
            Balance balance = ledger.balance("ada");

            Rejection.EffectsTooLarge checked = tooLarge(ledger.check(reversals("too many", 64)));
            assertThat(ledger.fingerprints()).isEqualTo(before);
            Outcome outcome = ledger.submit(reversals("too many", 64));
            assertThat(tooLarge(outcome)).isEqualTo(checked);
            // 64 effects of 4,096 entries with 32 bytes each are 8 MiB without their headers.
            assertThat(checked.bytes()).isGreaterThan(MOST_BYTES).isLessThan(MOST_BYTES + 64 * 150);
            assertThat(checked.most()).isEqualTo(MOST_BYTES);
            assertThat(ledger.submit(reversals("too many", 64))).isEqualTo(outcome);

            assertThat(ledger.balance("ada")).isEqualTo(balance);
            assertThat(ledger.fingerprints().position()).isEqualTo(before.position() + 1);
            assertThat(ledger.outcome(reversal(0))).isEmpty();

            Outcome smaller = ledger.submit(reversals("fewer", 63));
            assertThat(smaller).isInstanceOf(Outcome.Posted.class);
            assertThat(ledger.balance("ada").posted().toLong()).isEqualTo(Transfer.MAX_ENTRIES / 2);
            assertThat(ledger.submit(Reversal.of(reversal(63), origin(63)))).isInstanceOf(Outcome.Posted.class);
            assertThat(ledger.balance("ada").posted().toLong()).isZero();
            after = ledger.fingerprints();
        }
        try (Ledger ledger = Ledger.open(storage)) {
            assertThat(ledger.fingerprints()).isEqualTo(after);
        }
    }

    private static Rejection.EffectsTooLarge tooLarge(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        return (Rejection.EffectsTooLarge) ((Outcome.Rejected) outcome).rejection();
    }
}
