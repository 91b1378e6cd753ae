package dev.florin.ledger.cli.posted;

import dev.florin.ledger.AccountView;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.show.Printable;
import dev.florin.ledger.journal.Effect;
import dev.florin.ledger.money.Asset;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Books as a journal of Beancount, which passes its checks. Debits are positive; the last directives state the balance of
 * every account, exactly.
 */
public final class BeancountBooks implements PostedWriter {
    /** Beancount adds up with the 28 digits of Python's decimal context, and rounds in silence what has more. */
    private static final BigInteger LIMIT = BigInteger.TEN.pow(28);

    private final Writer out;
    private final List<AccountView> accounts;
    private final Dates dates;
    private final TextNames names;

    /**
     * Writes the declarations.
     *
     * @param accounts the accounts as they are at the end
     * @param dates which dates the transactions have
     * @param out where to
     * @throws IOException if it cannot be written
     * @throws BadInputException if there are sums that Beancount would round
     */
    public BeancountBooks(List<AccountView> accounts, Dates dates, Writer out) throws IOException {
        requireExact(accounts);
        this.out = Objects.requireNonNull(out, "out");
        this.accounts = accounts;
        this.dates = Objects.requireNonNull(dates, "dates");
        this.names = TextNames.ofBeancount(accounts);
        out.write("; written by florin export --format beancount\n");
        for (Asset asset : names.assets()) {
            out.write("\n" + dates.first() + " commodity " + names.asset(asset) + '\n');
            metadata(Map.of(Keys.ASSET, asset.toString()));
        }
        for (AccountView view : accounts) {
            out.write("\n" + dates.first() + " open "
                    + names.account(view.account().id()) + ' '
                    + names.asset(view.account().asset()) + '\n');
            metadata(TextWriter.attributes(view));
        }
    }

    private static void requireExact(List<AccountView> accounts) {
        Map<Asset, BigInteger> sums = new HashMap<>();
        for (AccountView view : accounts) {
            sums.merge(view.account().asset(), view.balance().debits().toBigInteger(), BigInteger::add);
        }
        sums.forEach((asset, sum) -> {
            if (sum.compareTo(LIMIT) >= 0) {
                throw new BadInputException("the debits of " + asset + " add up to " + sum
                        + " minor units; Beancount computes with 28 digits and would round them in silence. Export to"
                        + " hledger, csv or jsonl");
            }
        });
    }

    @Override
    public void movement(Movement movement) throws IOException {
        String reference = movement.details().reference();
        String narration = Printable.of(reference);
        boolean plain = narration.equals(reference) && reference.indexOf('\uFEFF') < 0;
        out.write(
                "\n" + dates.of(movement) + " * " + quoted(plain ? reference : narration.replace("\uFEFF", "")) + '\n');
        metadata(Map.of(Keys.ID, movement.receipt().id().toString()));
        metadata(TextWriter.attributes(movement, !plain));
        for (Effect.Line line : movement.lines()) {
            out.write("  " + names.account(line.account().id()) + "  " + TextWriter.amount(line) + ' '
                    + names.asset(line.account().asset()) + '\n');
        }
    }

    /** A balance is that of the beginning of its day, and counts the accounts below. */
    @Override
    public void end() throws IOException {
        Map<String, BigInteger> sums = new HashMap<>();
        for (AccountView view : accounts) {
            BigInteger own = view.balance()
                    .debits()
                    .toBigInteger()
                    .subtract(view.balance().credits().toBigInteger());
            String currency = names.asset(view.account().asset());
            for (String name : Subtree.of(names.account(view.account().id()))) {
                sums.merge(name + ' ' + currency, own, BigInteger::add);
            }
        }
        for (AccountView view : accounts) {
            Asset asset = view.account().asset();
            String name = names.account(view.account().id());
            BigInteger sum = sums.getOrDefault(name + ' ' + names.asset(asset), BigInteger.ZERO);
            out.write("\n" + dates.last().plusDays(1) + " balance " + name + "  "
                    + new BigDecimal(sum, asset.scale()).toPlainString() + " ~ 0 " + names.asset(asset) + '\n');
        }
    }

    private void metadata(Map<String, String> pairs) throws IOException {
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            out.write("  " + pair.getKey() + ": " + quoted(pair.getValue()) + '\n');
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
