package dev.florin.ledger.cli.write;

import dev.florin.ledger.Account;
import dev.florin.ledger.Condition;
import dev.florin.ledger.Condition.Kind;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.money.SignedAmount;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Conditions as people write them: {@code available:users:alice>=12.34}. */
public final class Conditions {
    /** The last operator counts: a name may hold colons and equals signs. */
    private static final Pattern FORM = Pattern.compile(
            "(version|posted|available|pending-out|pending-in):(.+?)(=|>=|<=)([^<>=]+)", Pattern.DOTALL);

    private Conditions() {}

    /**
     * Reads a condition.
     *
     * @param text {@code version:NAME=N}, or {@code posted}, {@code available}, {@code pending-out} or
     *     {@code pending-in} with {@code >=} or {@code <=} and an amount
     * @param known finds the account
     * @return the condition
     * @throws BadInputException if it is no condition, or its account is not there
     */
    public static Condition parse(String text, Known known) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw bad(text);
        }
        Kind kind = kind(parts.group(1), parts.group(3), text);
        Account account = known.account(parts.group(2));
        return new Condition(account.id(), kind, bound(kind, parts.group(4), account));
    }

    private static Kind kind(String what, String operator, String text) {
        return switch (what + operator) {
            case "version=" -> Kind.VERSION_IS;
            case "posted>=" -> Kind.POSTED_AT_LEAST;
            case "posted<=" -> Kind.POSTED_AT_MOST;
            case "available>=" -> Kind.AVAILABLE_AT_LEAST;
            case "available<=" -> Kind.AVAILABLE_AT_MOST;
            case "pending-out>=" -> Kind.PENDING_OUT_AT_LEAST;
            case "pending-out<=" -> Kind.PENDING_OUT_AT_MOST;
            case "pending-in>=" -> Kind.PENDING_IN_AT_LEAST;
            case "pending-in<=" -> Kind.PENDING_IN_AT_MOST;
            default -> throw bad(text);
        };
    }

    private static SignedAmount bound(Kind kind, String text, Account account) {
        if (kind != Kind.VERSION_IS) {
            return Named.signed(text, account.asset());
        }
        try {
            return SignedAmount.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new BadInputException("the version '" + text + "' is not a whole number; florin balance shows an "
                    + "account's entries, which are its version");
        }
    }

    private static BadInputException bad(String text) {
        return new BadInputException("the condition '" + text + "' is not of the form version:NAME=N, or posted:, "
                + "available:, pending-out: or pending-in:NAME>=AMOUNT or NAME<=AMOUNT");
    }
}
