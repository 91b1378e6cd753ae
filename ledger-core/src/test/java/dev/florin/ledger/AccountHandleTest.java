package dev.florin.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.money.Asset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A handle keeps what it looked up, and shows what has changed since all the same. */
class AccountHandleTest {
    private static final Asset USD = Asset.of("USD", 2);
    private static final AccountId ALICE = AccountId.of("alice");

    private final Ledger ledger = Ledger.open(InMemoryStorage.create());

    @BeforeEach
    void openAccounts() {
        ledger.open(Account.named("bank", USD).unlimited());
        ledger.open(Account.named("alice", USD).unlimited());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aHandleShowsEntriesMadeAfterIt() {
        AccountHandle alice = ledger.handle(ALICE);
        pay(500);
        assertThat(alice.balance()).isEqualTo(ledger.balance(ALICE));
        assertThat(alice.balance().posted().toLong()).isEqualTo(500);
    }

    @Test
    void aHandleShowsAttributesAsTheyAreNow() {
        AccountHandle before = ledger.handle(ALICE);
        pay(500);
        ledger.update(AccountUpdate.of(CommandId.next(), ALICE).normalSide(Side.DEBIT));
        AccountHandle after = ledger.handle(ALICE);
        for (AccountHandle handle : new AccountHandle[] {before, after}) {
            assertThat(handle.id()).isEqualTo(ALICE);
            assertThat(handle.balance().normalSide()).isEqualTo(Side.DEBIT);
            assertThat(handle.balance().posted().toLong()).isEqualTo(-500);
        }
    }

    @Test
    void thereIsNoHandleOfAnAccountThatIsNotOpen() {
        assertThatThrownBy(() -> ledger.handle(AccountId.of("nobody"))).isInstanceOf(UnknownAccountException.class);
    }

    @Test
    void aHandleOfAClosedLedgerSaysSo() {
        AccountHandle alice = ledger.handle(ALICE);
        ledger.close();
        assertThatThrownBy(alice::balance).isInstanceOf(LedgerClosedException.class);
    }

    private void pay(long amount) {
        ledger.post(Transfer.of(CommandId.next())
                .debit("bank", amount)
                .credit(ALICE, amount)
                .build());
    }
}
