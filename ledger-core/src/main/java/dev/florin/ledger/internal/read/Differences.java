package dev.florin.ledger.internal.read;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Command;
import dev.florin.ledger.Entry;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Transfer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the first part in which two commands of one id differ, in a fixed order. */
final class Differences {
    private @Nullable String first;

    private Differences() {}

    /** The name of the first part that differs, or empty if the commands have the same content. */
    static Optional<String> first(Command one, Command other) {
        Differences differences = new Differences();
        if (one instanceof Transfer a && other instanceof Transfer b) {
            differences.transfers(a, b);
        } else if (one instanceof OpenAccount a && other instanceof OpenAccount b) {
            differences.accounts(a.account(), b.account());
        } else if (one instanceof AccountUpdate a && other instanceof AccountUpdate b) {
            differences.updates(a, b);
        } else {
            return Optional.of("kind");
        }
        return Optional.ofNullable(differences.first);
    }

    private void transfers(Transfer a, Transfer b) {
        entries(a.entries(), b.entries());
        compare("reference", a.reference(), b.reference());
        compare("code", a.code(), b.code());
        compare("effectiveTime", a.effectiveTime(), b.effectiveTime());
        compare("metadata", a.metadata(), b.metadata());
    }

    private void entries(List<Entry> a, List<Entry> b) {
        compare("entries.size", a.size(), b.size());
        for (int i = 0; i < a.size() && first == null; i++) {
            if (!a.get(i).equals(b.get(i))) {
                compare(
                        "entries[" + i + "].account",
                        a.get(i).account(),
                        b.get(i).account());
                compare("entries[" + i + "].side", a.get(i).side(), b.get(i).side());
                compare("entries[" + i + "].amount", a.get(i).amount(), b.get(i).amount());
            }
        }
    }

    private void accounts(Account a, Account b) {
        compare("account.id", a.id(), b.id());
        compare("account.asset", a.asset(), b.asset());
        compare("account.normalSide", a.normalSide(), b.normalSide());
        compare("account.lowerLimit", a.lowerLimit(), b.lowerLimit());
        compare("account.upperLimit", a.upperLimit(), b.upperLimit());
        compare("account.code", a.code(), b.code());
        compare("account.name", a.name(), b.name());
        compare("account.metadata", a.metadata(), b.metadata());
    }

    private void updates(AccountUpdate a, AccountUpdate b) {
        compare("account", a.account(), b.account());
        compare("status", a.status(), b.status());
        compare("normalSide", a.normalSide(), b.normalSide());
        compare("lowerLimit", a.lowerLimit(), b.lowerLimit());
        compare("upperLimit", a.upperLimit(), b.upperLimit());
        compare("code", a.code(), b.code());
        compare("name", a.name(), b.name());
        compare("metadata", a.metadata(), b.metadata());
    }

    private void compare(String part, @Nullable Object a, @Nullable Object b) {
        if (first == null && !Objects.equals(a, b)) {
            first = part;
        }
    }
}
