package dev.florin.ledger;

import static dev.florin.ledger.testkit.SmallBooks.BANK;
import static dev.florin.ledger.testkit.SmallBooks.USD;
import static dev.florin.ledger.testkit.SmallBooks.ids;
import static dev.florin.ledger.testkit.SmallBooks.openBank;
import static dev.florin.ledger.testkit.SmallBooks.openUser;
import static dev.florin.ledger.testkit.SmallBooks.posted;
import static dev.florin.ledger.testkit.SmallBooks.sum;
import static dev.florin.ledger.testkit.SmallBooks.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.Callers;
import dev.florin.ledger.testkit.Gate;
import dev.florin.ledger.testkit.HookedStorage;
import dev.florin.ledger.testkit.Watch;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What readers see while writers run at full speed: one moment, no step back, nothing that is not durable. */
@Timeout(60)
class ConsistentReadsTest {
    private static final int ROUNDS = 400;
    private static final int BATCH = 40;

    /** Forces that take no time, and forces that take their time. */
    static Stream<Storage> storages() {
        return Stream.of(
                InMemoryStorage.create(),
                new HookedStorage(InMemoryStorage.create()).before(append -> LockSupport.parkNanos(500_000)));
    }

    /** Money only goes from first to second, so that who looks at first and then at second sees at least all of it. */
    @ParameterizedTest
    @MethodSource("storages")
    void noReaderSeesOneAccountAfterATransferAndThenAnotherBeforeIt(Storage storage) {
        long total = (long) ROUNDS * BATCH;
        try (Ledger ledger = Ledger.open(storage)) {
            openBank(ledger);
            openUser(ledger, "first", total);
            openUser(ledger, "second", 0);
            AccountHandle first = ledger.handle(AccountId.of("first"));
            AccountHandle second = ledger.handle(AccountId.of("second"));
            try (Watch forth = Watch.with(1, () -> {
                        Balance one = first.balance();
                        Balance other = second.balance();
                        assertThat(one.posted().toLong() + other.posted().toLong())
                                .isGreaterThanOrEqualTo(total);
                        assertThat(other.position()).isGreaterThanOrEqualTo(one.position());
                    });
                    Watch back = Watch.with(1, () -> {
                        Balance other = second.balance();
                        Balance one = first.balance();
                        assertThat(one.posted().toLong() + other.posted().toLong())
                                .isLessThanOrEqualTo(total);
                        assertThat(one.position()).isGreaterThanOrEqualTo(other.position());
                    })) {
                Callers.run(2, caller -> {
                    for (int round = 0; round < ROUNDS / 2; round++) {
                        ledger.submitAll(transfers("first", "second", BATCH));
                    }
                    return null;
                });
            }
            assertThat(posted(ledger, "second")).isEqualTo(total);
        }
    }

    @ParameterizedTest
    @MethodSource("storages")
    void balancesReadTogetherAreOfOneMoment(Storage storage) {
        List<String> users = IntStream.range(0, 6).mapToObj(i -> "user" + i).toList();
        List<AccountId> accounts = ids(users.toArray(String[]::new));
        try (Ledger ledger = Ledger.open(storage)) {
            openBank(ledger);
            users.forEach(user -> openUser(ledger, user, 1_000_000));
            try (Watch watch =
                    Watch.with(2, () -> assertThat(sum(ledger, accounts)).isEqualTo(6_000_000))) {
                Callers.run(2, caller -> {
                    ThreadLocalRandom random = ThreadLocalRandom.current();
                    for (int round = 0; round < ROUNDS; round++) {
                        ledger.submitAll(Stream.generate(() -> {
                                    int from = random.nextInt(6);
                                    String to = users.get((from + 1 + random.nextInt(5)) % 6);
                                    return transfer(users.get(from), to, 1 + random.nextInt(9));
                                })
                                .limit(BATCH)
                                .toList());
                    }
                    return null;
                });
            }
            assertThat(ledger.trialBalance().lines())
                    .allMatch(line -> line.debits().equals(line.credits()));
        }
    }

    @Test
    void aReadThatBeginsAfterAnAnswerSeesIt() {
        try (Ledger ledger = Ledger.open(InMemoryStorage.create())) {
            openBank(ledger);
            IntStream.range(0, 4).forEach(caller -> openUser(ledger, "user" + caller, 0));
            Callers.run(4, caller -> {
                String user = "user" + caller;
                for (int i = 1; i <= 500; i++) {
                    Receipt receipt = ledger.post(transfer(BANK, user, 1));
                    Balance balance = ledger.balance(user);
                    assertThat(balance.posted().toLong()).isEqualTo(i);
                    assertThat(balance.version()).isEqualTo(i);
                    assertThat(balance.position()).isGreaterThanOrEqualTo(receipt.position());
                    assertThat(ledger.balances(ids(user)).get(0)).isEqualTo(balance);
                    assertThat(ledger.transfer(receipt.id())).isPresent();
                    assertThat(ledger.outcome(receipt.id())).contains(new Outcome.AlreadyPosted(receipt));
                }
                return null;
            });
        }
    }

    @Test
    void whatIsNotDurableYetIsNeitherSeenNorAnswered() {
        HookedStorage storage = new HookedStorage(InMemoryStorage.create());
        try (Ledger ledger = Ledger.open(storage)) {
            openBank(ledger);
            openUser(ledger, "user", 5);
            Gate gate = new Gate();
            storage.after(append -> gate.pass());
            Transfer payment = transfer(BANK, "user", 7);
            OpenAccount opening = OpenAccount.of(Account.named("other", USD));
            CompletableFuture<List<Outcome>> outcome =
                    ledger.submitAllAsync(List.of(payment, opening)).toCompletableFuture();
            Callers<Receipt> waiting = Callers.start(1, caller -> ledger.post(transfer(BANK, "user", 100)));
            gate.awaitReached();
            for (int look = 0; look < 200; look++) {
                assertThat(posted(ledger, "user")).isEqualTo(5);
                assertThat(sum(ledger, ids(BANK, "user"))).isEqualTo(10);
                assertThat(ledger.transfer(payment.id())).isEmpty();
                assertThat(ledger.outcome(payment.id())).isEmpty();
                assertThat(ledger.account("other")).isEmpty();
                assertThat(catchThrowable(() -> ledger.balance("other"))).isInstanceOf(UnknownAccountException.class);
                assertThat(ledger.accounts(AccountQuery.all()).accounts()).hasSize(2);
                assertThat(ledger.statement(AccountId.of("user"), StatementQuery.newestFirst())
                                .lines())
                        .hasSize(1);
                assertThat(outcome).isNotDone();
                assertThat(waiting.done()).isZero();
                LockSupport.parkNanos(100_000);
            }
            gate.open();
            assertThat(outcome.join()).allMatch(Outcome::isPosted);
            waiting.results();
            assertThat(posted(ledger, "user")).isEqualTo(112);
            assertThat(posted(ledger, "other")).isZero();
            assertThat(ledger.statement(AccountId.of("user"), StatementQuery.newestFirst())
                            .lines())
                    .hasSize(3);
        }
    }

    private static List<Transfer> transfers(String from, String to, int count) {
        return Stream.generate(() -> transfer(from, to, 1)).limit(count).toList();
    }
}
