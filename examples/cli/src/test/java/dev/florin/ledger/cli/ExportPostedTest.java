package dev.florin.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.storage.file.FileStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables and journals of other programs carry what is posted there and back. */
class ExportPostedTest {
    private static final Asset EUR = Asset.of("EUR", 2);
    private static final int REAL_ROWS = 4_000;

    @TempDir
    private Path folder;

    /** What is compared of an account: the balance, and what it was opened and left with. */
    private record Kept(Account account, String status, SignedAmount posted) {
        static Kept of(AccountView view) {
            return new Kept(
                    view.account(), view.status().toString(), view.balance().posted());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "csv, 0", "csv, 1", "csv, 2", "csv, 3", "csv, 4", "csv, 5",
        "hledger, 0", "hledger, 1", "hledger, 2", "hledger, 3", "hledger, 4", "hledger, 5",
        "beancount, 0", "beancount, 1", "beancount, 2", "beancount, 3", "beancount, 4", "beancount, 5"
    })
    void booksMadeFromAnExportHaveTheSameAccountsWithTheSameBalances(String format, long seed) throws IOException {
        Path books = folder.resolve("books");
        if (format.equals("beancount")) {
            RandomBooks.makeSmall(books, seed, 400);
        } else {
            RandomBooks.make(books, seed, 400);
        }
        Path file = export(books, format);
        Path copy = folder.resolve("copy");
        Cli.Result first = Cli.run("import", "--books", copy, "--format", format, "--json", file);
        assertThat(first.err()).isEmpty();
        assertThat(first.exitCode()).isZero();
        assertThat(accounts(copy)).isEqualTo(accounts(books));
        Cli.Result again = Cli.run("import", "--books", copy, "--format", format, "--json", file);
        assertThat(again.json("posted")).isEqualTo("0");
        assertThat(again.json("already")).isEqualTo(first.json("posted"));
        assertThat(again.json("digest")).isEqualTo(first.json("digest"));
        assertThat(again.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "hledger", "beancount"})
    void oddTextComesBack(String format) throws IOException {
        String[] texts = {
            "plain",
            "",
            "; a comment",
            "a, b: c",
            "\"quoted\"",
            "back\\slash",
            "a\n\n\"b\r\n\0",
            "| payee",
            "(code)",
            "* !",
            "\u202e\u05e9\u05dc\u05d5\u05dd",
            "\ud83d\udc69\u200d\ud83d\ude80",
            "e\u0301",
            "{\"a\":1}",
            " spaces ",
            "\ufeff",
            "\n".repeat(1_024),
            "date:2020-01-01, [2021-01-01]"
        };
        Path books = folder.resolve("books");
        try (Ledger ledger = Ledger.open(FileStorage.at(books))) {
            ledger.open(
                    Account.named("assets:: \"odd\"; \u4e2d ", EUR).unlimited().debitNormal());
            ledger.open(Account.of(AccountId.of(0, 1), EUR).metadata("k\n", "v\0"));
            for (String text : texts) {
                ledger.post(Transfer.of(CommandId.of("odd " + text))
                        .debit("assets:: \"odd\"; \u4e2d ", 1)
                        .credit(AccountId.of(0, 1), Amount.of(1))
                        .reference(text)
                        .code(7)
                        .metadata("key " + text.strip(), text)
                        .build());
            }
        }
        Path copy = folder.resolve("copy");
        Cli.Result result = Cli.run("import", "--books", copy, "--format", format, export(books, format));
        assertThat(result.err()).isEmpty();
        assertThat(accounts(copy)).isEqualTo(accounts(books));
        try (Ledger ledger = Ledger.open(FileStorage.at(copy))) {
            for (String text : texts) {
                Transfer transfer = ledger.transfer(CommandId.of("odd " + text))
                        .orElseThrow()
                        .transfer();
                assertThat(transfer.details().reference()).isEqualTo(text);
                assertThat(transfer.details().code()).isEqualTo(7);
                assertThat(transfer.details().metadata()).isEqualTo(Map.of("key " + text.strip(), text));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "hledger", "beancount"})
    void openHoldsAreLeftOutAndTold(String format) {
        Path books = folder.resolve("books");
        try (Ledger ledger = Ledger.open(FileStorage.at(books))) {
            ledger.open(Account.named("a", EUR).unlimited());
            ledger.open(Account.named("b", EUR));
            ledger.reserve(new Hold(
                    Transfer.of(CommandId.of("hold"))
                            .debit("a", 5)
                            .credit("b", 5)
                            .build(),
                    Duration.ofDays(7)));
        }
        Path file = folder.resolve("file." + format);
        Cli.Result result = Cli.run("export", "--books", books, "--format", format, "--to", file);
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("1 open hold is left out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "hledger", "beancount"})
    void emptyBooksAreEmptyBooks(String format) throws IOException {
        Path books = folder.resolve("books");
        Ledger.open(FileStorage.at(books)).close();
        Path copy = folder.resolve("copy");
        Cli.Result result = Cli.run("import", "--books", copy, "--format", format, export(books, format));
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(accounts(copy)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "hledger, ' -5.00 EUR', ' -6.00 EUR', the transaction does not balance",
        "hledger, 'ada  0.00 EUR = -5.00 EUR', 'ada  0.00 EUR = -6.00 EUR', is said to hold -6.00 EUR",
        "beancount, ' -5.00 EUR', ' -6.00 EUR', the transaction does not balance",
        "beancount, 'Ada  -5.00 ~ 0', 'Ada  -6.00 ~ 0', is said to hold -6.00 EUR",
        "csv, 'credit,5.00', 'credit,6.00', the transfer does not balance",
        "csv, ',debit,5.00', ',credit,5.00', the transfer does not balance"
    })
    void anEditedFileIsRefusedWithItsLineAndNothingIsPosted(String format, String text, String other, String why)
            throws IOException {
        Path books = folder.resolve("books");
        try (Ledger ledger = Ledger.open(FileStorage.at(books))) {
            ledger.open(Account.named("bank", EUR).debitNormal().unlimited());
            ledger.open(Account.named("ada", EUR));
            ledger.post(Transfer.of(CommandId.of("pay"))
                    .debit("bank", 500)
                    .credit("ada", 500)
                    .build());
        }
        Path file = export(books, format);
        Path edited = format.equals("csv") ? file.resolve("entries.csv") : file;
        String before = Files.readString(edited);
        Files.writeString(edited, before.replaceFirst(Pattern.quote(text), other));
        assertThat(edited).content().isNotEqualTo(before);
        Path copy = folder.resolve("copy");
        Cli.Result result = Cli.run("import", "--books", copy, "--format", format, file);
        assertThat(result.err()).contains("line ", why);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(copy).doesNotExist();
    }

    @Test
    void aBalanceInTheTableOfAccountsIsTheSumOfItsEntries() throws IOException {
        Path books = folder.resolve("books");
        RandomBooks.make(books, 1, 100);
        Path tables = export(books, "csv");
        Path table = tables.resolve("accounts.csv");
        Files.writeString(
                table, Files.readString(table).replaceFirst(",(\\d+)\\.00,0\\.00,0\\.00\n", ",1$1.00,0.00,0.00\n"));
        Cli.Result result = Cli.run("import", "--books", folder.resolve("copy"), tables);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("accounts.csv, line ", "the entries add up to");
    }

    @Test
    void sumsThatBeancountWouldRoundAreNotExportedToIt() {
        Path books = folder.resolve("books");
        try (Ledger ledger = Ledger.open(FileStorage.at(books))) {
            ledger.open(Account.named("a", EUR).unlimited());
            ledger.open(Account.named("b", EUR).unlimited());
            ledger.post(Transfer.of(CommandId.of("all"))
                    .debit("a", Amount.MAX)
                    .credit("b", Amount.MAX)
                    .build());
        }
        Path file = folder.resolve("books.beancount");
        Cli.Result result = Cli.run("export", "--books", books, "--format", "beancount", "--to", file);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("28 digits");
        assertThat(file).doesNotExist();
        assertThat(folder.resolve("books.beancount.part")).doesNotExist();
    }

    @Test
    void rowsOfARealBankGoThroughEveryFormat() throws IOException {
        assumeTrue(Cli.bankData().isPresent(), "the data of a real bank are not at hand, so this is not tested");
        Path rows = folder.resolve("rows.csv");
        try (Stream<String> lines = Files.lines(Cli.bankData().orElseThrow())) {
            Files.write(rows, lines.limit(REAL_ROWS).toList());
        }
        Path books = folder.resolve("books");
        Cli.run("import", "--books", books, "--asset", "CZK/2", "--layout", "statement", rows);
        Map<AccountId, Kept> expected = accounts(books);
        for (String format : new String[] {"csv", "hledger", "beancount", "jsonl"}) {
            Path copy = folder.resolve("copy-" + format);
            Cli.Result result = Cli.run("import", "--books", copy, "--format", format, export(books, format));
            assertThat(result.err()).isEmpty();
            assertThat(accounts(copy)).isNotEmpty().isEqualTo(expected);
        }
    }

    private Path export(Path books, String format) {
        Path file = folder.resolve("exported." + format);
        Cli.Result result = Cli.run("export", "--books", books, "--format", format, "--to", file);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return file;
    }

    private static Map<AccountId, Kept> accounts(Path books) {
        Map<AccountId, Kept> accounts = new LinkedHashMap<>();
        try (Ledger ledger = Ledger.open(FileStorage.at(books), Books.stillTime())) {
            Books.forEach(
                    ledger,
                    AccountQuery.all(),
                    view -> accounts.put(view.account().id(), Kept.of(view)));
        }
        return accounts;
    }
}
