package dev.florin.ledger.cli.find;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountPage;
import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.money.Asset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What can be referred to: the accounts and movements of the books, and those of commands that are about to be sent with
 * the one at hand. Not thread-safe.
 */
public final class Known {
    private final Ledger ledger;
    private final Map<AccountId, Account> opened = new HashMap<>();
    private final Map<CommandId, List<Entry>> moved = new HashMap<>();
    private final Map<AccountId, String> typed = new HashMap<>();
    private final Map<CommandId, String> typedCommands = new HashMap<>();

    /**
     * What books know.
     *
     * @param ledger the books
     */
    public Known(Ledger ledger) {
        this.ledger = Objects.requireNonNull(ledger, "ledger");
    }

    /**
     * Takes in a command that is sent together with those that are asked about next: a member of a group.
     *
     * @param command the command
     */
    public void add(Command command) {
        if (command instanceof OpenAccount opening) {
            opened.put(opening.account().id(), opening.account());
        } else if (command instanceof Transfer transfer) {
            moved.put(transfer.id(), transfer.entries());
        } else if (command instanceof Hold hold) {
            moved.put(hold.id(), hold.transfer().entries());
        }
    }

    /**
     * The account that is meant.
     *
     * @param nameOrId the name it was opened with, the name it has now, or its id
     * @return the account
     * @throws BadInputException if there is none
     */
    public Account account(String nameOrId) {
        return find(nameOrId)
                .orElseThrow(() -> new BadInputException(
                        "the books hold no account '" + nameOrId + "'; florin accounts lists those they hold"));
    }

    /**
     * The id of the account that is meant, whether it is there or not: then the ledger will say so.
     *
     * @param nameOrId as {@link #account}
     * @return the id
     * @throws BadInputException if the text is no name
     */
    public AccountId accountId(String nameOrId) {
        AccountId id =
                find(nameOrId).map(Account::id).or(() -> parsed(nameOrId)).orElseGet(() -> hashed(nameOrId));
        typed.putIfAbsent(id, nameOrId);
        return id;
    }

    /**
     * An account.
     *
     * @param id its id
     * @return the account, or empty if there is none
     */
    public Optional<Account> account(AccountId id) {
        return ledger.account(id).map(AccountView::account).or(() -> Optional.ofNullable(opened.get(id)));
    }

    /**
     * What an account is called.
     *
     * @param id its id
     * @return its name, or its id if it has none, or how it was called on the command line if it is unknown
     */
    public String name(AccountId id) {
        return account(id)
                .map(Account::name)
                .filter(name -> !name.isEmpty())
                .orElseGet(() -> typed.getOrDefault(id, id.toString()));
    }

    /**
     * The unit of an account.
     *
     * @param id its id
     * @return its asset, or empty if there is no such account
     */
    public Optional<Asset> asset(AccountId id) {
        return account(id).map(Account::asset);
    }

    /**
     * The id of the command that is meant, whether it is there or not.
     *
     * @param idOrName a UUID, or the name the id was made from
     * @return the id
     * @throws BadInputException if the text is no name
     */
    public CommandId commandId(String idOrName) {
        CommandId id = Ids.typed(idOrName);
        typedCommands.putIfAbsent(id, idOrName);
        return id;
    }

    /**
     * What a command is called.
     *
     * @param id its id
     * @return as it was called on the command line, or its id
     */
    public String name(CommandId id) {
        return typedCommands.getOrDefault(id, id.toString());
    }

    /**
     * The entries of what a capture, release, reversal or refund refers to.
     *
     * @param origin the id of a hold or a movement
     * @return its entries, or empty if there is no such thing
     */
    public Optional<List<Entry>> entries(CommandId origin) {
        return Optional.ofNullable(moved.get(origin))
                .or(() -> ledger.transfer(origin)
                        .map(movement -> movement.transfer().entries()))
                .or(() -> ledger.hold(origin).map(view -> view.hold().transfer().entries()));
    }

    private Optional<Account> find(String nameOrId) {
        if (nameOrId.isEmpty()) {
            return Optional.empty();
        }
        return account(hashed(nameOrId))
                .or(() -> named(nameOrId))
                .or(() -> parsed(nameOrId).flatMap(this::account));
    }

    /** An account that got its name after its opening. */
    private Optional<Account> named(String name) {
        AccountQuery query = AccountQuery.prefix(name);
        while (true) {
            AccountPage page = ledger.accounts(query);
            Optional<Account> found = page.accounts().stream()
                    .map(AccountView::account)
                    .filter(account -> account.name().equals(name))
                    .findFirst();
            if (found.isPresent() || page.cursor().isEmpty()) {
                return found;
            }
            query = query.after(page.cursor().get());
        }
    }

    private static AccountId hashed(String name) {
        try {
            return AccountId.of(name);
        } catch (IllegalArgumentException e) {
            throw new BadInputException("'" + name + "' is no name of an account: " + e.getMessage());
        }
    }

    private static Optional<AccountId> parsed(String id) {
        try {
            return Optional.of(AccountId.parse(id));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
