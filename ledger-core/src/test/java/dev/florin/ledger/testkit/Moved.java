package dev.florin.ledger.testkit;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Entry;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Transfer;
import java.util.List;

/** Commands carried over into a world of their own, where ids, accounts and names are nobody else's. */
final class Moved {
    private Moved() {}

    static Command to(int world, Command command) {
        CommandId id = CommandId.of(command.id().high() + world, command.id().low());
        if (command instanceof Transfer transfer) {
            List<Entry> entries = transfer.entries().stream()
                    .map(entry -> new Entry(account(world, entry.account()), entry.side(), entry.amount()))
                    .toList();
            return new Transfer(
                    id, entries, transfer.reference(), transfer.code(), transfer.effectiveTime(), transfer.metadata());
        }
        if (command instanceof OpenAccount opening) {
            Account account = opening.account();
            return new OpenAccount(
                    id,
                    new Account(
                            account(world, account.id()),
                            account.asset(),
                            account.normalSide(),
                            account.lowerLimit(),
                            account.upperLimit(),
                            account.code(),
                            name(world, account.name()),
                            account.metadata()));
        }
        AccountUpdate update = (AccountUpdate) command;
        AccountUpdate moved = Altered.copy(update, id, account(world, update.account()));
        return update.name().map(name -> moved.name(name(world, name))).orElse(moved);
    }

    private static AccountId account(int world, AccountId id) {
        return AccountId.of(id.high() + world, id.low());
    }

    private static String name(int world, String name) {
        return name.isEmpty() ? "" : name + " " + world;
    }
}
