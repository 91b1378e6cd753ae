package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Balance;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Entry;
import dev.florin.ledger.HoldPage;
import dev.florin.ledger.HoldQuery;
import dev.florin.ledger.HoldStatus;
import dev.florin.ledger.HoldView;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Side;
import dev.florin.ledger.UnknownAccountException;
import dev.florin.ledger.money.Amount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of an {@link Agreement} that is about holds. */
final class AgreementOnHolds {
    private static final AccountId STRANGER = AccountId.of("an account that nobody opens");

    private final Ledger ledger;
    private final ModelLedger model;

    AgreementOnHolds(Ledger ledger, ModelLedger model) {
        this.ledger = ledger;
        this.model = model;
    }

    void assertHolds() {
        for (CommandId id : model.commandIds()) {
            Optional<HoldView> hold = ledger.hold(id);
            assertThat(hold.map(this::seen)).as("hold %s", id).isEqualTo(model.hold(id));
            hold.ifPresent(this::assertWithinItself);
        }
        List<HoldView> open = assertPages(null);
        for (AccountView view : model.accounts()) {
            assertPages(view.account().id());
        }
        assertThatThrownBy(() -> ledger.holds(HoldQuery.of(STRANGER))).isInstanceOf(UnknownAccountException.class);
        assertPendingSums(open);
    }

    private List<HoldView> assertPages(@Nullable AccountId account) {
        HoldQuery query = account == null ? HoldQuery.all() : HoldQuery.of(account);
        List<HoldView> expected = model.holds(account);
        for (int pageSize : List.of(1, 3)) {
            List<HoldView> paged = pages(query.limit(pageSize));
            assertThat(paged.stream().map(this::seen))
                    .as("holds of %s, %s a page", account, pageSize)
                    .isEqualTo(expected);
        }
        List<HoldView> found = pages(query);
        assertThat(found.stream().map(this::seen)).isEqualTo(expected);
        return found;
    }

    private List<HoldView> pages(HoldQuery query) {
        HoldPage page = ledger.holds(query);
        List<HoldView> found = new ArrayList<>(page.holds());
        while (page.next() != 0) {
            assertThat(page.holds()).as("a page with another behind it").hasSize(query.limit());
            page = ledger.holds(query.after(page.next()));
            assertThat(page.holds()).as("a page behind another").isNotEmpty();
            found.addAll(page.holds());
        }
        assertThat(page.holds()).hasSizeLessThanOrEqualTo(query.limit());
        return found;
    }

    /** What was captured and what is left is never more than what was reserved; something is left of an open hold alone. */
    private void assertWithinItself(HoldView view) {
        for (int i = 0; i < view.left().size(); i++) {
            BigInteger used =
                    number(view.captured().get(i)).add(number(view.left().get(i)));
            assertThat(used)
                    .as("%s", view)
                    .isLessThanOrEqualTo(
                            number(view.hold().transfer().entries().get(i).amount()));
        }
        assertThat(view.left().stream().anyMatch(left -> !left.isZero()))
                .as("%s", view)
                .isEqualTo(view.status() == HoldStatus.OPEN);
        assertThat(view.closedBy().isEmpty()).as("%s", view).isEqualTo(view.status() == HoldStatus.OPEN);
    }

    /** On what the ledger says alone, the model aside. */
    private void assertPendingSums(List<HoldView> open) {
        Map<AccountId, Map<Side, BigInteger>> sums = new HashMap<>();
        for (HoldView view : open) {
            for (int i = 0; i < view.left().size(); i++) {
                Entry entry = view.hold().transfer().entries().get(i);
                sums.computeIfAbsent(entry.account(), id -> new HashMap<>())
                        .merge(entry.side(), number(view.left().get(i)), BigInteger::add);
            }
        }
        for (AccountView view : model.accounts()) {
            Balance balance = ledger.balance(view.account().id());
            Map<Side, BigInteger> ofAccount = sums.getOrDefault(view.account().id(), Map.of());
            assertThat(number(balance.pendingDebits()))
                    .as("%s", balance)
                    .isEqualTo(ofAccount.getOrDefault(Side.DEBIT, BigInteger.ZERO));
            assertThat(number(balance.pendingCredits()))
                    .as("%s", balance)
                    .isEqualTo(ofAccount.getOrDefault(Side.CREDIT, BigInteger.ZERO));
        }
    }

    private static BigInteger number(Amount amount) {
        return amount.toBigInteger();
    }

    private HoldView seen(HoldView view) {
        return model.keepsTime() ? view : Timeless.of(view);
    }
}
