package dev.florin.ledger.internal.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Hold;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.internal.index.IdMap;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.testkit.DecidedEffects;
import dev.florin.ledger.testkit.FreshBooks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What replay cannot find, since a forger made all digests again: money that appears, holds that are not there. */
class ConservationTest {
    private static final AccountId CASH = AccountId.of("cash");
    private static final AccountId ALICE = AccountId.of("alice");

    private final DecidedEffects decided = new DecidedEffects(new IdMap());
    private final Books books = FreshBooks.over(new IdMap(), FreshBooks.storage());
    private final Conservation conservation = new Conservation(books);

    private EffectBatch transfer;

    @BeforeEach
    void fill() {
        Asset eur = Asset.of("EUR", 2);
        replay(decided.decide(
                        OpenAccount.of(Account.named("cash", eur).debitNormal().unlimited()),
                        OpenAccount.of(Account.named("alice", eur)))
                .frame());
        transfer = decided.decide(move("t", 500)).frame();
        replay(transfer);
        replay(decided.decide(Hold.of(move("h", 70))).frame());
    }

    private static Transfer move(String id, long amount) {
        return Transfer.of(CommandId.of(id))
                .debit(CASH, amount)
                .credit(ALICE, amount)
                .build();
    }

    private void replay(EffectBatch batch) {
        books.replay(batch);
        conservation.check(batch);
    }

    @Test
    void whatWasDecidedBalances() {
        assertThat(conservation.sums().isBalanced()).isTrue();
        assertThat(conservation.sums().lines()).singleElement().satisfies(line -> {
            assertThat(line.accounts()).isEqualTo(2);
            assertThat(line.debits()).isEqualTo(500);
        });
        assertThat(conservation.pendingProblems()).isEmpty();
        assertThat(conservation.accounts()).isEqualTo(2);
        assertThat(conservation.openHolds()).isEqualTo(1);
        assertThatCode(() -> conservation.check(transfer)).doesNotThrowAnyException();
    }

    @Test
    void anEntryThatMovesMoreThanTheOtherIsFound() {
        for (int entry = 0; entry < 2; entry++) {
            for (long more : new long[] {1, -1, 1L << 40}) {
                EffectBatch changed = changed(entry, more);
                assertThatThrownBy(() -> new Conservation(books).check(changed))
                        .isInstanceOf(StorageException.class)
                        .hasMessageContaining("position 3 does not balance: its debits of EUR");
            }
        }
    }

    private EffectBatch changed(int entry, long more) {
        byte[] bytes = transfer.bytes().clone();
        EffectCursor effect = transfer.cursor();
        effect.next();
        int at = effect.offset() + EffectLayout.HEADER_BYTES + entry * EffectLayout.NARROW_ENTRY_BYTES + 8;
        EffectLayout.putLong(bytes, at, EffectLayout.getLong(bytes, at) + more);
        return new EffectBatch(bytes, 0, transfer.length());
    }

    @Test
    void aPendingSumThatNoHoldExplainsIsFound() {
        int alice = books.account(ALICE);
        books.accounts.chunk(alice)[AccountTable.slot(alice) + AccountTable.PENDING_CREDITS_LOW] += 1;
        assertThat(conservation.pendingProblems())
                .containsExactly("the pending sums of account " + ALICE + " are not the sums of its open holds");
    }
}
