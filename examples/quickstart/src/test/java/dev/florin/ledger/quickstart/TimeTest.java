package dev.florin.ledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Account;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerOptions;
import dev.florin.ledger.Moment;
import dev.florin.ledger.PastBalance;
import dev.florin.ledger.StatementPage;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.TransferPage;
import dev.florin.ledger.TransferQuery;
import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.spi.LedgerClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What docs/concepts.md says of time, in the books of a shop whose May is closed and then restated. */
class TimeTest {
    private final AtomicLong clock = new AtomicLong(LedgerClock.nanosOf(Instant.parse("2026-05-01T00:00:00Z")));
    private final Ledger ledger = Ledger.open(
            InMemoryStorage.create(), LedgerOptions.defaults().clock(clock::get).maxClockLeap(Duration.ofDays(1_000)));

    private Instant sell(String recorded, String effective, long amount) {
        clock.set(LedgerClock.nanosOf(Instant.parse(recorded)));
        return ledger.post(Transfer.of(CommandId.of("sale of " + effective))
                        .debit("bank", amount)
                        .credit("income:sales", amount)
                        .effectiveTime(Instant.parse(effective))
                        .metadata("order", "4711")
                        .build())
                .recordedTime();
    }

    @Test
    void aClosedMonthIsReportedAndRestated() {
        Asset usd = Asset.of("USD", 2);
        ledger.open(Account.named("bank", usd).debitNormal().unlimited());
        ledger.open(Account.named("income:sales", usd));
        Instant inMay = sell("2026-05-20T12:00:00Z", "2026-05-20T11:00:00Z", 100_00);
        Instant closed = sell("2026-06-02T09:00:00Z", "2026-05-31T18:00:00Z", 20_00);
        sell("2026-06-15T09:00:00Z", "2026-05-30T10:00:00Z", 3_00);
        Instant mayFirst = Instant.parse("2026-05-01T00:00:00Z");

        Instant june = Instant.parse("2026-06-01T00:00:00Z");
        Moment endOfMay = Moment.effectiveAt(june.minusNanos(1));
        PastBalance reported = ledger.balanceAt("income:sales", endOfMay.asKnownOn(closed));
        PastBalance restated = ledger.balanceAt("income:sales", endOfMay);

        assertThat(reported.posted().toLong()).isEqualTo(120_00);
        assertThat(reported.isFinal()).isTrue();
        assertThat(restated.posted().toLong()).isEqualTo(123_00);
        assertThat(restated.isFinal()).isFalse();

        StatementQuery may =
                StatementQuery.oldestFirst().between(mayFirst, june).byEffectiveTime();
        StatementPage page = ledger.statement("income:sales", may.asKnownOn(closed));

        assertThat(page.opening().toLong()).isZero();
        assertThat(page.closing()).isEqualTo(reported.posted());
        assertThat(page.lines()).hasSize(2);

        TransferQuery query = TransferQuery.newestFirst()
                .account("income:sales")
                .metadata("order", "4711")
                .recordedBetween(mayFirst, june);
        TransferPage found = ledger.transfers(query);

        assertThat(found.transfers())
                .extracting(transfer -> transfer.receipt().recordedTime())
                .containsExactly(inMay);
        ledger.close();
    }
}
