package dev.florin.ledger.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerOptions;
import dev.florin.ledger.memory.InMemoryStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * A document and the class with its code.
 *
 * @param file the document
 * @param type the class
 * @param code runs it
 */
record Recipe(String file, Class<?> type, BiConsumer<Ledger, Story> code) {
    static final List<Recipe> ALL = List.of(
            new Recipe("escrow.md", Escrow.class, Escrow::run),
            new Recipe("marketplace.md", Marketplace.class, Marketplace::run),
            new Recipe("card-authorisation.md", CardAuthorisation.class, CardAuthorisation::run),
            new Recipe("currency-exchange.md", CurrencyExchange.class, CurrencyExchange::run),
            new Recipe("loyalty-points.md", LoyaltyPoints.class, LoyaltyPoints::run),
            new Recipe("loan.md", Loan.class, Loan::run),
            new Recipe("chart-of-accounts.md", ChartOfAccounts.class, ChartOfAccounts::run),
            new Recipe("paying-many.md", PayingMany.class, PayingMany::run),
            new Recipe("safe-retries.md", SafeRetries.class, SafeRetries::run),
            new Recipe("month-end-statements.md", MonthEndStatements.class, MonthEndStatements::run),
            new Recipe("restating-a-period.md", RestatingAPeriod.class, RestatingAPeriod::run),
            new Recipe("feeding-other-systems.md", FeedingOtherSystems.class, FeedingOtherSystems::run),
            new Recipe(
                    "subscriptions-and-standing-orders.md",
                    SubscriptionsAndStandingOrders.class,
                    SubscriptionsAndStandingOrders::run),
            new Recipe("moving-house.md", MovingHouse.class, MovingHouse::run));

    private static final Path SOURCES = Path.of("src/main/java/dev/florin/ledger/recipes");

    String source() throws IOException {
        return Files.readString(SOURCES.resolve(type.getSimpleName() + ".java"));
    }

    RecipeDocument document() {
        return RecipeDocument.read(file);
    }

    /** Runs the recipe on new books, whose clock goes on only when the story says so. */
    Story run() {
        AtomicLong nanos = new AtomicLong(
                TimeUnit.SECONDS.toNanos(Instant.parse("2026-11-22T12:00:00Z").getEpochSecond()));
        LedgerOptions options = LedgerOptions.defaults().clock(nanos::get).maxClockLeap(Duration.ofDays(1_000));
        try (Ledger ledger = Ledger.open(InMemoryStorage.create(), options)) {
            Story story = new Story(ledger, duration -> nanos.addAndGet(duration.toNanos()));
            code.accept(ledger, story);
            assertThat(ledger.trialBalance().isBalanced()).isTrue();
            assertThat(ledger.accounts(AccountQuery.all()).cursor()).isEmpty();
            return story;
        }
    }

    @Override
    public String toString() {
        return file;
    }
}
