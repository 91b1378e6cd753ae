package dev.florin.ledger;

import static dev.florin.ledger.testkit.SmallBooks.BANK;
import static dev.florin.ledger.testkit.SmallBooks.openBank;
import static dev.florin.ledger.testkit.SmallBooks.openUser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.testkit.CountedStorage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Movements are found by what they are, exactly, and by a bounded amount of work for each page. */
@Timeout(60)
class TransfersTest {
    /** Opening the bank and the two users, and paying in to one. */
    private static final int BEFORE = 4;

    private final CountedStorage storage = CountedStorage.withCollidingLabels(InMemoryStorage.create());
    private final Ledger ledger = Ledger.open(storage);

    @BeforeEach
    void open() {
        openBank(ledger);
        openUser(ledger, "alice", 1_000_000);
        openUser(ledger, "bob", 0);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private Transfer pay(String name, UnaryOperator<Details> details) {
        return Transfer.of(CommandId.of(name))
                .debit("alice", 1)
                .credit("bob", 1)
                .details(details.apply(Details.NONE))
                .build();
    }

    private List<CommandId> ids(TransferQuery first) {
        List<CommandId> found = new ArrayList<>();
        TransferQuery query = first;
        while (true) {
            TransferPage page = ledger.transfers(query);
            page.transfers().forEach(transfer -> found.add(transfer.transfer().id()));
            if (page.cursor().isEmpty()) {
                return found;
            }
            query = query.after(page.cursor().get());
        }
    }

    private static List<CommandId> named(String... names) {
        return Stream.of(names).map(CommandId::of).toList();
    }

    @Test
    void whatMerelyHasTheSameHashIsNotFound() {
        ledger.post(pay("rent", details -> details.withReference("rent").withMetadata("order", "1")));
        ledger.post(pay(
                "rent of May", details -> details.withReference("rent of May").withMetadata("order", "2")));
        ledger.post(pay("code", details -> details.withCode(7)));
        TransferQuery all = TransferQuery.newestFirst();
        assertThat(ids(all.reference("rent"))).isEqualTo(named("rent"));
        assertThat(ids(all.reference("ren"))).isEmpty();
        assertThat(ids(all.code(7))).isEqualTo(named("code"));
        assertThat(ids(all.code(8))).isEmpty();
        assertThat(ids(all.metadata("order"))).isEqualTo(named("rent of May", "rent"));
        assertThat(ids(all.metadata("1"))).isEmpty();
        assertThat(ids(all.metadata("order", "1"))).isEqualTo(named("rent"));
        assertThat(ids(all.metadata("order", ""))).isEmpty();
    }

    @Test
    void allFiltersMustHold() {
        ledger.post(pay("both", details -> details.withReference("r").withCode(7)));
        ledger.post(pay("reference", details -> details.withReference("r")));
        ledger.post(pay("code", details -> details.withCode(7)));
        TransferQuery query = TransferQuery.oldestFirst().reference("r").code(7);
        assertThat(ids(query)).isEqualTo(named("both"));
        assertThat(ids(query.account("alice"))).isEqualTo(named("both"));
        assertThat(ids(query.account(BANK))).isEmpty();
        assertThat(ids(query.recordedBetween(Instant.EPOCH, Instant.EPOCH.plusSeconds(1))))
                .isEmpty();
    }

    @Test
    void onlyWhatMovedSomethingOnAnAccountIsFoundByIt() {
        CommandId hold = CommandId.of("hold");
        ledger.reserve(Hold.of(Transfer.of(hold)
                .debit("alice", 10)
                .credit("bob", 4)
                .credit(BANK, 6)
                .build()));
        ledger.capture(Capture.of(CommandId.of("capture"), hold).part(Part.amounts(6, 0, 6)));
        assertThat(ids(TransferQuery.newestFirst().account("bob"))).isEmpty();
        assertThat(ids(TransferQuery.newestFirst().account("alice").limit(1)))
                .hasSize(2)
                .startsWith(CommandId.of("capture"));
    }

    @Test
    void aRangeOfTimeBeginsWithItsFirstMomentAndEndsBeforeItsLast() {
        Instant noon = Instant.parse("2026-06-01T12:00:00Z");
        ledger.post(pay("before", details -> details.withEffectiveTime(noon.minusNanos(1))));
        Instant recorded = ledger.post(pay("at noon", details -> details.withEffectiveTime(noon)))
                .recordedTime();
        ledger.post(pay("at one", details -> details.withEffectiveTime(noon.plusSeconds(3_600))));
        TransferQuery all = TransferQuery.oldestFirst();
        assertThat(ids(all.effectiveBetween(noon, noon.plusSeconds(3_600)))).isEqualTo(named("at noon"));
        assertThat(ids(all.effectiveBetween(noon.minusNanos(1), noon))).isEqualTo(named("before"));
        assertThat(ids(all.recordedBetween(recorded, recorded.plusNanos(1)))).isEqualTo(named("at noon"));
        assertThat(ids(all.account("bob").recordedBetween(Instant.MIN, recorded)))
                .isEqualTo(named("before"));
    }

    @Test
    void whatWasReservedReleasedOrRejectedIsNoMovement() {
        CommandId hold = CommandId.of("hold");
        ledger.reserve(
                Hold.of(Transfer.of(hold).debit("alice", 10).credit("bob", 10).build()));
        ledger.release(Release.of(CommandId.of("release"), hold));
        assertThat(ledger.submit(Reversal.of(CommandId.of("reversal"), hold)).isPosted())
                .isFalse();
        assertThat(ids(TransferQuery.oldestFirst())).hasSize(1);
        assertThat(ids(TransferQuery.oldestFirst().account("bob"))).isEmpty();
    }

    @Test
    void aPageTakesABoundedNumberOfStepsAndTheNextOneGoesOn() {
        ledger.post(pay("first", details -> details.withReference("rare")));
        ledger.submitAll(IntStream.range(0, 30_000)
                .mapToObj(i -> pay("payment " + i, details -> details.withReference("common")))
                .toList());
        for (TransferQuery start : List.of(TransferQuery.newestFirst(), TransferQuery.oldestFirst())) {
            TransferQuery query = start.reference("rare");
            List<RecordedTransfer> found = new ArrayList<>();
            int pages = 0;
            while (true) {
                storage.takeReads();
                TransferPage page = ledger.transfers(query);
                assertThat(storage.takeReads()).isLessThan(5_100);
                found.addAll(page.transfers());
                pages++;
                if (page.cursor().isEmpty()) {
                    break;
                }
                query = query.after(page.cursor().get());
            }
            assertThat(found)
                    .extracting(transfer -> transfer.transfer().reference())
                    .containsExactly("rare");
            assertThat(pages).isBetween(6, 8);
        }
    }

    @Test
    void whatIsLinkedToAMovementCountsAsWork() {
        Transfer large = Transfer.of(CommandId.of("large"))
                .debit("alice", 10_000)
                .credit("bob", 10_000)
                .build();
        ledger.post(large);
        List<Command> refunds = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            refunds.add(Refund.of(CommandId.of("refund " + i), large.id()).total(1));
        }
        ledger.submitAll(refunds);
        TransferPage page = ledger.transfers(TransferQuery.oldestFirst());
        assertThat(page.transfers()).hasSize(2);
        assertThat(page.cursor()).contains(new TransferQuery.Cursor(BEFORE + 1));
        assertThat(ids(TransferQuery.oldestFirst().limit(1_000))).hasSize(10_002);
    }

    @Test
    void fewInCommonAreFoundByLeaps() {
        CountedStorage counted = CountedStorage.of(InMemoryStorage.create());
        try (Ledger large = Ledger.open(counted)) {
            openBank(large);
            openUser(large, "alice", 1_000_000);
            openUser(large, "bob", 0);
            openUser(large, "carol", 0);
            List<Command> payments = new ArrayList<>();
            for (int i = 0; i < 40_000; i++) {
                String to = i % 10_000 == 5 ? "carol" : "bob";
                payments.add(Transfer.of(CommandId.of("payment " + i))
                        .debit("alice", 1)
                        .credit(to, 1)
                        .code(1 + i % 2)
                        .build());
            }
            large.submitAll(payments);
            counted.takeReads();
            counted.takeSearches();
            TransferPage page =
                    large.transfers(TransferQuery.newestFirst().account("carol").code(2));
            assertThat(page.transfers()).hasSize(4);
            assertThat(page.cursor()).isEmpty();
            assertThat(counted.takeReads()).isLessThan(20);
            assertThat(counted.takeSearches()).isLessThan(20);
        }
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        (UnaryOperator<TransferQuery>) query -> query.reference(""),
                        "the reference to look for is empty"),
                Arguments.of(
                        (UnaryOperator<TransferQuery>) query -> query.reference("r".repeat(1_025)),
                        "nothing can be found by that: a reference takes 1025 bytes"),
                Arguments.of((UnaryOperator<TransferQuery>) query -> query.code(0), "the code to look for is 0"),
                Arguments.of((UnaryOperator<TransferQuery>) query -> query.code(-1), "the code to look for is -1"),
                Arguments.of(
                        (UnaryOperator<TransferQuery>) query -> query.metadata(""),
                        "the metadata key to look for is empty"),
                Arguments.of(
                        (UnaryOperator<TransferQuery>) query -> query.metadata("", "v"),
                        "the metadata key to look for is empty"),
                Arguments.of(
                        (UnaryOperator<TransferQuery>) query -> query.metadata("k".repeat(129)),
                        "nothing can be found by that: a metadata key takes 129 bytes"),
                Arguments.of(
                        (UnaryOperator<TransferQuery>) query -> query.metadata("k", "v".repeat(4_097)),
                        "nothing can be found by that: the metadata value of 'k' takes 4097 bytes"),
                Arguments.of(
                        (UnaryOperator<TransferQuery>)
                                query -> query.metadata("k", "v").metadata("k", "w"),
                        "metadata 'k' cannot be both 'v' and 'w'"),
                Arguments.of(
                        (UnaryOperator<TransferQuery>) query -> query.recordedBetween(Instant.EPOCH, Instant.EPOCH),
                        "the time from 1970-01-01T00:00:00Z to 1970-01-01T00:00:00Z"),
                Arguments.of(
                        (UnaryOperator<TransferQuery>) query -> query.effectiveBetween(Instant.MAX, Instant.EPOCH),
                        "the time from +1000000000-12-31T23:59:59.999999999Z to 1970-01-01T00:00:00Z"),
                Arguments.of(
                        (UnaryOperator<TransferQuery>) query -> query.limit(0),
                        "a page has 1 to 1000 transfers, not 0"),
                Arguments.of(
                        (UnaryOperator<TransferQuery>) query -> query.limit(1_001),
                        "a page has 1 to 1000 transfers, not 1001"),
                Arguments.of(
                        (UnaryOperator<TransferQuery>) query -> query.where(
                                new TransferQuery.Filter(null, null, null, Set.of(""), Map.of(), null, null)),
                        "the metadata key to look for is empty"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aFilterThatNothingCanMeetIsRefusedAndNotLeftOut(UnaryOperator<TransferQuery> filter, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> filter.apply(TransferQuery.newestFirst()))
                .withMessageStartingWith(why);
    }

    @Test
    void anAccountThatNobodyOpenedIsRefused() {
        assertThatThrownBy(() -> ledger.transfers(TransferQuery.newestFirst().account("nobody")))
                .isInstanceOf(UnknownAccountException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "x", "1:0", "1 ", "9223372036854775808", "1e3", "\u0661"})
    void aTextThatIsNoCursorIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransferQuery.Cursor.parse(text))
                .withMessageContaining(text);
    }

    @Test
    void aCursorBehindTheBooksIsRefused() {
        TransferQuery query = TransferQuery.oldestFirst();
        assertThat(ids(query.after(new TransferQuery.Cursor(BEFORE)))).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.transfers(query.after(new TransferQuery.Cursor(BEFORE + 1))))
                .withMessage("the cursor 5 did not come from a page of these books, which end with position 4");
    }
}
