package dev.florin.ledger;

import static dev.florin.ledger.testkit.SmallBooks.USD;
import static dev.florin.ledger.testkit.SmallBooks.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.testkit.Watch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Roll-ups and lists by name show one moment while transfers race and accounts are renamed. */
@Timeout(60)
class RollUpTest {
    private static final int ACCOUNTS = 100;
    private static final int ROUNDS = 300;

    private final InMemoryStorage storage = InMemoryStorage.create();
    private final Ledger ledger = Ledger.open(storage);

    @BeforeEach
    void open() {
        for (int i = 0; i < ACCOUNTS; i++) {
            ledger.open(Account.named(name(i), USD).unlimited());
        }
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private static String name(int i) {
        return "users:" + i;
    }

    /** Between accounts with the prefix, so that the sums of debits and of credits are the same at every moment. */
    @Test
    void aRollUpSeesWholeTransfers() {
        try (Watch sums = Watch.with(2, () -> {
            RollUp.Line line = ledger.rollUp("users:").lines().get(0);
            assertThat(line.accounts()).isEqualTo(ACCOUNTS);
            assertThat(line.debits()).isEqualTo(line.credits());
            assertThat(line.posted(Side.CREDIT)).isZero();
        })) {
            for (int round = 0; round < ROUNDS; round++) {
                List<Transfer> transfers = new ArrayList<>();
                for (int i = 0; i < ACCOUNTS; i++) {
                    transfers.add(transfer(name(i), name((i + 1 + round) % ACCOUNTS), 1));
                }
                ledger.submitAll(transfers);
            }
        }
    }

    @Test
    void aRollUpSeesWholeHolds() {
        try (Watch sums = Watch.with(2, () -> {
            RollUp.Line line = ledger.rollUp("users:").lines().get(0);
            assertThat(line.debits()).isEqualTo(line.credits());
            assertThat(line.pendingDebits()).isEqualTo(line.pendingCredits());
        })) {
            for (int round = 0; round < ROUNDS; round++) {
                CommandId hold = CommandId.next();
                ledger.reserve(Hold.of(transfer(hold, name(round % ACCOUNTS), name((round + 1) % ACCOUNTS), 3)));
                ledger.capture(Capture.of(CommandId.next(), hold).total(1));
            }
        }
    }

    @Test
    void anAssetIsAddedUpForASideAndIsZeroIfNobodyHoldsIt() {
        ledger.open(Account.named("others:1", USD));
        ledger.reserve(Hold.of(transfer(name(2), "others:1", 3)));
        ledger.post(transfer(name(2), "others:1", 5));
        RollUp users = ledger.rollUp("users:");
        assertThat(users.posted(USD, Side.CREDIT)).isEqualTo(-5);
        assertThat(users.posted(USD, Side.DEBIT)).isEqualTo(5);
        assertThat(users.available(USD, Side.CREDIT)).isEqualTo(-8);
        Asset euros = Asset.of("EUR", 2);
        assertThat(users.posted(euros, Side.CREDIT)).isZero();
        assertThat(users.available(euros, Side.CREDIT)).isZero();
    }

    /** Within the prefix, to its end and back to its start. */
    @Test
    void accountsAreListedOnceWhileTheyAreRenamed() {
        try (Watch lists = Watch.with(2, () -> {
            AccountPage page = ledger.accounts(AccountQuery.prefix("users:"));
            List<AccountId> ids =
                    page.accounts().stream().map(view -> view.account().id()).toList();
            assertThat(ids).hasSize(ACCOUNTS).doesNotHaveDuplicates();
            assertThat(ledger.rollUp("users:").lines().get(0).accounts()).isEqualTo(ACCOUNTS);
        })) {
            for (int round = 0; round < ROUNDS; round++) {
                String other = round % 2 == 0 ? "users:~" : "users:!";
                ledger.update(AccountUpdate.of(CommandId.next(), AccountId.of(name(round % 10)))
                        .name(other + round));
            }
        }
    }

    @Test
    void namesAreTheSameAfterOpeningAgain() {
        ledger.update(AccountUpdate.of(CommandId.next(), AccountId.of(name(3))).name("shops:3"));
        ledger.update(AccountUpdate.of(CommandId.next(), AccountId.of(name(4))).name("")); // not listed any more
        AccountPage users = ledger.accounts(AccountQuery.prefix("users:"));
        assertThat(users.accounts()).hasSize(ACCOUNTS - 2);
        ledger.close();
        try (Ledger again = Ledger.open(storage)) {
            assertThat(again.accounts(AccountQuery.prefix("users:"))).isEqualTo(users);
            assertThat(again.accounts(AccountQuery.prefix("shops:")).accounts()).hasSize(1);
        }
    }
}
