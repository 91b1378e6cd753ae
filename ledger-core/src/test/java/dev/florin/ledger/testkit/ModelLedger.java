package dev.florin.ledger.testkit;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Balance;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.CommandKind;
import dev.florin.ledger.Entry;
import dev.florin.ledger.MalformedCommandException;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.RecordedTransfer;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Side;
import dev.florin.ledger.StatementLine;
import dev.florin.ledger.StatementPage;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.TrialBalance;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A ledger as its rules read, to compare the real one with: maps and {@link BigInteger}, one command after the other,
 * nothing kept on a disk, nothing shared with the core but the values of the API.
 *
 * <p>It has no clock: every receipt carries the time 0 (see {@link Timeless}). Not thread-safe.
 */
public final class ModelLedger {
    private final Map<CommandId, Settled> settled = new HashMap<>();
    private final Map<AccountId, ModelAccount> accounts = new LinkedHashMap<>();
    private final Map<String, Asset> assets = new TreeMap<>();
    private final ModelRules rules = new ModelRules(accounts, assets);
    private long position;

    /** A command that has its outcome: its entries if it was a transfer that was posted, or why it was rejected. */
    private record Settled(
            Command command, Receipt receipt, @Nullable Rejection rejection, List<ModelEntry> entries) {}

    /**
     * Carries out a command.
     *
     * @param command what to do
     * @return the outcome
     * @throws MalformedCommandException if it is an update that changes nothing
     */
    public Outcome submit(Command command) {
        if (command instanceof AccountUpdate update && update.changesNothing()) {
            throw new MalformedCommandException("update " + update.id() + " changes nothing");
        }
        Settled first = settled.get(command.id());
        return first == null ? decide(command) : again(first, command);
    }

    private static Outcome again(Settled first, Command command) {
        Optional<String> field = Contents.firstDifference(first.command, command);
        if (field.isPresent()) {
            return new Outcome.Rejected(command.id(), new Rejection.IdConflict(field.get(), first.receipt.position()));
        }
        return outcomeOf(first);
    }

    private static Outcome outcomeOf(Settled first) {
        return first.rejection == null
                ? new Outcome.AlreadyPosted(first.receipt)
                : new Outcome.Rejected(first.command.id(), first.rejection);
    }

    private Outcome decide(Command command) {
        Optional<Rejection> rejection = judge(command);
        position++;
        Receipt receipt = new Receipt(command.id(), position, 0, 1);
        if (rejection.isPresent()) {
            settled.put(command.id(), new Settled(command, receipt, rejection.get(), List.of()));
            return new Outcome.Rejected(command.id(), rejection.get());
        }
        settled.put(command.id(), new Settled(command, receipt, null, apply(command, receipt)));
        return new Outcome.Posted(receipt);
    }

    private Optional<Rejection> judge(Command command) {
        if (command instanceof Transfer transfer) {
            return rules.judge(transfer);
        }
        return command instanceof OpenAccount opening ? rules.judge(opening) : rules.judge((AccountUpdate) command);
    }

    private List<ModelEntry> apply(Command command, Receipt receipt) {
        if (command instanceof Transfer transfer) {
            return post(transfer, receipt);
        }
        if (command instanceof OpenAccount opening) {
            accounts.put(opening.account().id(), new ModelAccount(opening.account(), receipt));
            assets.put(opening.account().asset().code(), opening.account().asset());
        } else {
            update((AccountUpdate) command);
        }
        return List.of();
    }

    private List<ModelEntry> post(Transfer transfer, Receipt receipt) {
        List<ModelEntry> posted = new ArrayList<>();
        for (int i = 0; i < transfer.entries().size(); i++) {
            Entry entry = transfer.entries().get(i);
            ModelAccount account = accounts.get(entry.account());
            BigInteger amount = entry.amount().toBigInteger();
            if (entry.side() == Side.DEBIT) {
                account.debits = account.debits.add(amount);
            } else {
                account.credits = account.credits.add(amount);
            }
            ModelEntry line = new ModelEntry(transfer, receipt, i, account, account.debits, account.credits);
            account.entries.add(line);
            posted.add(line);
        }
        return posted;
    }

    private void update(AccountUpdate update) {
        ModelAccount account = accounts.get(update.account());
        Account before = account.attributes;
        account.status = update.status().orElse(account.status);
        account.attributes = new Account(
                before.id(),
                before.asset(),
                update.normalSide().orElse(before.normalSide()),
                update.lowerLimit().orElse(before.lowerLimit()),
                update.upperLimit().orElse(before.upperLimit()),
                update.code().orElse(before.code()),
                update.name().orElse(before.name()),
                update.metadata().orElse(before.metadata()));
    }

    /**
     * The last position given away.
     *
     * @return 0 if no command was settled
     */
    public long position() {
        return position;
    }

    /**
     * What became of a command.
     *
     * @param id the command
     * @return already posted, or rejected; empty if it was not settled
     */
    public Optional<Outcome> outcome(CommandId id) {
        return Optional.ofNullable(settled.get(id)).map(ModelLedger::outcomeOf);
    }

    /**
     * The command that an id stands for.
     *
     * @param id the command's id
     * @return the first command with it; empty if it was not settled
     */
    public Optional<Command> command(CommandId id) {
        return Optional.ofNullable(settled.get(id)).map(Settled::command);
    }

    /**
     * All ids that were settled.
     *
     * @return in no order
     */
    public List<CommandId> commandIds() {
        return List.copyOf(settled.keySet());
    }

    /**
     * A transfer that was posted.
     *
     * @param id its id
     * @return the transfer; empty if none was posted under this id
     */
    public Optional<RecordedTransfer> transfer(CommandId id) {
        return Optional.ofNullable(settled.get(id))
                .filter(first -> first.rejection == null && first.command instanceof Transfer)
                .map(first -> new RecordedTransfer(
                        CommandKind.TRANSFER,
                        (Transfer) first.command,
                        first.receipt,
                        first.entries.stream().map(ModelEntry::balanceAfter).toList(),
                        RecordedTransfer.Links.NONE));
    }

    /**
     * All accounts, closed ones included.
     *
     * @return in the order of their opening
     */
    public List<AccountView> accounts() {
        return accounts.values().stream().map(this::view).toList();
    }

    /**
     * One account.
     *
     * @param id the account
     * @return empty if there is no such account
     */
    public Optional<AccountView> account(AccountId id) {
        return Optional.ofNullable(accounts.get(id)).map(this::view);
    }

    private AccountView view(ModelAccount account) {
        Amount debits = Amount.of(account.debits);
        Amount credits = Amount.of(account.credits);
        Balance balance = new Balance(
                account.attributes,
                account.attributes.normalSide(),
                debits.high(),
                debits.low(),
                credits.high(),
                credits.low(),
                0,
                0,
                0,
                0,
                account.entries.size(),
                position);
        return new AccountView(account.attributes, account.status, balance, account.opened);
    }

    /**
     * A page of an account's entries.
     *
     * @param id an account that exists
     * @param query which page
     * @return the page
     */
    public StatementPage statement(AccountId id, StatementQuery query) {
        boolean oldestFirst = query.order() == StatementQuery.Order.OLDEST_FIRST;
        List<StatementLine> lines = new ArrayList<>(
                accounts.get(id).entries.stream().map(ModelEntry::line).toList());
        if (!oldestFirst) {
            Collections.reverse(lines);
        }
        query.cursor()
                .ifPresent(cursor -> lines.removeIf(line -> {
                    int side = compare(line, cursor);
                    return oldestFirst ? side <= 0 : side >= 0;
                }));
        if (lines.size() <= query.limit()) {
            return new StatementPage(id, lines, null);
        }
        List<StatementLine> page = lines.subList(0, query.limit());
        StatementLine last = page.get(page.size() - 1);
        return new StatementPage(
                id, page, new StatementQuery.Cursor(last.receipt().position(), last.entry()));
    }

    private static int compare(StatementLine line, StatementQuery.Cursor cursor) {
        return line.receipt().position() != cursor.position()
                ? Long.compare(line.receipt().position(), cursor.position())
                : Integer.compare(line.entry(), cursor.entry());
    }

    /**
     * All accounts added up.
     *
     * @return the sums for each asset
     */
    public TrialBalance trialBalance() {
        return new TrialBalance(assets.values().stream().map(this::sumsOf).toList(), position);
    }

    private TrialBalance.Line sumsOf(Asset asset) {
        BigInteger debits = BigInteger.ZERO;
        BigInteger credits = BigInteger.ZERO;
        BigInteger debitBalances = BigInteger.ZERO;
        BigInteger creditBalances = BigInteger.ZERO;
        List<ModelAccount> holders = accounts.values().stream()
                .filter(account -> account.attributes.asset().equals(asset))
                .toList();
        for (ModelAccount account : holders) {
            BigInteger more = account.debits.subtract(account.credits);
            debits = debits.add(account.debits);
            credits = credits.add(account.credits);
            debitBalances = debitBalances.add(more.max(BigInteger.ZERO));
            creditBalances = creditBalances.add(more.negate().max(BigInteger.ZERO));
        }
        return new TrialBalance.Line(asset, holders.size(), debits, credits, debitBalances, creditBalances);
    }
}
