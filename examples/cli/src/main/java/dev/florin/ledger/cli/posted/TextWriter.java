package dev.florin.ledger.cli.posted;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Details;
import dev.florin.ledger.Side;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.journal.Effect;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the journals of hledger and Beancount have in common: debits are positive, and attributes are kept as pairs. */
final class TextWriter {
    private TextWriter() {}

    /** The attributes of an account, with which it can be opened again. */
    static Map<String, String> attributes(AccountView view) {
        Account account = view.account();
        Map<String, String> pairs = new LinkedHashMap<>();
        pairs.put(Keys.ACCOUNT_ID, account.id().toString());
        if (!account.name().isEmpty()) {
            pairs.put(Keys.NAME, Exact.write(account.name()));
        }
        pairs.put(Keys.ASSET, account.asset().toString());
        pairs.put(Keys.NORMAL_SIDE, Json.word(account.normalSide()));
        pairs.put(Keys.STATUS, Json.word(view.status()));
        pairs.put(Keys.LOWER_LIMIT, CsvBooks.limit(account.lowerLimit(), account.asset()));
        pairs.put(Keys.UPPER_LIMIT, CsvBooks.limit(account.upperLimit(), account.asset()));
        putFree(pairs, account.code(), account.metadata());
        return pairs;
    }

    /** What goes with a movement, but for its reference if that stands in its description. */
    static Map<String, String> attributes(Movement movement, boolean referenceToo) {
        Details details = movement.details();
        Map<String, String> pairs = new LinkedHashMap<>();
        pairs.put(Keys.RECORDED, movement.receipt().recordedTime().toString());
        if (details.effectiveTime() != null) {
            pairs.put(Keys.EFFECTIVE, details.effectiveTime().toString());
        }
        pairs.put(Keys.KIND, Json.word(movement.kind()));
        if (movement.origin() != null) {
            pairs.put(Keys.ORIGIN, movement.origin().toString());
        }
        if (referenceToo) {
            pairs.put(Keys.REFERENCE, Exact.write(details.reference()));
        }
        putFree(pairs, details.code(), details.metadata());
        return pairs;
    }

    private static void putFree(Map<String, String> pairs, int code, Map<String, String> metadata) {
        if (code != 0) {
            pairs.put(Keys.CODE, Integer.toString(code));
        }
        if (!metadata.isEmpty()) {
            pairs.put(Keys.METADATA, Exact.writeMap(metadata));
        }
    }

    static String amount(Effect.Line line) {
        String amount = line.amount().format(line.account().asset());
        return line.side() == Side.DEBIT ? amount : '-' + amount;
    }

    static String balance(AccountView view) {
        Amount debits = view.balance().debits();
        return SignedAmount.difference(debits, view.balance().credits())
                .format(view.account().asset());
    }

    static String zero(Asset asset) {
        return Amount.ZERO.format(asset);
    }
}
