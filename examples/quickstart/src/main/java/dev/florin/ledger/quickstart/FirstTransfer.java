package dev.florin.ledger.quickstart;

import dev.florin.ledger.Account;
import dev.florin.ledger.Balance;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.storage.file.FileStorage;
import java.nio.file.Path;

/** The transfer on the first screen of the README. */
final class FirstTransfer {
    private FirstTransfer() {}

    /** Returns what is left on Alice's account. */
    static Balance post(Path folder) {
        try (Ledger ledger = Ledger.open(FileStorage.at(folder))) {
            Asset usd = Asset.of("USD", 2);
            ledger.open(Account.named("bank:cash", usd).debitNormal().unlimited());
            ledger.open(Account.named("users:alice", usd));
            ledger.post(Transfer.of(CommandId.of("top-up 4711"))
                    .debit("bank:cash", 50_00)
                    .credit("users:alice", 50_00)
                    .build()); // durable when it returns
            return ledger.balance("users:alice"); // from memory
        }
    }
}
