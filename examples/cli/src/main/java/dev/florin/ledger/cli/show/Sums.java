package dev.florin.ledger.cli.show;

import dev.florin.ledger.TrialBalance;
import dev.florin.ledger.money.Asset;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import tools.jackson.core.JsonGenerator;

/** The trial balance for people. */
public final class Sums {
    private Sums() {}

    /**
     * Prints the sums of each asset, and whether they balance.
     *
     * @param sums the trial balance
     * @param out where to
     * @param indent what each line begins with
     */
    public static void print(TrialBalance sums, PrintWriter out, String indent) {
        Table table = new Table(out, indent)
                .left("asset")
                .right("accounts")
                .right("debits")
                .right("credits")
                .right("debit balances")
                .right("credit balances");
        for (TrialBalance.Line line : sums.lines()) {
            table.row(
                    line.asset().code(),
                    Long.toString(line.accounts()),
                    decimal(line.debits(), line.asset()),
                    decimal(line.credits(), line.asset()),
                    decimal(line.debitBalances(), line.asset()),
                    decimal(line.creditBalances(), line.asset()));
        }
        table.flush();
        out.println(indent + (sums.isBalanced() ? "balanced" : "NOT balanced: the books are damaged"));
    }

    /**
     * Writes the sums of each asset, as the property {@code assets}.
     *
     * @param to stands inside an object
     * @param sums the trial balance
     */
    public static void write(JsonGenerator to, TrialBalance sums) {
        to.writeArrayPropertyStart("assets");
        for (TrialBalance.Line line : sums.lines()) {
            to.writeStartObject();
            to.writeStringProperty("asset", line.asset().toString());
            to.writeNumberProperty("accounts", line.accounts());
            to.writeStringProperty("debits", decimal(line.debits(), line.asset()));
            to.writeStringProperty("credits", decimal(line.credits(), line.asset()));
            to.writeStringProperty("debit_balances", decimal(line.debitBalances(), line.asset()));
            to.writeStringProperty("credit_balances", decimal(line.creditBalances(), line.asset()));
            to.writeEndObject();
        }
        to.writeEndArray();
    }

    /**
     * A sum over accounts, which may pass 128 bits and so is not an amount.
     *
     * @param minorUnits the sum
     * @param asset its unit
     * @return with as many decimals as the asset has
     */
    public static String decimal(BigInteger minorUnits, Asset asset) {
        return new BigDecimal(minorUnits, asset.scale()).toPlainString();
    }
}
