package dev.florin.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.money.Asset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accounts whose attributes change all the time are there all the time. */
class ReadsDuringUpdatesTest {
    private static final int ACCOUNTS = 600;
    private static final int ROUNDS = 400;

    private final AtomicBoolean done = new AtomicBoolean();
    private final Ledger ledger = Ledger.open(InMemoryStorage.create());
    private final List<AccountId> ids = new ArrayList<>();
    private CompletableFuture<Void> updates = CompletableFuture.completedFuture(null);

    /** Of the last account, so that a read of all of them has begun long before it comes to it. */
    @BeforeEach
    void updateAllTheTime() {
        for (int i = 0; i < ACCOUNTS; i++) {
            Account account = Account.named("account " + i, Asset.of("USD", 2)).name("");
            ids.add(account.id());
            ledger.open(account);
        }
        AccountId last = ids.get(ACCOUNTS - 1);
        updates = CompletableFuture.runAsync(() -> {
            for (int round = 0; !done.get(); round++) {
                ledger.update(AccountUpdate.of(CommandId.next(), last).code(round));
            }
        });
    }

    @AfterEach
    void close() {
        done.set(true);
        updates.join();
        ledger.close();
    }

    @Test
    void allAreListed() {
        for (int round = 0; round < ROUNDS; round++) {
            AccountPage page = ledger.accounts(AccountQuery.all());
            assertThat(page.accounts().size()).isEqualTo(ACCOUNTS);
            assertThat(page.cursor()).isEmpty();
        }
    }

    @Test
    void allHaveABalance() {
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(ledger.balances(ids).size()).isEqualTo(ACCOUNTS);
            AccountId last = ids.get(ACCOUNTS - 1);
            for (int i = 0; i < 100; i++) {
                assertThat(ledger.balance(last).posted().signum()).isZero();
                assertThat(ledger.account(last)).isPresent();
                assertThat(ledger.statement(last, StatementQuery.oldestFirst()).lines())
                        .isEmpty();
            }
        }
    }
}
