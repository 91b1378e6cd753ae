package dev.florin.ledger.cli.posted;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Details;
import dev.florin.ledger.Entry;
import dev.florin.ledger.MalformedCommandException;
import dev.florin.ledger.Side;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.csv.Columns;
import dev.florin.ledger.cli.csv.Row;
import dev.florin.ledger.cli.csv.RowReader;
import dev.florin.ledger.cli.load.Posting;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A folder with the two tables that {@link CsvBooks} writes. Rows with one transfer stand one behind the other. Not
 * thread-safe.
 */
public final class CsvFolder implements BooksInFile {
    /** A reference takes at most 1,024 bytes, and each may be the end of a line. */
    private static final int MAX_LINES = 1_100;

    private final Path folder;
    private final Map<AccountId, Incoming> accounts = new LinkedHashMap<>();
    private final Map<AccountId, SignedAmount> stated = new HashMap<>();
    private final Map<AccountId, BigInteger> sums = new HashMap<>();

    /**
     * The tables of a folder.
     *
     * @param folder the folder
     */
    public CsvFolder(Path folder) {
        this.folder = Objects.requireNonNull(folder, "folder");
    }

    /** The fields of a row, by their columns. */
    private record Fields(Path file, Row.Whole row, Columns columns) {
        String get(String column) {
            return columns.get(row, column);
        }

        BadInputException bad(String why) {
            return new BadInputException(file + ", line " + row.line() + ": " + why);
        }
    }

    /** Takes rows. */
    private interface Rows {
        void take(Fields fields);
    }

    @Override
    public List<Incoming> check() throws IOException {
        read(CsvBooks.ACCOUNTS, CsvBooks.ACCOUNT_COLUMNS, this::account);
        transfers(posting -> {}, true);
        stated.forEach((id, balance) -> {
            Incoming incoming = Objects.requireNonNull(accounts.get(id), "declared");
            BigInteger debits = sums.getOrDefault(id, BigInteger.ZERO);
            BigInteger sum = incoming.account().normalSide() == Side.DEBIT ? debits : debits.negate();
            if (!sum.equals(balance.toBigInteger())) {
                throw new BadInputException(folder.resolve(CsvBooks.ACCOUNTS) + ", line " + incoming.line()
                        + ": the balance is " + balance + " minor units, and the entries add up to " + sum);
            }
        });
        return List.copyOf(accounts.values());
    }

    @Override
    public void postings(Consumer<Posting> sink) throws IOException {
        transfers(sink, false);
    }

    private void read(String name, List<String> names, Rows sink) throws IOException {
        Path file = folder.resolve(name);
        try (RowReader rows = new RowReader(Files.newInputStream(file))) {
            rows.maxLines(MAX_LINES);
            if (!(rows.next() instanceof Row.Whole header)) {
                throw new BadInputException(file + " has no header");
            }
            Columns columns = Columns.find(header.fields(), names, List.of(), Map.of());
            rows.width(header.fields().size());
            for (Row row = rows.next(); row != null; row = rows.next()) {
                if (row instanceof Row.Damaged damaged) {
                    throw new BadInputException(file + ", line " + damaged.line() + ": " + damaged.why());
                }
                take(new Fields(file, (Row.Whole) row, columns), sink);
            }
        }
    }

    private static void take(Fields fields, Rows sink) {
        try {
            sink.take(fields);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException | MalformedCommandException e) {
            throw fields.bad(String.valueOf(e.getMessage()));
        }
    }

    private void account(Fields fields) {
        AccountId id = AccountId.parse(fields.get("account_id"));
        Asset asset = Asset.parse(fields.get("asset"));
        Map<String, String> texts = Map.of(
                Keys.NORMAL_SIDE, fields.get("normal_side"),
                Keys.STATUS, fields.get("status"),
                Keys.LOWER_LIMIT, fields.get("lower_limit"),
                Keys.UPPER_LIMIT, fields.get("upper_limit"),
                Keys.CODE, fields.get("code"),
                Keys.METADATA, fields.get("metadata"));
        Incoming incoming = Incoming.of(fields.row().line(), id, fields.get("account"), asset, texts);
        if (accounts.put(id, incoming) != null) {
            throw fields.bad("the account " + id + " stands here twice");
        }
        stated.put(id, SignedAmount.parse(fields.get("balance"), asset));
    }

    private void transfers(Consumer<Posting> sink, boolean adding) throws IOException {
        Assembly assembly = new Assembly(sink, adding);
        read(CsvBooks.ENTRIES, CsvBooks.ENTRY_COLUMNS, assembly::add);
        assembly.end();
    }

    /** Puts the rows of a transfer together. */
    private final class Assembly {
        private final Consumer<Posting> sink;
        private final boolean adding;
        private @Nullable Fields first;
        private final List<Long> lines = new ArrayList<>();
        private final List<Entry> entries = new ArrayList<>();
        private final Map<AccountId, Account> used = new LinkedHashMap<>();

        Assembly(Consumer<Posting> sink, boolean adding) {
            this.sink = sink;
            this.adding = adding;
        }

        void add(Fields row) {
            if (first != null && !first.get("transfer").equals(row.get("transfer"))) {
                end();
            }
            if (first == null) {
                first = row;
            }
            for (String column : List.of("recorded", "effective", "reference", "code", "metadata")) {
                if (!first.get(column).equals(row.get(column))) {
                    throw row.bad("its " + column + " is not that of the first row of its transfer");
                }
            }
            Incoming account = accounts.get(AccountId.parse(row.get("account_id")));
            if (account == null) {
                throw row.bad("the account " + row.get("account_id") + " is not in " + CsvBooks.ACCOUNTS);
            }
            Asset asset = account.account().asset();
            if (!asset.equals(Asset.parse(row.get("asset")))) {
                throw row.bad("the account holds " + asset + ", and not " + row.get("asset"));
            }
            Entry entry = new Entry(
                    account.account().id(),
                    Incoming.constant(Side.class, row.get("side")),
                    Amount.parse(row.get("amount"), asset));
            lines.add(row.row().line());
            entries.add(entry);
            used.put(entry.account(), account.opened());
            if (adding) {
                sums.merge(entry.account(), Entries.signed(entry), BigInteger::add);
            }
        }

        void end() {
            Fields row = first;
            if (row != null) {
                take(row, fields -> posting(fields).ifPresent(sink));
                first = null;
                lines.clear();
                entries.clear();
                used.clear();
            }
        }

        private Optional<Posting> posting(Fields row) {
            requireBalance(row);
            if (!Entries.changeBalances(entries)) {
                return Optional.empty();
            }
            String effective = row.get("effective").isEmpty() ? row.get("recorded") : row.get("effective");
            Details details = new Details(
                    row.get("reference"),
                    Incoming.number(row.get("code")),
                    Instant.parse(effective),
                    Exact.readMap(row.get("metadata")));
            CommandId id = CommandId.parse(row.get("transfer"));
            Transfer transfer = new Transfer(id, List.copyOf(entries), details, Collections.emptyList(), null);
            return Optional.of(new Posting(id.toString(), lines, List.copyOf(used.values()), transfer, null));
        }

        private void requireBalance(Fields row) {
            Map<Asset, BigInteger> totals = new HashMap<>();
            for (Entry entry : entries) {
                Account account = Objects.requireNonNull(used.get(entry.account()), "used");
                totals.merge(account.asset(), Entries.signed(entry), BigInteger::add);
            }
            totals.forEach((asset, total) -> {
                if (total.signum() != 0) {
                    throw row.bad("the transfer does not balance: its debits less its credits are " + total
                            + " minor units of " + asset);
                }
            });
        }
    }
}
