package dev.florin.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Outcomes tell what the ledger decided, the first time and again. */
class OutcomeTest {
    private static final Asset USD = Asset.of("USD", 2);

    private final Ledger ledger = Ledger.open(InMemoryStorage.create());

    @BeforeEach
    void open() {
        ledger.open(Account.named("cash", USD).debitNormal().unlimited());
        ledger.open(Account.named("alice", USD));
        ledger.open(Account.named("bob", USD));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private static CommandId id(String name) {
        return CommandId.of(name);
    }

    private static Transfer.Builder funding(String name) {
        return Transfer.of(id(name)).debit("cash", 9).credit("alice", 6).credit("bob", 3);
    }

    private static List<Amount> amounts(long... amounts) {
        return Arrays.stream(amounts).mapToObj(Amount::of).toList();
    }

    @Test
    void amountsThatTheLedgerDecidedAreToldTheFirstTimeAndAgain() {
        ledger.reserve(funding("hold").hold());
        Command capture = Capture.of(id("capture"), id("hold")).total(6);
        assertThat(ledger.submit(capture).moved()).isEqualTo(amounts(6, 4, 2));
        assertThat(ledger.submit(capture).moved()).isEqualTo(amounts(6, 4, 2));
        assertThat(ledger.outcome(id("capture")).orElseThrow().moved()).isEqualTo(amounts(6, 4, 2));
        assertThat(ledger.submit(Release.of(id("release"), id("hold"))).moved()).isEqualTo(amounts(3, 2, 1));
        Command refund = Refund.of(id("refund"), id("hold")).part(Part.amounts(1, 0, 1));
        assertThat(ledger.submit(refund).moved()).isEqualTo(amounts(1, 0, 1));
        assertThat(ledger.submit(Reversal.of(id("reversal"), id("hold"))).moved())
                .isEqualTo(amounts(5, 4, 1));
    }

    @Test
    void aSweepMovesOneAmount() {
        ledger.post(funding("funding").build());
        Sweep sweep = Sweep.of(id("sweep"), "alice", "bob");
        assertThat(ledger.sweep(sweep)).isEqualTo(Amount.of(6));
        assertThat(ledger.submit(sweep).moved()).isEqualTo(amounts(6));
        assertThatThrownBy(() -> ledger.sweep(Sweep.of(id("again"), "alice", "bob")))
                .isInstanceOf(CommandRejectedException.class);
    }

    @Test
    void partsAreThoseOfTheMembers() {
        ledger.post(funding("funding").build());
        Group group = Group.of(id("group"), funding("more").build(), Sweep.of(id("member"), "alice", "bob"));
        List<Outcome> members = ledger.submit(group).parts();
        assertThat(members).extracting(Outcome::id).containsExactly(id("more"), id("member"));
        assertThat(members.get(1).moved()).isEqualTo(amounts(12));
        assertThat(ledger.submit(group).parts()).isEqualTo(members);

        PayEach payment = PayEach.of(id("payment"), "bob")
                .pay("alice", 18)
                .pay("cash", 18)
                .build();
        List<Outcome> payments = ledger.payEach(payment);
        assertThat(payments).extracting(Outcome::isPosted).containsExactly(true, false);
        assertThat(ledger.submit(payment).parts()).isEqualTo(payments);

        CloseAccount closing = CloseAccount.of(id("closing"), "alice").sweepTo("bob");
        assertThat(ledger.submit(closing).parts()).extracting(Outcome::moved).containsExactly(amounts(18), List.of());
    }

    @Test
    void whatIsCarriedOutToTheLetterAndWhatIsRejectedHasNeither() {
        Outcome posted = ledger.submit(funding("funding").build());
        Outcome again = ledger.submit(funding("funding").build());
        Outcome rejected = ledger.submit(Refund.of(id("refund"), id("funding")).total(10));
        assertThat(rejected.isPosted()).isFalse();
        assertThat(Stream.of(posted, again, rejected)).allSatisfy(outcome -> {
            assertThat(outcome.moved()).isEmpty();
            assertThat(outcome.parts()).isEmpty();
        });
    }
}
