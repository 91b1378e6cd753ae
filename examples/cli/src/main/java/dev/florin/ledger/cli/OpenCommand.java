package dev.florin.ledger.cli;

import dev.florin.ledger.Account;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Condition;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.write.Named;
import dev.florin.ledger.money.Asset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens an account. */
@CommandLine.Command(
        name = "open",
        description =
                "Opens an account; makes the books if there are none. Typed again, the same opening is done once.",
        footer = {
            "",
            "Examples:",
            "  florin open bank:cash --books books --asset EUR/2 --debit-normal",
            "  florin open users:alice --books books --asset EUR/2 --lower-limit -100.00"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class OpenCommand extends WriteCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the account, such as users:alice.")
    private String name;

    @Option(
            names = "--asset",
            required = true,
            paramLabel = "CODE/SCALE",
            description = "The unit it holds, such as EUR/2.")
    private Asset asset;

    @Option(
            names = "--debit-normal",
            description = "Debits raise its balance: cash, receivables, expenses. Credits do unless told.")
    private boolean debitNormal;

    @Option(
            names = "--lower-limit",
            paramLabel = "AMOUNT",
            description = "What is available is never below it; none for no limit, 0 unless told.")
    private Optional<String> lowerLimit;

    @Option(
            names = "--upper-limit",
            paramLabel = "AMOUNT",
            description = "The balance is never above it; none unless told.")
    private Optional<String> upperLimit;

    @Option(names = "--code", paramLabel = "N", description = "A free number for programs.")
    private int code;

    @Option(names = "--metadata", paramLabel = "KEY=VALUE", description = "A pair to keep with it. May be given often.")
    private Map<String, String> metadata = Map.of();

    private Account account;

    @Override
    void prepare() {
        try {
            account = read();
        } catch (IllegalArgumentException e) {
            throw new BadInputException("'" + name + "' cannot name an account: " + e.getMessage());
        }
    }

    @Override
    Command command(CommandId id, Known known) {
        Condition[] conditions = asking.conditions(known);
        // The same opening without an id is the same command, however often it is typed.
        return asking.id().isEmpty() && conditions.length == 0
                ? OpenAccount.of(account)
                : new OpenAccount(id, account, List.of(conditions));
    }

    private Account read() {
        Account read = Account.named(name, asset).code(code);
        read = debitNormal ? read.debitNormal() : read;
        read = lowerLimit.isPresent() ? read.lowerLimit(Named.limit(lowerLimit.get(), asset)) : read;
        read = upperLimit.isPresent() ? read.upperLimit(Named.limit(upperLimit.get(), asset)) : read;
        for (Map.Entry<String, String> pair : metadata.entrySet()) {
            read = read.metadata(pair.getKey(), pair.getValue());
        }
        return read;
    }

    @Override
    boolean makesBooks() {
        return !asking.isCheck();
    }
}
