package dev.florin.ledger.cli.posted;

import dev.florin.ledger.AccountView;
import dev.florin.ledger.Side;
import dev.florin.ledger.cli.show.Printable;
import dev.florin.ledger.journal.Effect;
import dev.florin.ledger.money.Asset;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Books as a journal of hledger, which passes its strict checks. Debits are positive; the last transaction moves nothing
 * and states the balance of every account.
 */
public final class HledgerBooks implements PostedWriter {
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
     */
    public HledgerBooks(List<AccountView> accounts, Dates dates, Writer out) throws IOException {
        this.out = Objects.requireNonNull(out, "out");
        this.accounts = accounts;
        this.dates = Objects.requireNonNull(dates, "dates");
        this.names = TextNames.ofHledger(accounts);
        out.write("; written by florin export --format hledger\n\ndecimal-mark .\n");
        for (Asset asset : names.assets()) {
            out.write("\ncommodity 1000." + "0".repeat(asset.scale()) + ' ' + names.asset(asset) + '\n');
            out.write("    ; asset: " + asset + '\n');
        }
        for (AccountView view : accounts) {
            String type = view.account().normalSide() == Side.DEBIT ? "A" : "L";
            out.write("\naccount " + names.account(view.account().id()) + "  ; type:" + type + '\n');
            comments(TextWriter.attributes(view));
        }
    }

    @Override
    public void movement(Movement movement) throws IOException {
        String reference = movement.details().reference();
        boolean plain = reference.isEmpty() || Exact.isPlain(reference);
        String description = plain ? reference : Printable.of(reference).replace(';', '.');
        out.write("\n" + dates.of(movement) + " (" + movement.receipt().id() + ") " + description.strip() + '\n');
        comments(TextWriter.attributes(movement, !plain));
        for (Effect.Line line : movement.lines()) {
            posting(
                    names.account(line.account().id()),
                    TextWriter.amount(line),
                    line.account().asset(),
                    "");
        }
    }

    @Override
    public void end() throws IOException {
        if (accounts.isEmpty()) {
            return;
        }
        out.write("\n" + dates.last() + " balances\n");
        for (AccountView view : accounts) {
            Asset asset = view.account().asset();
            posting(
                    names.account(view.account().id()),
                    TextWriter.zero(asset),
                    asset,
                    " = " + TextWriter.balance(view) + ' ' + names.asset(asset));
        }
    }

    private void posting(String account, String amount, Asset asset, String assertion) throws IOException {
        out.write("    " + account + "  " + amount + ' ' + names.asset(asset) + assertion + '\n');
    }

    private void comments(Map<String, String> pairs) throws IOException {
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            out.write("    ; " + pair.getKey() + ": " + pair.getValue() + '\n');
        }
    }
}
