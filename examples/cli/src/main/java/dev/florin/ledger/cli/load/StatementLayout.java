package dev.florin.ledger.cli.load;

import dev.florin.ledger.Account;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.MalformedCommandException;
import dev.florin.ledger.Side;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.cli.csv.Columns;
import dev.florin.ledger.cli.csv.Row;
import dev.florin.ledger.cli.csv.RowReader;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.SignedAmount;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A bank's statement of its customers' accounts: each row moves money between a customer ({@code customers:<account>},
 * what the bank owes) and a counter-account of the row's operation ({@code operations:<operation>}, what the bank has
 * for it; {@code operations:bank:<purpose>} where the bank booked it itself).
 *
 * <p>The transfer of a row is named {@code statement:<transaction>}, so that a file can be read again.
 */
public final class StatementLayout implements Layout {
    private final Openings openings;

    /**
     * Sets how accounts are opened.
     *
     * @param openings for accounts that are met for the first time
     */
    public StatementLayout(Openings openings) {
        this.openings = Objects.requireNonNull(openings, "openings");
    }

    @Override
    public List<String> requiredColumns() {
        return List.of("transaction", "account", "date", "direction", "amount");
    }

    @Override
    public List<String> optionalColumns() {
        return List.of("operation", "balance_after", "purpose", "counterparty_bank", "counterparty_account");
    }

    @Override
    public void read(RowReader rows, Columns columns, Sink sink) throws IOException {
        for (Row row = rows.next(); row != null; row = rows.next()) {
            if (row instanceof Row.Damaged damaged) {
                sink.damaged(damaged.line(), damaged.why());
                continue;
            }
            Posting posting;
            try {
                posting = posting(row.line(), new Fields((Row.Whole) row, columns, openings.asset()));
            } catch (DamagedRowException | IllegalArgumentException | MalformedCommandException e) {
                sink.damaged(row.line(), String.valueOf(e.getMessage()));
                continue;
            }
            sink.posting(posting);
        }
    }

    private Posting posting(long line, Fields fields) {
        String name = "statement:" + fields.requiredText("transaction");
        Account customer = openings.account("customers:" + fields.requiredText("account"), Side.CREDIT);
        Account counter = openings.account(counterName(fields), Side.DEBIT);
        Amount amount = fields.amount("amount");
        Transfer.Builder transfer = Transfer.of(CommandId.of(name));
        String direction = fields.requiredText("direction");
        switch (direction) {
            case "in" -> transfer.debit(counter.id(), amount).credit(customer.id(), amount);
            case "out" -> transfer.debit(customer.id(), amount).credit(counter.id(), amount);
            default -> throw new DamagedRowException("direction is '" + direction + "', not in or out");
        }
        Instant date = fields.time("date");
        if (date == null) {
            throw new DamagedRowException("date is empty");
        }
        transfer.effectiveTime(date).reference(reference(fields));
        for (String column : List.of("counterparty_bank", "counterparty_account")) {
            if (!fields.text(column).isEmpty()) {
                transfer.metadata(column, fields.text(column));
            }
        }
        SignedAmount after = fields.balance("balance_after");
        return new Posting(
                name,
                List.of(line),
                List.of(customer, counter),
                transfer.build(),
                after == null ? null : new Posting.Check(customer.id(), after));
    }

    private static String counterName(Fields fields) {
        return nonEmpty(
                        "operations",
                        fields.text("operation").isEmpty() ? "bank" : fields.text("operation"),
                        fields.text("operation").isEmpty() ? fields.text("purpose") : "")
                .collect(Collectors.joining(":"));
    }

    private static String reference(Fields fields) {
        return nonEmpty(fields.text("operation"), fields.text("purpose")).collect(Collectors.joining(", "));
    }

    private static Stream<String> nonEmpty(String... texts) {
        return Stream.of(texts).filter(text -> !text.isEmpty());
    }
}
