package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountPage;
import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Balance;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.RecordedTransfer;
import dev.florin.ledger.Side;
import dev.florin.ledger.StatementLine;
import dev.florin.ledger.StatementPage;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.TrialBalance;
import dev.florin.ledger.UnknownAccountException;
import dev.florin.ledger.money.Asset;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Asserts that a quiet ledger answers every read as the model does, recorded times aside. */
public final class Agreement {
    private static final AccountId STRANGER = AccountId.of("an account that nobody opens");
    private static final CommandId UNUSED = CommandId.of("a command that nobody sends");

    private final Ledger ledger;
    private final ModelLedger model;

    /** The receipts as the ledger shows them by command, to compare those of all other reads with. */
    private final Map<CommandId, Receipt> receipts = new HashMap<>();

    private Agreement(Ledger ledger, ModelLedger model) {
        this.ledger = ledger;
        this.model = model;
    }

    /**
     * Balances, trial balance and the invariants: little enough to be looked at after every command.
     *
     * @param ledger with no command on its way
     * @param model fed with the same commands
     */
    public static void onBalances(Ledger ledger, ModelLedger model) {
        Agreement agreement = new Agreement(ledger, model);
        agreement.balances();
        agreement.invariants();
    }

    /**
     * Every read there is.
     *
     * @param ledger with no command on its way
     * @param model fed with the same commands
     */
    public static void onEverything(Ledger ledger, ModelLedger model) {
        Agreement agreement = new Agreement(ledger, model);
        agreement.balances();
        agreement.invariants();
        agreement.outcomes();
        agreement.accounts();
        agreement.statements();
        assertThat(ledger.fingerprints().position()).isEqualTo(model.position());
    }

    private void balances() {
        List<AccountView> expected = model.accounts();
        List<AccountId> ids = expected.stream().map(view -> view.account().id()).toList();
        List<Balance> together = ledger.balances(ids);
        assertThat(together)
                .isEqualTo(expected.stream().map(AccountView::balance).toList());
        for (Balance balance : together) {
            assertThat(balance.position()).isEqualTo(model.position());
            Balance single = ledger.balance(balance.account());
            assertThat(single).isEqualTo(balance);
            assertThat(single.position()).isEqualTo(model.position());
        }
        assertThat(ledger.trialBalance()).isEqualTo(model.trialBalance());
    }

    /** On what the ledger says alone, the model aside. */
    private void invariants() {
        List<AccountView> views = pages(AccountQuery.all());
        Map<Asset, BigInteger> sums = new HashMap<>();
        for (AccountView view : views) {
            Balance balance = view.balance();
            BigInteger posted = balance.posted().toBigInteger();
            assertThat(ModelRules.below(
                            balance.available().toBigInteger(), view.account().lowerLimit()))
                    .as("%s is below its lower limit", view)
                    .isFalse();
            assertThat(ModelRules.above(posted, view.account().upperLimit()))
                    .as("%s is above its upper limit", view)
                    .isFalse();
            sums.merge(balance.asset(), balance.normalSide() == Side.DEBIT ? posted : posted.negate(), BigInteger::add);
        }
        assertThat(sums.values()).as("balances of %s", sums.keySet()).allMatch(sum -> sum.signum() == 0);
        TrialBalance trial = ledger.trialBalance();
        assertThat(trial.isBalanced()).as("%s", trial).isTrue();
    }

    private void outcomes() {
        Map<Long, Long> times = new TreeMap<>();
        for (CommandId id : model.commandIds()) {
            Optional<Outcome> outcome = ledger.outcome(id);
            assertThat(outcome.map(Timeless::of)).isEqualTo(model.outcome(id));
            if (outcome.orElseThrow() instanceof Outcome.AlreadyPosted already) {
                receipts.put(id, already.receipt());
                times.put(already.receipt().position(), already.receipt().recordedNanos());
            }
        }
        assertThat(new ArrayList<>(times.values()))
                .as("recorded times by position: %s", times)
                .isSorted()
                .doesNotHaveDuplicates();
        for (CommandId id : model.commandIds()) {
            Optional<RecordedTransfer> transfer = ledger.transfer(id);
            assertThat(transfer.map(Timeless::of)).isEqualTo(model.transfer(id));
            transfer.ifPresent(found -> assertSameReceipt(found.receipt()));
        }
        assertThat(ledger.outcome(UNUSED)).isEmpty();
        assertThat(ledger.transfer(UNUSED)).isEmpty();
    }

    private void accounts() {
        List<AccountView> expected = model.accounts();
        for (int pageSize : List.of(1, 3, 1_000)) {
            List<AccountView> found = pages(AccountQuery.all().limit(pageSize));
            assertThat(found.stream().map(Timeless::of)).isEqualTo(expected);
            found.forEach(view -> assertSameReceipt(view.opened()));
        }
        for (String prefix : List.of("users", "users:a", "nobody", "it's")) {
            assertThat(pages(AccountQuery.prefix(prefix).limit(1)).stream().map(Timeless::of))
                    .as("names with the prefix %s", prefix)
                    .isEqualTo(expected.stream()
                            .filter(view -> view.account().name().startsWith(prefix))
                            .toList());
        }
        for (AccountView view : expected) {
            AccountId id = view.account().id();
            assertThat(ledger.account(id).map(Timeless::of)).contains(view);
            assertThat(ledger.handle(id).balance()).isEqualTo(view.balance());
        }
        assertThat(ledger.account(STRANGER)).isEmpty();
        assertThatThrownBy(() -> ledger.balance(STRANGER)).isInstanceOf(UnknownAccountException.class);
        assertThatThrownBy(() -> ledger.balances(List.of(STRANGER))).isInstanceOf(UnknownAccountException.class);
        assertThatThrownBy(() -> ledger.handle(STRANGER)).isInstanceOf(UnknownAccountException.class);
        assertThatThrownBy(() -> ledger.statement(STRANGER, StatementQuery.newestFirst()))
                .isInstanceOf(UnknownAccountException.class);
    }

    private List<AccountView> pages(AccountQuery query) {
        List<AccountView> found = new ArrayList<>();
        AccountQuery next = query;
        while (true) {
            AccountPage page = ledger.accounts(next);
            assertThat(page.accounts()).hasSizeLessThanOrEqualTo(query.limit());
            assertThat(page.accounts())
                    .allMatch(view -> view.balance().position() == model.position(), "of one position");
            found.addAll(page.accounts());
            if (page.cursor().isEmpty()) {
                return found;
            }
            assertThat(page.accounts()).as("a page with another behind it").isNotEmpty();
            next = next.after(page.cursor().get());
        }
    }

    private void statements() {
        for (AccountView view : model.accounts()) {
            AccountId id = view.account().id();
            for (StatementQuery start : List.of(StatementQuery.oldestFirst(), StatementQuery.newestFirst())) {
                for (int pageSize : List.of(1, 3, 7, StatementQuery.MAX_LIMIT)) {
                    pages(id, start.limit(pageSize));
                }
                for (long position = 0; position <= model.position() + 1; position += 1 + position / 2) {
                    for (int entry : List.of(0, 1, Transfer.MAX_ENTRIES - 1)) {
                        page(id, start.limit(2).after(new StatementQuery.Cursor(position, entry)));
                    }
                }
            }
        }
    }

    private void pages(AccountId id, StatementQuery start) {
        // Page by page, a long statement takes long: its beginning tells as much.
        Optional<StatementQuery.Cursor> cursor = page(id, start).cursor();
        for (int pages = 0; cursor.isPresent() && pages < 40; pages++) {
            cursor = page(id, start.after(cursor.get())).cursor();
        }
    }

    private StatementPage page(AccountId id, StatementQuery query) {
        StatementPage page = ledger.statement(id, query);
        assertThat(Timeless.of(page)).as("%s of account %s", query, id).isEqualTo(model.statement(id, query));
        page.lines().stream().map(StatementLine::receipt).forEach(this::assertSameReceipt);
        return page;
    }

    private void assertSameReceipt(Receipt receipt) {
        assertThat(receipt).isEqualTo(receipts.get(receipt.id()));
    }
}
