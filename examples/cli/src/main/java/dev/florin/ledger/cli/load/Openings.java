package dev.florin.ledger.cli.load;

import dev.florin.ledger.Account;
import dev.florin.ledger.Limit;
import dev.florin.ledger.Side;
import dev.florin.ledger.money.Asset;
import java.util.List;

/**
 * How accounts are opened that a file names and the books do not hold. They have no limits, since a file tells what
 * has happened already; unless their owner does not want them to be overdrawn.
 *
 * @param asset the unit they hold
 * @param noOverdraft accounts whose names start with one of these cannot go below zero
 */
public record Openings(Asset asset, List<String> noOverdraft) {
    /** Copies the list. */
    public Openings {
        noOverdraft = List.copyOf(noOverdraft);
    }

    Account account(String name, Side normalSide) {
        Account account = Account.named(name, asset).normalSide(normalSide).unlimited();
        return noOverdraft.stream().anyMatch(name::startsWith) ? account.lowerLimit(Limit.ZERO) : account;
    }
}
