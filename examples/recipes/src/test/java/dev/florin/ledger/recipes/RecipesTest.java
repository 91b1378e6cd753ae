package dev.florin.ledger.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Balance;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Limit;
import dev.florin.ledger.money.Asset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the recipes say is what their code does: every block of Java is a part of the recipe's class, every table is what
 * running it gave, and every figure in the text is in the tables or in the code.
 */
class RecipesTest {
    private static final Pattern LITERAL = Pattern.compile("\"([^\"\\n]+)\"");
    private static final Pattern FIGURE = Pattern.compile("\\d[\\d,]*\\.\\d\\d\\b");

    static List<Recipe> recipes() {
        return Recipe.ALL;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recipes")
    void everyBlockOfCodeIsPartOfTheClassThatRuns(Recipe recipe) throws IOException {
        List<String> blocks = recipe.document().code();
        assertThat(blocks).isNotEmpty();
        String source = RecipeDocument.stripped(recipe.source());
        for (String block : blocks) {
            assertThat(source).contains(block);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recipes")
    void balancesAreThoseOfTheTables(Recipe recipe) {
        Map<String, Map<String, String>> told = new LinkedHashMap<>();
        for (List<List<String>> table : recipe.document().tables("balance of")) {
            for (int column = 1; column < table.get(0).size(); column++) {
                Map<String, String> balances = new LinkedHashMap<>();
                for (List<String> row : table.subList(1, table.size())) {
                    if (!row.get(column).isEmpty()) {
                        balances.put(row.get(0), row.get(column));
                    }
                }
                assertThat(told.put(table.get(0).get(column), balances)).isNull();
            }
        }
        Map<String, Map<String, String>> found = new LinkedHashMap<>();
        recipe.run().moments().forEach((label, accounts) -> {
            Map<String, String> balances = new LinkedHashMap<>();
            accounts.forEach(view -> balances.put(view.account().name(), text(view.balance())));
            found.put(label, balances);
        });
        assertThat(told).isNotEmpty().isEqualTo(found);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recipes")
    void accountsAreThoseOfTheTable(Recipe recipe) {
        Map<String, List<String>> told = new LinkedHashMap<>();
        recipe.document().rows("account").forEach((name, cells) -> told.put(name, cells.subList(0, 3)));
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (List<AccountView> accounts : recipe.run().moments().values()) {
            for (AccountView view : accounts) {
                Account account = view.account();
                found.put(
                        account.name(),
                        List.of(
                                account.asset().toString(),
                                account.normalSide().toString().toLowerCase(Locale.ROOT),
                                text(account)));
            }
        }
        assertThat(told).isNotEmpty().isEqualTo(found);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recipes")
    void rejectionsAreThoseOfTheTable(Recipe recipe) throws IOException {
        Map<String, String> names = namesOfIds(recipe);
        Map<String, List<String>> found = new LinkedHashMap<>();
        recipe.run().rejections().forEach((what, rejection) -> {
            String message = rejection.message();
            for (Map.Entry<String, String> name : names.entrySet()) {
                message = message.replace(name.getKey(), name.getValue());
            }
            found.put(what, List.of(rejection.reason().toString(), message));
        });
        assertThat(recipe.document().rows("what goes wrong")).isNotEmpty().isEqualTo(found);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recipes")
    void answersAreThoseOfTheTable(Recipe recipe) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        recipe.run().answers().forEach((question, answer) -> found.put(question, List.of(answer)));
        assertThat(recipe.document().rows("question")).isEqualTo(found);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recipes")
    void everyAmountInTheTextIsInATableOrInTheCode(Recipe recipe) {
        RecipeDocument document = recipe.document();
        String figures = document.figures().replace(",", "").replace("_", "");
        List<String> unknown = new ArrayList<>();
        Matcher matcher = FIGURE.matcher(document.prose());
        while (matcher.find()) {
            String figure = matcher.group().replace(",", "");
            String minorUnits = figure.replace(".", "").replaceFirst("^0+(?=\\d)", "");
            if (!Pattern.compile("\\b(" + Pattern.quote(figure) + "|" + minorUnits + ")\\b")
                    .matcher(figures)
                    .find()) {
                unknown.add(figure);
            }
        }
        assertThat(unknown).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recipes")
    void everyTableIsOfAKindThatIsCompared(Recipe recipe) {
        assertThat(recipe.document().tables())
                .extracting(table -> table.get(0).get(0))
                .isSubsetOf("account", "balance of", "what goes wrong", "question");
    }

    @Test
    void everyDocumentIsARecipeAndInTheIndex() throws IOException {
        List<String> files;
        try (Stream<Path> all = Files.list(RecipeDocument.FOLDER)) {
            files = all.map(file -> file.getFileName().toString())
                    .filter(file -> !file.equals("README.md"))
                    .toList();
        }
        assertThat(files)
                .containsExactlyInAnyOrderElementsOf(
                        Recipe.ALL.stream().map(Recipe::file).toList());
        String index = Files.readString(RecipeDocument.FOLDER.resolve("README.md"));
        assertThat(files).allSatisfy(file -> assertThat(index).contains("](" + file + ")"));
    }

    /** Ids are hashes of names that stand in the code: the documents show the names. */
    private static Map<String, String> namesOfIds(Recipe recipe) throws IOException {
        Map<String, String> names = new LinkedHashMap<>();
        Matcher matcher = LITERAL.matcher(recipe.source());
        while (matcher.find()) {
            String name = matcher.group(1);
            names.put(AccountId.of(name).toString(), name);
            names.put(CommandId.of(name).toString(), name);
        }
        return names;
    }

    private static String text(Balance balance) {
        Asset asset = balance.asset();
        String posted = balance.posted().format(asset);
        return balance.available().equals(balance.posted())
                ? posted
                : posted + ", " + balance.available().format(asset) + " available";
    }

    private static String text(Account account) {
        String lower = text(account.lowerLimit(), account.asset());
        String upper = text(account.upperLimit(), account.asset());
        return (lower + " " + upper).isBlank() ? "none" : ("from " + lower + (upper.isEmpty() ? "" : " to " + upper));
    }

    private static String text(Limit limit, Asset asset) {
        return limit.value().map(value -> value.format(asset)).orElse("");
    }
}
