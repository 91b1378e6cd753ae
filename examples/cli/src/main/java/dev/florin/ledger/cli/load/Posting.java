package dev.florin.ledger.cli.load;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.SignedAmount;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A transfer as a file asks for it.
 *
 * @param name the name of the transfer in the file
 * @param lines the lines it stands on
 * @param accounts the accounts it needs, as they are to be opened if they are not there
 * @param transfer what to post
 * @param check what the file says of the balance afterwards, or null if it says nothing
 */
public record Posting(
        String name,
        List<Long> lines,
        List<Account> accounts,
        Transfer transfer,
        @Nullable Check check) {
    /** Copies the lists. */
    public Posting {
        Objects.requireNonNull(name, "name");
        lines = List.copyOf(lines);
        accounts = List.copyOf(accounts);
        Objects.requireNonNull(transfer, "transfer");
    }

    /**
     * A balance that the file states.
     *
     * @param account whose
     * @param balanceAfter the account's balance right after this transfer
     */
    public record Check(AccountId account, SignedAmount balanceAfter) {}
}
