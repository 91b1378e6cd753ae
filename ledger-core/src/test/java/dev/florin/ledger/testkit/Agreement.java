package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountPage;
import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Balance;
import dev.florin.ledger.CancelSchedule;
import dev.florin.ledger.Capture;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.Group;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.RecordedTransfer;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Release;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.Side;
import dev.florin.ledger.StatementLine;
import dev.florin.ledger.StatementPage;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.TrialBalance;
import dev.florin.ledger.UnknownAccountException;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Asserts that a quiet ledger answers every read as the model does; recorded times aside, unless the model keeps time.
 */
public final class Agreement {
    private static final AccountId STRANGER = AccountId.of("an account that nobody opens");
    private static final CommandId UNUSED = CommandId.of("a command that nobody sends");
    private static final CommandId UNUSED_TOO = CommandId.of("another command that nobody sends");

    /** Starts of names, some in the middle of one, and none. */
    private static final List<String> PREFIXES = List.of("", "users", "users:a", "bank:", "nobody", "it's");

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
     * Every read there is, what came of every command, and checks of commands of every kind.
     *
     * @param ledger with no command on its way
     * @param model fed with the same commands
     */
    public static void onTheWholeVocabulary(Ledger ledger, ModelLedger model) {
        Agreement agreement = new Agreement(ledger, model);
        agreement.balances();
        agreement.invariants();
        agreement.outcomes();
        agreement.accounts();
        agreement.queriesOfAccounts();
        agreement.rollUps();
        agreement.statements();
        new AgreementOnHolds(ledger, model).assertHolds();
        new AgreementOnThePast(ledger, model).assertPast();
        new AgreementOnSchedules(ledger, model).assertSchedules();
        agreement.checks();
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
            assertThat(ModelRules.above(
                            posted.add(pendingIn(balance)), view.account().upperLimit()))
                    .as("%s is above its upper limit", view)
                    .isFalse();
            sums.merge(balance.asset(), balance.normalSide() == Side.DEBIT ? posted : posted.negate(), BigInteger::add);
        }
        assertThat(sums.values()).as("balances of %s", sums.keySet()).allMatch(sum -> sum.signum() == 0);
        TrialBalance trial = ledger.trialBalance();
        assertThat(trial.isBalanced()).as("%s", trial).isTrue();
    }

    private static BigInteger pendingIn(Balance balance) {
        return (balance.normalSide() == Side.CREDIT ? balance.pendingCredits() : balance.pendingDebits())
                .toBigInteger();
    }

    private void outcomes() {
        Map<Long, Long> times = new TreeMap<>();
        for (CommandId id : model.commandIds()) {
            Optional<Outcome> outcome = ledger.outcome(id);
            assertThat(outcome.map(this::seen)).isEqualTo(model.outcome(id));
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
            assertThat(transfer.map(this::seen)).isEqualTo(model.transfer(id));
            transfer.ifPresent(found -> assertSameReceipt(found.receipt()));
        }
        assertThat(ledger.outcome(UNUSED)).isEmpty();
        assertThat(ledger.transfer(UNUSED)).isEmpty();
    }

    private void accounts() {
        List<AccountView> expected = model.accounts();
        for (int pageSize : List.of(1, 3, 1_000)) {
            List<AccountView> found = pages(AccountQuery.all().limit(pageSize));
            assertThat(found.stream().map(this::seen)).isEqualTo(expected);
            found.forEach(view -> assertSameReceipt(view.opened()));
        }
        for (AccountView view : expected) {
            AccountId id = view.account().id();
            assertThat(ledger.account(id).map(this::seen)).contains(view);
            assertThat(ledger.handle(id).balance()).isEqualTo(view.balance());
        }
        assertThat(ledger.account(STRANGER)).isEmpty();
        assertThatThrownBy(() -> ledger.balance(STRANGER)).isInstanceOf(UnknownAccountException.class);
        assertThatThrownBy(() -> ledger.balances(List.of(STRANGER))).isInstanceOf(UnknownAccountException.class);
        assertThatThrownBy(() -> ledger.handle(STRANGER)).isInstanceOf(UnknownAccountException.class);
        assertThatThrownBy(() -> ledger.statement(STRANGER, StatementQuery.newestFirst()))
                .isInstanceOf(UnknownAccountException.class);
    }

    private void queriesOfAccounts() {
        for (AccountQuery query : queries()) {
            assertThat(pages(query).stream().map(this::seen)).as("%s", query).isEqualTo(model.accounts(query));
        }
    }

    /** Every filter alone, and several at once. */
    private List<AccountQuery> queries() {
        List<AccountQuery> queries = new ArrayList<>();
        for (String prefix : PREFIXES) {
            queries.add(AccountQuery.prefix(prefix).limit(1));
            queries.add(AccountQuery.prefix(prefix).limit(3));
            queries.add(
                    AccountQuery.prefix(prefix).withStatus(AccountStatus.OPEN).limit(2));
        }
        for (AccountStatus status : AccountStatus.values()) {
            queries.add(AccountQuery.all().withStatus(status).limit(2));
        }
        for (TrialBalance.Line line : model.trialBalance().lines()) {
            queries.add(AccountQuery.all().withAsset(line.asset()).limit(2));
            queries.add(AccountQuery.prefix("users")
                    .withAsset(line.asset())
                    .withCode(0)
                    .limit(1));
        }
        for (int code : List.of(0, 7)) {
            queries.add(AccountQuery.all().withCode(code).limit(2));
        }
        return queries;
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
        assertThat(seen(page)).as("%s of account %s", query, id).isEqualTo(model.statement(id, query));
        page.lines().stream().map(StatementLine::receipt).forEach(this::assertSameReceipt);
        return page;
    }

    /** What a check answers of any command, settled or not, and that it leaves no trace. */
    private void checks() {
        Fingerprints before = ledger.fingerprints();
        for (Command command : checked()) {
            assertThat(seen(ledger.check(command))).as("check of %s", command).isEqualTo(model.check(command));
        }
        assertThat(ledger.fingerprints()).isEqualTo(before);
        assertThat(ledger.outcome(UNUSED)).isEmpty();
    }

    private List<Command> checked() {
        List<Command> commands = new ArrayList<>();
        List<CommandId> ids = model.commandIds();
        for (int i = 0; i < ids.size(); i += 1 + ids.size() / 4) {
            model.command(ids.get(i)).ifPresent(commands::add);
            commands.add(CancelSchedule.of(UNUSED, ids.get(i)));
            commands.add(Reversal.of(UNUSED, ids.get(i)));
            commands.add(Refund.of(UNUSED, ids.get(i)).total(1));
            commands.add(Capture.of(UNUSED, ids.get(i)).closing());
            commands.add(Group.of(
                    UNUSED, Release.of(UNUSED_TOO, ids.get(i)), Release.of(CommandId.of("a third"), UNUSED_TOO)));
        }
        List<AccountView> accounts = model.accounts();
        for (int i = 1; i < Math.min(accounts.size(), 4); i++) {
            AccountId from = accounts.get(i - 1).account().id();
            AccountId to = accounts.get(i).account().id();
            commands.add(Transfer.of(UNUSED).debit(from, 1).credit(to, 1).build());
            commands.add(Transfer.of(UNUSED).debit(to, 5).credit(from, 5).hold());
            commands.add(Sweep.of(UNUSED, from, to));
            commands.add(Schedule.of(Sweep.of(UNUSED, from, to), Instant.EPOCH));
            commands.add(CloseAccount.of(UNUSED, from).sweepTo(to));
            commands.add(PayEach.of(UNUSED, from)
                    .pay(to, Amount.of(1))
                    .pay(STRANGER, Amount.of(1))
                    .build());
        }
        return commands;
    }

    private void rollUps() {
        for (String prefix : PREFIXES) {
            assertThat(ledger.rollUp(prefix)).isEqualTo(model.rollUp(prefix));
        }
    }

    private Outcome seen(Outcome outcome) {
        return model.keepsTime() ? outcome : Timeless.of(outcome);
    }

    private AccountView seen(AccountView view) {
        return model.keepsTime() ? view : Timeless.of(view);
    }

    private RecordedTransfer seen(RecordedTransfer transfer) {
        return model.keepsTime() ? transfer : Timeless.of(transfer);
    }

    private StatementPage seen(StatementPage page) {
        return model.keepsTime() ? page : Timeless.of(page);
    }

    private void assertSameReceipt(Receipt receipt) {
        assertThat(receipt).isEqualTo(receipts.get(receipt.id()));
    }
}
