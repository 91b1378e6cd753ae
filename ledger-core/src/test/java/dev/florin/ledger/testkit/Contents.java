package dev.florin.ledger.testkit;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Command;
import dev.florin.ledger.Entry;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Transfer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a command says apart from its id, part by part, under the names that conflicts are reported with. */
final class Contents {
    private Contents() {}

    /**
     * The first part in which two commands differ.
     *
     * @return the part's name, empty if the commands say the same
     */
    static Optional<String> firstDifference(Command first, Command second) {
        Map<String, @Nullable Object> parts = of(first);
        Map<String, @Nullable Object> others = of(second);
        return parts.keySet().stream()
                .filter(part -> !Objects.equals(parts.get(part), others.get(part)))
                .findFirst();
    }

    private static Map<String, @Nullable Object> of(Command command) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("kind", command.getClass());
        if (command instanceof Transfer transfer) {
            addTransfer(parts, transfer);
        } else if (command instanceof OpenAccount opening) {
            addAccount(parts, opening.account());
        } else {
            addUpdate(parts, (AccountUpdate) command);
        }
        return parts;
    }

    private static void addTransfer(Map<String, @Nullable Object> parts, Transfer transfer) {
        parts.put("entries.size", transfer.entries().size());
        for (int i = 0; i < transfer.entries().size(); i++) {
            Entry entry = transfer.entries().get(i);
            parts.put("entries[" + i + "].account", entry.account());
            parts.put("entries[" + i + "].side", entry.side());
            parts.put("entries[" + i + "].amount", entry.amount());
        }
        parts.put("reference", transfer.reference());
        parts.put("code", transfer.code());
        parts.put("effectiveTime", transfer.effectiveTime());
        parts.put("metadata", transfer.metadata());
    }

    private static void addAccount(Map<String, @Nullable Object> parts, Account account) {
        parts.put("account.id", account.id());
        parts.put("account.asset", account.asset());
        parts.put("account.normalSide", account.normalSide());
        parts.put("account.lowerLimit", account.lowerLimit());
        parts.put("account.upperLimit", account.upperLimit());
        parts.put("account.code", account.code());
        parts.put("account.name", account.name());
        parts.put("account.metadata", account.metadata());
    }

    private static void addUpdate(Map<String, @Nullable Object> parts, AccountUpdate update) {
        parts.put("account", update.account());
        parts.put("status", update.status());
        parts.put("normalSide", update.normalSide());
        parts.put("lowerLimit", update.lowerLimit());
        parts.put("upperLimit", update.upperLimit());
        parts.put("code", update.code());
        parts.put("name", update.name());
        parts.put("metadata", update.metadata());
    }
}
