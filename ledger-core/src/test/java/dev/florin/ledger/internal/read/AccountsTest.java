package dev.florin.ledger.internal.read;

import static dev.florin.ledger.internal.read.MadeBooks.credit;
import static dev.florin.ledger.internal.read.MadeBooks.debit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountPage;
import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.Hold;
import dev.florin.ledger.RollUp;
import dev.florin.ledger.Side;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.testkit.SmallBooks;
import dev.florin.ledger.testkit.Watch;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lists of accounts and what they add up to. */
@Timeout(60)
class AccountsTest {
    private static final Asset EUR = Asset.of("EUR", 2);

    private final MadeBooks books = new MadeBooks();
    private int opened;

    /** Opens an account whose id does not follow from its name; returns its number. */
    private int open(String name, Asset asset, int code) {
        AccountId id = AccountId.of("number " + opened);
        books.open(Account.of(id, asset).name(name).code(code).unlimited());
        return opened++;
    }

    private int open(String name) {
        return open(name, SmallBooks.USD, 0);
    }

    private List<String> names(AccountQuery query) {
        List<String> names = new ArrayList<>();
        AccountPage page = books.accounts.accounts(query);
        page.accounts().forEach(view -> names.add(view.account().name()));
        while (page.cursor().isPresent()) {
            assertThat(page.accounts()).hasSize(query.limit());
            page = books.accounts.accounts(query.after(page.cursor().get()));
            assertThat(page.accounts()).as("behind a cursor").isNotEmpty();
            page.accounts().forEach(view -> names.add(view.account().name()));
        }
        return names;
    }

    @Property(tries = 500)
    void namesStandInTheOrderOfTheirBytes(
            @ForAll @StringLength(max = 4) @CharRange(from = '\uD7F0', to = '\uE010') String one,
            @ForAll @StringLength(max = 4) @CharRange(from = '\uD7F0', to = '\uE010') String other) {
        String a = wellFormed(one);
        String b = wellFormed(other);
        int bytes = Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
        assertThat(Integer.signum(PublishedNames.compare(a, b))).isEqualTo(Integer.signum(bytes));
    }

    /** Lone surrogates become whole characters beyond the first plane. */
    private static String wellFormed(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> out.appendCodePoint(Character.isSurrogate((char) c) ? 0x10000 + c : c));
        return out.toString();
    }

    @Test
    void aPrefixListsInTheOrderOfNamesWhateverTheSizeOfPages() {
        for (String name : List.of("u:\uFFFDz", "v", "u:b", "", "u:\uD83D\uDE00", "u", "u:", "u:a:x", "t:a", "u:a")) {
            open(name);
        }
        books.publish();
        String[] expected = {"u:", "u:a", "u:a:x", "u:b", "u:\uFFFDz", "u:\uD83D\uDE00"};
        for (int limit = 1; limit <= 7; limit++) {
            assertThat(names(AccountQuery.prefix("u:").limit(limit))).containsExactly(expected);
        }
        assertThat(names(AccountQuery.prefix("u:c"))).isEmpty();
        assertThat(names(AccountQuery.prefix("u:\uD83D")))
                .as("half a character")
                .isEmpty();
    }

    @Test
    void withoutAPrefixAccountsAreListedAsTheyWereOpened() {
        List<String> opening = List.of("b", "", "a", "c", "");
        opening.forEach(this::open);
        books.publish();
        for (int limit = 1; limit <= 6; limit++) {
            assertThat(names(AccountQuery.all().limit(limit))).isEqualTo(opening);
        }
    }

    @Test
    void filtersLeaveOut() {
        open("u:a", EUR, 1);
        int frozen = open("u:b", EUR, 2);
        open("u:c", SmallBooks.USD, 2);
        open("v", EUR, 2);
        books.status(frozen, AccountStatus.FROZEN);
        books.publish();
        for (int limit = 1; limit <= 3; limit++) {
            AccountQuery all = AccountQuery.all().limit(limit);
            assertThat(names(all.withAsset(EUR))).containsExactly("u:a", "u:b", "v");
            assertThat(names(all.withCode(2))).containsExactly("u:b", "u:c", "v");
            assertThat(names(all.withStatus(AccountStatus.OPEN))).containsExactly("u:a", "u:c", "v");
            assertThat(names(all.withAsset(EUR).withCode(2).withStatus(AccountStatus.OPEN)))
                    .containsExactly("v");
            AccountQuery users = AccountQuery.prefix("u").limit(limit);
            assertThat(names(users.withAsset(EUR))).containsExactly("u:a", "u:b");
            assertThat(names(users.withCode(7))).isEmpty();
        }
    }

    @Test
    void openingsAndRenamesDoNotMoveACursor() {
        int a = open("u:a");
        open("u:b");
        open("u:c");
        books.publish();
        AccountPage first = books.accounts.accounts(AccountQuery.prefix("u:").limit(2));
        AccountQuery.Cursor cursor = first.cursor().orElseThrow();
        assertThat(cursor).isEqualTo(new AccountQuery.Cursor("u:b", 1));
        books.rename(1, "x");
        open("u:b");
        open("u:aa");
        books.rename(a, "u:d");
        books.publish();
        assertThat(names(AccountQuery.prefix("u:").after(cursor))).containsExactly("u:b", "u:c", "u:d");
        AccountQuery.Cursor byNumber = new AccountQuery.Cursor("u:a", 0);
        assertThat(names(AccountQuery.all().after(byNumber))).containsExactly("x", "u:c", "u:b", "u:aa");
        assertThat(names(AccountQuery.all().after(new AccountQuery.Cursor("", Integer.MAX_VALUE))))
                .isEmpty();
    }

    @Test
    void aNameCountsFromItsPublicationOn() {
        int a = open("u:a");
        books.publish();
        books.rename(a, "u:b");
        int b = open("u:a");
        books.apply();
        assertThat(names(AccountQuery.prefix("u:"))).containsExactly("u:a");
        assertThat(numbers("u:a")).containsExactly(a);
        books.publish();
        assertThat(numbers("u:")).containsExactly(b, a);
    }

    private List<Integer> numbers(String prefix) {
        return books.accounts.accounts(AccountQuery.prefix(prefix)).accounts().stream()
                .map(view -> books.reads.number(view.account().id()))
                .toList();
    }

    @Test
    void aNameThatWentAndCameBackIsStillThere() {
        int a = open("u:a");
        books.publish();
        books.rename(a, "u:b");
        books.rename(a, "u:a");
        books.publish();
        assertThat(names(AccountQuery.prefix("u"))).containsExactly("u:a");
        books.rename(a, "u:b");
        books.rename(a, "u:a");
        books.rename(a, "");
        books.publish();
        assertThat(names(AccountQuery.prefix("u"))).isEmpty();
        books.rename(a, "u:c");
        books.publish();
        assertThat(names(AccountQuery.prefix("u"))).containsExactly("u:c");
    }

    /** What the reader who stands on the position before relies on. */
    @Test
    void anOldNameIsKeptUntilNobodyNewNeedsIt() {
        int a = open("u:a");
        books.publish();
        PublishedNames names = books.published.names();
        long removals = names.removals();
        books.rename(a, "u:b");
        books.apply();
        assertThat(names.from("u:", null)).hasSize(2);
        assertThat(names.removals()).isEqualTo(removals);
        books.publish();
        assertThat(names.from("u:", null)).containsExactly(new PublishedNames.Named("u:b", a));
        assertThat(names.removals()).isNotEqualTo(removals);
    }

    @Test
    void accountsAreListedWhileTheyAreRenamed() {
        int moving = 0;
        for (int i = 0; i < 100; i++) {
            open(String.format(java.util.Locale.ROOT, "u:%03d", i));
        }
        books.publish();
        try (Watch byName = Watch.with(2, () -> {
            List<AccountId> found = books.accounts.accounts(AccountQuery.prefix("u:")).accounts().stream()
                    .map(view -> view.account().id())
                    .toList();
            assertThat(found).hasSize(100).doesNotHaveDuplicates();
        })) {
            for (int round = 0; round < 10_000; round++) {
                books.rename(moving, round % 2 == 0 ? "u:999" : "u:000");
                books.publish();
            }
        }
    }

    @Test
    void aRollUpAddsUpForEachAsset() {
        int a = open("u:a", EUR, 0);
        int b = open("u:b", SmallBooks.USD, 0);
        int c = open("u:c", EUR, 0);
        int other = open("v", EUR, 0);
        int nameless = open("", SmallBooks.USD, 0);
        moved(EffectKind.TRANSFER_POSTED, other, a, 10);
        moved(EffectKind.TRANSFER_POSTED, a, c, 3);
        moved(EffectKind.TRANSFER_POSTED, nameless, b, 5);
        moved(EffectKind.HOLD_PLACED, c, other, 2);
        long position = books.publish();
        RollUp users = books.accounts.rollUp("u:");
        assertThat(users)
                .isEqualTo(new RollUp(
                        "u:", List.of(line(EUR, 2, 3, 13, 2, 0), line(SmallBooks.USD, 1, 0, 5, 0, 0)), position));
        assertThat(users.lines().get(0).available(Side.CREDIT)).isEqualTo(8);
        assertThat(books.accounts.rollUp("").lines())
                .containsExactly(line(EUR, 3, 13, 13, 2, 2), line(SmallBooks.USD, 1, 0, 5, 0, 0));
        assertThat(books.accounts.rollUp("nobody").lines()).isEmpty();
    }

    private void moved(EffectKind kind, int from, int to, long amount) {
        var transfer = SmallBooks.transfer("from", "to", amount);
        books.moved(
                kind,
                kind == EffectKind.HOLD_PLACED ? Hold.of(transfer) : transfer,
                debit(from, amount),
                credit(to, amount));
    }

    private static RollUp.Line line(
            Asset asset, long accounts, long debits, long credits, long pendingDebits, long pendingCredits) {
        return new RollUp.Line(
                asset,
                accounts,
                BigInteger.valueOf(debits),
                BigInteger.valueOf(credits),
                BigInteger.valueOf(pendingDebits),
                BigInteger.valueOf(pendingCredits));
    }

    @Test
    void aRollUpIsOfOneMoment() {
        for (int i = 0; i < 50; i++) {
            open("u:" + i);
        }
        books.publish();
        try (Watch sums = Watch.with(2, () -> {
            RollUp.Line line = books.accounts.rollUp("u:").lines().get(0);
            assertThat(line.accounts()).isEqualTo(50);
            assertThat(line.debits()).isEqualTo(line.credits());
            assertThat(line.pendingDebits()).isEqualTo(line.pendingCredits());
        })) {
            for (int round = 0; round < 10_000; round++) {
                moved(EffectKind.TRANSFER_POSTED, 0, 1 + round % 49, 1);
                moved(EffectKind.HOLD_PLACED, round % 49, 49, 1);
                if (round % 10 == 0) {
                    books.rename(49, round % 20 == 0 ? "u:" : "u:zz");
                }
                books.publish();
            }
        }
    }
}
