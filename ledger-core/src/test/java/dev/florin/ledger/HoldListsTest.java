package dev.florin.ledger;

import static dev.florin.ledger.testkit.SmallBooks.USD;
import static dev.florin.ledger.testkit.SmallBooks.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.testkit.SmallBooks;
import dev.florin.ledger.testkit.Watch;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lists of holds show one moment while holds are placed, captured and closed. */
@Timeout(60)
class HoldListsTest {
    private static final int ROUNDS = 300;

    private final InMemoryStorage storage = InMemoryStorage.create();
    private final Ledger ledger = Ledger.open(storage);

    @BeforeEach
    void open() {
        SmallBooks.openBank(ledger);
        SmallBooks.openUser(ledger, "user", 1_000_000);
        ledger.open(Account.named("shop", USD));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private CommandId place(long amount) {
        CommandId id = CommandId.next();
        ledger.reserve(Hold.of(transfer(id, "user", "shop", amount)));
        return id;
    }

    private static List<CommandId> ids(HoldPage page) {
        return page.holds().stream().map(view -> view.receipt().id()).toList();
    }

    /** Of two holds one is open at any time: the next is placed in the group that closes the one before. */
    @Test
    void exactlyOneHoldIsOpenAtEveryMoment() {
        CommandId first = place(10);
        try (Watch lists = Watch.with(2, () -> {
            HoldPage page = ledger.holds(HoldQuery.of(AccountId.of("user")));
            assertThat(page.holds()).hasSize(1);
            HoldView view = page.holds().get(0);
            assertThat(view.status()).isEqualTo(HoldStatus.OPEN);
            assertThat(view.left()).containsOnly(Amount.of(10));
            assertThat(view.closedBy()).isEmpty();
        })) {
            CommandId open = first;
            for (int round = 0; round < ROUNDS; round++) {
                CommandId next = CommandId.next();
                Command closing = round % 2 == 0
                        ? Release.of(CommandId.next(), open)
                        : Capture.of(CommandId.next(), open).total(4).closing();
                ledger.post(Group.of(CommandId.next(), closing, Hold.of(transfer(next, "user", "shop", 10))));
                open = next;
            }
        }
    }

    /** What is captured of a hold and what is left of it add up, and the balance of an earlier moment knows less. */
    @Test
    void whatIsCapturedAndWhatIsLeftAddUp() {
        CommandId id = place(ROUNDS);
        try (Watch views = Watch.with(2, () -> {
            long captured = -SmallBooks.posted(ledger, "user");
            HoldView view = ledger.hold(id).orElseThrow();
            assertThat(view.captured().get(0).plus(view.left().get(0))).isEqualTo(Amount.of(ROUNDS));
            assertThat(view.captures()).hasSize((int) view.captured().get(0).toLong());
            assertThat(captured + 1_000_000)
                    .as("read before")
                    .isLessThanOrEqualTo(view.captured().get(0).toLong());
        })) {
            for (int round = 0; round < ROUNDS; round++) {
                ledger.capture(Capture.of(CommandId.next(), id).total(1));
            }
        }
        assertThat(ledger.hold(id).orElseThrow().status()).isEqualTo(HoldStatus.CAPTURED);
    }

    @Test
    void openHoldsAreTheSameAfterOpeningAgain() {
        CommandId open = place(1);
        CommandId captured = place(2);
        CommandId released = place(3);
        CommandId part = place(4);
        ledger.capture(Capture.of(CommandId.next(), captured));
        ledger.submit(Release.of(CommandId.next(), released));
        ledger.capture(Capture.of(CommandId.next(), part).total(1));
        HoldPage before = ledger.holds(HoldQuery.all());
        assertThat(ids(before)).containsExactly(open, part);
        ledger.close();
        try (Ledger again = Ledger.open(storage)) {
            assertThat(again.holds(HoldQuery.all())).isEqualTo(before);
            assertThat(again.hold(captured).orElseThrow().status()).isEqualTo(HoldStatus.CAPTURED);
            assertThat(again.hold(released).orElseThrow().status()).isEqualTo(HoldStatus.RELEASED);
        }
    }
}
