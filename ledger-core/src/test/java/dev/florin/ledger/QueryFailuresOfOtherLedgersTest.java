package dev.florin.ledger;

import static dev.florin.ledger.testkit.SmallBooks.BANK;
import static dev.florin.ledger.testkit.SmallBooks.USD;
import static dev.florin.ledger.testkit.SmallBooks.openBank;
import static dev.florin.ledger.testkit.SmallBooks.openUser;
import static dev.florin.ledger.testkit.SmallBooks.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.testkit.Callers;
import dev.florin.ledger.testkit.Watch;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Failures that other ledgers had in public when they were asked, each as a test of this one. */
@Timeout(60)
class QueryFailuresOfOtherLedgersTest {
    private final Ledger ledger = Ledger.open(InMemoryStorage.create());

    @BeforeEach
    void open() {
        openBank(ledger);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    /** One answered with all transfers when it did not understand what was looked for. */
    @Test
    void anEmptyFilterDoesNotReturnEverything() {
        openUser(ledger, "alice", 100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransferQuery.newestFirst().reference(""))
                .withMessage("the reference to look for is empty; leave the filter out to find all transfers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransferQuery.newestFirst().code(0))
                .withMessage(
                        "the code to look for is 0, and codes are 1 to 2147483647; leave the filter out to find all"
                                + " transfers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransferQuery.newestFirst().metadata(""))
                .withMessage("the metadata key to look for is empty; leave the filter out to find all transfers");
        assertThat(ledger.transfers(TransferQuery.newestFirst().metadata("key", ""))
                        .transfers())
                .as("an empty value is one that nothing has")
                .isEmpty();
        assertThat(ledger.transfers(TransferQuery.newestFirst()).transfers()).hasSize(1);
    }

    /** One showed a payment in a total and not the account that it had gone to, which was created beside it. */
    @Test
    void anAccountThatJoinsARollUpAmidPostingIsInItWithAllThatItHas() {
        int rounds = 300;
        ledger.open(Account.named("users:0", USD).unlimited());
        try (Watch watch = Watch.with(2, () -> {
            RollUp.Line line = ledger.rollUp("users:").lines().get(0);
            assertThat(line.debits()).isEqualTo(line.credits());
            assertThat(line.posted(Side.CREDIT)).isZero();
        })) {
            for (int round = 1; round <= rounds; round++) {
                String joining = "users:" + round;
                switch (round % 3) {
                    case 0 ->
                        ledger.post(Group.of(
                                CommandId.next(),
                                OpenAccount.of(Account.named(joining, USD)),
                                transfer("users:0", joining, 5)));
                    case 1 ->
                        ledger.submitAll(
                                List.of(OpenAccount.of(Account.named(joining, USD)), transfer("users:0", joining, 5)));
                    default -> {
                        AccountId others = AccountId.of("others:" + round);
                        ledger.open(Account.named("others:" + round, USD));
                        ledger.post(Group.of(
                                CommandId.next(),
                                AccountUpdate.of(CommandId.next(), others).name(joining),
                                Transfer.of(CommandId.next())
                                        .debit(AccountId.of("users:0"), 5)
                                        .credit(others, 5)
                                        .build()));
                    }
                }
            }
        }
        RollUp.Line line = ledger.rollUp("users:").lines().get(0);
        assertThat(line.accounts()).isEqualTo(rounds + 1);
        assertThat(line.debits()).isEqualTo(BigInteger.valueOf(5L * rounds));
    }

    /** One read from a replica that lagged: money that had been paid in was missing, and a balance below zero was shown. */
    @Test
    void noReadLagsBehindAnAnswer() {
        for (int caller = 0; caller < 4; caller++) {
            openUser(ledger, "user" + caller, 0);
        }
        Callers.run(4, caller -> {
            String user = "user" + caller;
            for (int i = 1; i <= 200; i++) {
                Instant effective =
                        Instant.now().minusSeconds(ThreadLocalRandom.current().nextInt(100));
                Receipt receipt = ledger.post(Transfer.of(CommandId.next())
                        .debit(BANK, 1)
                        .credit(user, 1)
                        .reference(user)
                        .effectiveTime(effective)
                        .build());
                SignedAmount expected = SignedAmount.of(i);
                assertThat(ledger.balance(user).posted()).isEqualTo(expected);
                assertThat(ledger.balanceAt(user, Moment.now()).posted()).isEqualTo(expected);
                assertThat(ledger.balanceAt(user, Moment.now()).position()).isGreaterThanOrEqualTo(receipt.position());
                assertThat(ledger.balanceAt(user, Moment.recordedAt(receipt.recordedTime()))
                                .posted())
                        .isEqualTo(expected);
                assertThat(ledger.balanceAt(user, Moment.effectiveAt(Instant.now()))
                                .posted())
                        .isEqualTo(expected);
                assertThat(statement(user, StatementQuery.newestFirst().byEffectiveTime())
                                .closing())
                        .isEqualTo(expected);
                assertThat(statement(user, StatementQuery.newestFirst().between(Instant.MIN, Instant.MAX))
                                .lines()
                                .get(0)
                                .receipt())
                        .isEqualTo(receipt);
                assertThat(ledger.transfers(TransferQuery.newestFirst()
                                        .reference(user)
                                        .limit(1))
                                .transfers()
                                .get(0)
                                .receipt())
                        .isEqualTo(receipt);
            }
            return null;
        });
    }

    private StatementPage statement(String user, StatementQuery query) {
        return ledger.statement(user, query.limit(1));
    }

    @Test
    void noMomentShowsABalanceBelowItsLimit() {
        openUser(ledger, "alice", 0);
        ConcurrentLinkedQueue<Receipt> receipts = new ConcurrentLinkedQueue<>();
        try (Watch watch = Watch.with(2, () -> {
            assertThat(ledger.balance("alice").available()).isGreaterThanOrEqualTo(SignedAmount.ZERO);
            assertNotBelow(Moment.now());
            receipts.stream()
                    .skip(ThreadLocalRandom.current().nextInt(receipts.size() + 1))
                    .findFirst()
                    .ifPresent(receipt -> assertNotBelow(Moment.recordedAt(receipt.recordedTime())));
        })) {
            Callers.run(3, caller -> {
                for (int i = 0; i < 300; i++) {
                    CommandId id = CommandId.next();
                    int amount = 1 + ThreadLocalRandom.current().nextInt(10);
                    Outcome outcome = switch (i % 4) {
                        case 0, 1 -> ledger.submit(transfer(id, BANK, "alice", amount));
                        case 2 -> ledger.submit(transfer(id, "alice", BANK, 2L * amount));
                        default -> ledger.submit(Hold.of(transfer(id, "alice", BANK, amount)));
                    };
                    if (outcome.isPosted()) {
                        receipts.add(((Outcome.Posted) outcome).receipt());
                    }
                    if (i % 4 == 3) {
                        ledger.submit(Capture.of(CommandId.next(), id));
                    }
                }
                return null;
            });
        }
        receipts.forEach(receipt -> assertNotBelow(Moment.recordedAt(receipt.recordedTime())));
        List<StatementLine> lines = ledger.statement(
                        "alice", StatementQuery.oldestFirst().limit(10_000))
                .lines();
        assertThat(lines)
                .hasSizeGreaterThan(100)
                .allMatch(line -> line.balanceAfter().compareTo(SignedAmount.ZERO) >= 0);
    }

    private void assertNotBelow(Moment moment) {
        PastBalance balance = ledger.balanceAt("alice", moment);
        assertThat(balance.available().orElseThrow()).as("%s", balance).isGreaterThanOrEqualTo(SignedAmount.ZERO);
        assertThat(balance.posted()).as("%s", balance).isGreaterThanOrEqualTo(SignedAmount.ZERO);
    }

    /** One numbered its pages, and each posting moved their ends; one sorted by a date that others could post before. */
    @Test
    void pagesNeitherSkipNorRepeatWhileOthersPost() {
        openUser(ledger, "alice", 0);
        Set<CommandId> before = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            before.add(pay(i).id());
        }
        for (StatementQuery first : List.of(
                StatementQuery.newestFirst(),
                StatementQuery.oldestFirst().byEffectiveTime(),
                StatementQuery.newestFirst().byEffectiveTime())) {
            List<CommandId> seen = new ArrayList<>();
            StatementQuery query = first.limit(7);
            StatementPage page;
            do {
                page = ledger.statement("alice", query);
                page.lines().forEach(line -> seen.add(line.receipt().id()));
                pay(seen.size() - 50); // among what was shown, and among what is still to come
                pay(50 - seen.size());
                query = page.cursor().map(query::after).orElse(query);
            } while (page.cursor().isPresent());
            assertThat(seen).doesNotHaveDuplicates().containsAll(before);
            before.addAll(seen);
        }
        TransferQuery query = TransferQuery.newestFirst().account("alice").limit(7);
        List<CommandId> seen = new ArrayList<>();
        TransferPage page;
        do {
            page = ledger.transfers(query);
            page.transfers().forEach(transfer -> seen.add(transfer.transfer().id()));
            pay(seen.size());
            query = page.cursor().map(query::after).orElse(query);
        } while (page.cursor().isPresent());
        assertThat(seen).doesNotHaveDuplicates().containsAll(before);
    }

    private Receipt pay(int effectiveSecond) {
        return ledger.post(Transfer.of(CommandId.next())
                .debit(BANK, 1)
                .credit("alice", 1)
                .effectiveTime(Instant.EPOCH.plusSeconds(effectiveSecond))
                .build());
    }
}
