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
import dev.florin.ledger.cli.csv.TextLines;
import dev.florin.ledger.cli.find.Ids;
import dev.florin.ledger.cli.load.Posting;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A journal of hledger or Beancount. What an export keeps beside it is taken as it was; else an account has the name that it
 * has in the file, an asset as many decimals as the file uses or declares, and a transaction an id that follows from the name
 * of the file and its line. Not thread-safe.
 */
public final class JournalFile implements BooksInFile {
    private final Path file;
    private final TextReader reader;
    private final Map<String, Asset> assets = new HashMap<>();
    private final Map<String, Integer> scales = new HashMap<>();
    private final Map<String, Text.Declared> declared = new LinkedHashMap<>();
    private final Map<String, String> symbols = new HashMap<>();
    private final Map<String, Incoming> accounts = new LinkedHashMap<>();
    private final Map<String, BigDecimal> sums = new HashMap<>();

    private JournalFile(Path file, TextReader reader) {
        this.file = Objects.requireNonNull(file, "file");
        this.reader = reader;
    }

    /**
     * A journal of hledger.
     *
     * @param file the file
     * @return what it holds
     */
    public static JournalFile hledger(Path file) {
        return new JournalFile(file, new HledgerReader());
    }

    /**
     * A journal of Beancount.
     *
     * @param file the file
     * @return what it holds
     */
    public static JournalFile beancount(Path file) {
        return new JournalFile(file, new BeancountReader());
    }

    @Override
    public List<Incoming> check() throws IOException {
        read(this::learn);
        declareAll();
        read(this::prove);
        return List.copyOf(accounts.values());
    }

    private void declareAll() {
        scales.forEach((symbol, scale) -> assets.computeIfAbsent(symbol, code -> asset(code, scale)));
        try {
            for (Text.Declared account : declared.values()) {
                String symbol = account.symbol() == null ? symbols.get(account.account()) : account.symbol();
                accounts.put(account.account(), incoming(account, symbol));
            }
        } catch (BadInputException e) {
            throw new BadInputException(file + ", " + e.getMessage());
        }
    }

    private void read(Consumer<Text> sink) throws IOException {
        try (TextLines lines = new TextLines(Files.newInputStream(file))) {
            reader.read(lines, sink);
        } catch (BadInputException e) {
            throw new BadInputException(file + ", " + e.getMessage());
        }
    }

    private void learn(Text text) {
        if (text instanceof Text.Commodity commodity) {
            String asset = commodity.pairs().get(Keys.ASSET);
            if (asset != null) {
                assets.put(commodity.symbol(), parsed(commodity, () -> Asset.parse(asset)));
            } else if (commodity.scale() >= 0) {
                scales.merge(commodity.symbol(), commodity.scale(), Math::max);
            }
        } else if (text instanceof Text.Declared account) {
            if (declared.put(account.account(), account) != null) {
                throw bad(account.line(), "the account " + account.account() + " is declared twice");
            }
        } else if (text instanceof Text.Transaction transaction) {
            transaction.postings().forEach(this::learn);
        }
    }

    private void learn(Text.Posting posting) {
        scales.merge(posting.symbol(), Math.max(0, posting.amount().scale()), Math::max);
        String symbol = symbols.putIfAbsent(posting.account(), posting.symbol());
        if (symbol != null && !symbol.equals(posting.symbol())) {
            throw bad(
                    posting.line(),
                    posting.account() + " moves " + posting.symbol() + " here and " + symbol
                            + " before; an account of these books has one asset: use one account for each");
        }
    }

    private Asset asset(String code, int scale) {
        try {
            return Asset.of(code, scale);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(file + ": the commodity " + code + " cannot be an asset: " + e.getMessage());
        }
    }

    private Incoming incoming(Text.Declared declared, @Nullable String symbol) {
        return parsed(declared, () -> {
            Map<String, String> pairs = new HashMap<>(declared.pairs());
            pairs.putIfAbsent(Keys.NORMAL_SIDE, isDebitNormal(declared.account()) ? "debit" : "credit");
            String unit = pairs.get(Keys.ASSET);
            Asset asset = unit != null ? Asset.parse(unit) : symbol == null ? null : assets.get(symbol);
            if (asset == null) {
                throw new IllegalArgumentException("the account " + declared.account()
                        + " is declared and not used, so that its asset is not known");
            }
            String id = pairs.get(Keys.ACCOUNT_ID);
            String name = id == null ? declared.account() : Exact.read(pairs.getOrDefault(Keys.NAME, ""));
            return Incoming.of(
                    declared.line(), id == null ? AccountId.of(name) : AccountId.parse(id), name, asset, pairs);
        });
    }

    /** By the first part of its name, as both programs have it. */
    private static boolean isDebitNormal(String account) {
        String root = account.split(":", 2)[0].toLowerCase(Locale.ROOT);
        return root.equals("assets") || root.equals("expenses");
    }

    private void prove(Text text) {
        if (text instanceof Text.Transaction transaction) {
            Map<String, BigDecimal> totals = new HashMap<>();
            for (Text.Posting posting : transaction.postings()) {
                totals.merge(posting.symbol(), posting.amount(), BigDecimal::add);
                for (String name : Subtree.of(posting.account())) {
                    sums.merge(sumOf(name, posting.symbol(), true), posting.amount(), BigDecimal::add);
                }
                sums.merge(sumOf(posting.account(), posting.symbol(), false), posting.amount(), BigDecimal::add);
            }
            totals.forEach((symbol, total) -> {
                if (total.signum() != 0) {
                    throw bad(
                            transaction.line(),
                            "the transaction does not balance: its amounts add up to " + total.toPlainString() + ' '
                                    + symbol);
                }
            });
            posting(transaction);
        } else if (text instanceof Text.Balance balance) {
            BigDecimal sum = sums.getOrDefault(
                    sumOf(balance.account(), balance.symbol(), balance.withThoseBelow()), BigDecimal.ZERO);
            if (sum.compareTo(balance.amount()) != 0) {
                throw bad(
                        balance.line(),
                        balance.account() + " is said to hold "
                                + balance.amount().toPlainString() + ' ' + balance.symbol()
                                + ", and what stands above adds up to " + sum.toPlainString());
            }
        }
    }

    private static String sumOf(String account, String symbol, boolean withThoseBelow) {
        return (withThoseBelow ? "*" : "=") + account + ' ' + symbol;
    }

    @Override
    public void postings(Consumer<Posting> sink) throws IOException {
        read(text -> {
            if (text instanceof Text.Transaction transaction) {
                posting(transaction).ifPresent(sink);
            }
        });
    }

    /** Empty if no balance changes, as in a transaction that states balances. */
    private Optional<Posting> posting(Text.Transaction transaction) {
        List<Entry> entries = new ArrayList<>();
        Map<AccountId, Account> used = new LinkedHashMap<>();
        for (Text.Posting posting : transaction.postings()) {
            if (posting.amount().signum() != 0) {
                Account account = account(posting);
                used.put(account.id(), account);
                entries.add(entry(posting, account));
            }
        }
        if (!Entries.changeBalances(entries)) {
            return Optional.empty();
        }
        String name = transaction.id().isEmpty() ? "line " + transaction.line() : transaction.id();
        Transfer transfer = parsed(
                transaction,
                () -> new Transfer(id(transaction), entries, details(transaction), Collections.emptyList(), null));
        return Optional.of(new Posting(name, List.of(transaction.line()), List.copyOf(used.values()), transfer, null));
    }

    /** An account that is not declared has the name it is called by. */
    private Account account(Text.Posting posting) {
        return accounts.computeIfAbsent(
                        posting.account(),
                        name -> incoming(
                                new Text.Declared(posting.line(), name, posting.symbol(), Map.of()), posting.symbol()))
                .opened();
    }

    private Entry entry(Text.Posting posting, Account account) {
        Side side = posting.amount().signum() > 0 ? Side.DEBIT : Side.CREDIT;
        try {
            return new Entry(
                    account.id(), side, Amount.parse(posting.amount().abs().toPlainString(), account.asset()));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw bad(posting.line(), String.valueOf(e.getMessage()));
        }
    }

    private CommandId id(Text.Transaction transaction) {
        String id = transaction.id();
        if (id.isEmpty()) {
            return CommandId.derived(
                    "florin:import-transaction", String.valueOf(file.getFileName()), Long.toString(transaction.line()));
        }
        return Ids.command(id);
    }

    private static Details details(Text.Transaction transaction) {
        Map<String, String> pairs = transaction.pairs();
        String reference = pairs.containsKey(Keys.REFERENCE)
                ? Exact.read(String.valueOf(pairs.get(Keys.REFERENCE)))
                : transaction.description();
        String time = pairs.getOrDefault(Keys.EFFECTIVE, pairs.getOrDefault(Keys.RECORDED, ""));
        Instant effective =
                time.isEmpty() ? transaction.date().atStartOfDay(ZoneOffset.UTC).toInstant() : Instant.parse(time);
        return new Details(
                reference,
                Incoming.number(pairs.getOrDefault(Keys.CODE, "")),
                effective,
                Exact.readMap(pairs.getOrDefault(Keys.METADATA, "")));
    }

    private <T> T parsed(Text text, Supplier<T> parser) {
        try {
            return parser.get();
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException | MalformedCommandException e) {
            throw bad(text.line(), String.valueOf(e.getMessage()));
        }
    }

    private static BadInputException bad(long line, String why) {
        return new BadInputException("line " + line + ": " + why);
    }
}
