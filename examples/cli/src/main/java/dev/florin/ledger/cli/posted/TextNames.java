package dev.florin.ledger.cli.posted;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Side;
import dev.florin.ledger.money.Asset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * What accounts and assets are called in a program that allows fewer names than the ledger. No two have one name. The names
 * they have in the ledger are kept beside these.
 */
final class TextNames {
    private static final String HLEDGER_PUNCTUATION = "_-.@/'&+";
    private static final int LAST_CYRILLIC = 0x52F;
    private static final int MAX_CURRENCY = 24;
    private static final Set<String> BEANCOUNT_WORDS = Set.of("TRUE", "FALSE", "NULL");

    private final Map<AccountId, String> accounts = new HashMap<>();
    private final Map<Asset, String> assets = new HashMap<>();

    private TextNames(
            List<AccountView> views,
            Function<Account, String> account,
            Function<Asset, String> asset,
            int mostOfAsset) {
        Set<String> names = new HashSet<>();
        Set<String> symbols = new HashSet<>();
        for (AccountView view : views) {
            Account known = view.account();
            accounts.put(known.id(), unique(account.apply(known), "-", Integer.MAX_VALUE, names));
            assets.computeIfAbsent(known.asset(), unit -> unique(asset.apply(unit), "", mostOfAsset, symbols));
        }
    }

    static TextNames ofHledger(List<AccountView> views) {
        return new TextNames(
                views,
                account -> hledgerAccount(label(account)),
                asset -> hledgerSymbol(asset.code()),
                Integer.MAX_VALUE);
    }

    static TextNames ofBeancount(List<AccountView> views) {
        return new TextNames(
                views, TextNames::beancountAccount, asset -> beancountCurrency(asset.code()), MAX_CURRENCY);
    }

    String account(AccountId id) {
        return Objects.requireNonNull(accounts.get(id), "the account is known");
    }

    String asset(Asset asset) {
        return Objects.requireNonNull(assets.get(asset), "the asset is known");
    }

    Set<Asset> assets() {
        return assets.keySet();
    }

    private static String label(Account account) {
        return account.name().isEmpty() ? account.id().toString() : account.name();
    }

    /** The first who comes has the name itself, each further one a number behind it. */
    private static String unique(String name, String separator, int most, Set<String> taken) {
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            String number = separator + i;
            free = name.substring(0, Math.min(name.length(), most - number.length())) + number;
        }
        return free;
    }

    /** Letters, digits, single spaces between them and some punctuation stay, all else is percent-coded. */
    static String hledgerAccount(String name) {
        StringBuilder out = new StringBuilder(name.length());
        int[] points = name.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            int c = points[i];
            boolean inside = i > 0 && i + 1 < points.length;
            boolean stays = Character.isLetterOrDigit(c)
                    || (c < 0x80 && HLEDGER_PUNCTUATION.indexOf(c) >= 0)
                    || (c == ':' && inside && points[i - 1] != ':')
                    || (c == ' '
                            && inside
                            && Character.isLetterOrDigit(points[i - 1])
                            && Character.isLetterOrDigit(points[i + 1]));
            if (stays) {
                out.appendCodePoint(c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
                }
            }
        }
        return out.toString();
    }

    /** A symbol of other than letters is quoted. */
    static String hledgerSymbol(String code) {
        return code.chars().allMatch(Character::isAlphabetic) ? code : '"' + code + '"';
    }

    /** Beancount asks for one of five roots, and for components that begin with a capital or a digit. */
    private static String beancountAccount(Account account) {
        StringBuilder out = new StringBuilder(account.normalSide() == Side.DEBIT ? "Assets" : "Liabilities");
        for (String component : label(account).split(":", -1)) {
            if (!component.isEmpty()) {
                out.append(':').append(beancountComponent(component));
            }
        }
        return out.indexOf(":") < 0 ? out.append(":X").toString() : out.toString();
    }

    static String beancountComponent(String component) {
        StringBuilder out = new StringBuilder(component.length() + 1);
        component.codePoints().map(c -> isBeancountLetter(c) ? c : '-').forEach(out::appendCodePoint);
        int first = Character.toUpperCase(out.codePointAt(0));
        if (Character.isUpperCase(first) || (first >= '0' && first <= '9')) {
            out.setCharAt(0, (char) first);
        } else {
            out.insert(0, 'X');
        }
        return out.toString();
    }

    /** Letters that every version of Unicode in use knows with their case. */
    private static boolean isBeancountLetter(int c) {
        return c < 0x80
                ? Character.isLetterOrDigit(c) || c == '-'
                : c <= LAST_CYRILLIC && (Character.isUpperCase(c) || Character.isLowerCase(c));
    }

    static String beancountCurrency(String code) {
        String upper = code.toUpperCase(Locale.ROOT);
        if (!Character.isLetter(upper.charAt(0))) {
            upper = 'X' + upper;
        }
        if (upper.length() > MAX_CURRENCY) {
            upper = upper.substring(0, MAX_CURRENCY);
        }
        if (upper.length() == MAX_CURRENCY && !Character.isLetterOrDigit(upper.charAt(MAX_CURRENCY - 1))) {
            upper = upper.substring(0, MAX_CURRENCY - 1);
        }
        boolean whole = upper.length() > 1
                && Character.isLetterOrDigit(upper.charAt(upper.length() - 1))
                && !BEANCOUNT_WORDS.contains(upper);
        return whole ? upper : upper + 'X';
    }
}
