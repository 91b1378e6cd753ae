package dev.florin.ledger.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.florin.ledger.cli.bench.Findings.Kind;
import dev.florin.ledger.cli.bench.Findings.Step;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is concluded from figures. */
class FindingsTest {
    private static final Step BATCHES = new Step(Kind.BATCHES, 1, 900_000, 95);
    private static final Step ONE = new Step(Kind.SINGLES, 1, 5_000, 30);
    private static final Step THOUSAND = new Step(Kind.SINGLES, 1_000, 150_000, 95);
    private static final Step HANDLES = new Step(Kind.READS_BY_HANDLE, 1, 20e6, 50);

    @Test
    void percentilesAreThoseOfSortedTimes() {
        long[] nanos = IntStream.rangeClosed(1, 200).mapToLong(i -> 201 - i).toArray();
        assertThat(Disk.Forces.of(nanos)).isEqualTo(new Disk.Forces(200, 100, 198));
        assertThat(Disk.Forces.of(new long[] {7})).isEqualTo(new Disk.Forces(1, 7, 7));
    }

    @Test
    void callersThatWaitGetOneTransferEachWithEveryForceButNoMoreThanTheDiskTakes() {
        Findings findings = findings("ext4", 100_000, 100_000, 0);
        assertThat(findings.limit(ONE)).contains(10_000.0);
        assertThat(findings.sharePercent(ONE)).contains(50.0);
        assertThat(findings.limit(THOUSAND)).contains(1_500_000.0);
        assertThat(findings.sharePercent(BATCHES).orElseThrow()).isCloseTo(60, within(1e-9));
        assertThat(findings.limit(HANDLES)).isEmpty();
    }

    @Test
    void saysWhatLimitsAndWhatWouldHelp() {
        assertThat(String.join("\n", new Words(findings("ext4", 100_000, 100_000, 0)).sentences()))
                .contains("Transfers in batches of 8,000: 60 % of what the disk allows; the disk is the limit")
                .contains("One caller that waits for each transfer: 50 % of what the disk allows")
                .contains("1,000 callers that wait: 10 % of what the disk allows; waking and switching threads")
                .contains("50 ns each by handle, 100 ns by id");
    }

    @Test
    void idleCoresAreNotCalledTheLimit() {
        Findings findings = new Findings(
                "ext4",
                0,
                2,
                new Disk.Forces(9, 100_000, 200_000),
                new Disk.Forces(9, 100_000, 200_000),
                1_500_000,
                List.of(new Step(Kind.BATCHES, 1, 20_000, 10)));
        assertThat(new Words(findings).sentences()).anyMatch(text -> text.contains("measure again when nothing else"));
    }

    @Test
    void quietDisksAreNotWarnedOf() {
        assertThat(new Words(findings("ext4", 100_000, 120_000, 0.2)).warnings())
                .isEmpty();
    }

    @Test
    void forcesThatStoreNothingAreTold() {
        assertThat(new Words(findings("ext4", 19_000, 19_000, 0)).warnings())
                .singleElement()
                .asString()
                .contains("less than 20 µs has hardly stored anything");
        assertThat(new Words(findings("tmpfs", 100_000, 100_000, 0)).warnings())
                .singleElement()
                .asString()
                .contains("a file system in memory (tmpfs)");
    }

    @Test
    void aDiskOrAMachineThatOthersUseIsTold() {
        assertThat(new Words(findings("ext4", 100_000, 900_000, 7)).warnings())
                .anyMatch(text -> text.startsWith("a force took 100 µs at the beginning and 900 µs at the end"))
                .anyMatch(text -> text.startsWith("other programs were running (load 7.0 on 2 cores)"));
    }

    @Test
    void figuresHaveThreeDigitsAndTimesTheirUnit() {
        assertThat(Words.rounded(1_234_567)).isEqualTo(1_230_000);
        assertThat(Words.rounded(99.6)).isEqualTo(100);
        assertThat(Words.time(250)).isEqualTo("250 ns");
        assertThat(Words.time(103_400)).isEqualTo("103 µs");
        assertThat(Words.time(2_460_000)).isEqualTo("2.46 ms");
    }

    @Test
    void aFailureOfACallerEndsTheMeasurement() {
        Pace pace = new Pace(0, 60_000_000_000L, () -> false);
        assertThatThrownBy(() -> pace.count(2, caller -> () -> {
                    throw new IllegalStateException("caller " + caller);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("caller ");
    }

    private static Findings findings(String fileSystem, long forceNanos, long forceNanosAfter, double load) {
        return new Findings(
                fileSystem,
                load,
                2,
                new Disk.Forces(500, forceNanos, 2 * forceNanos),
                new Disk.Forces(500, forceNanosAfter, 2 * forceNanosAfter),
                1_500_000,
                List.of(BATCHES, ONE, THOUSAND, HANDLES, new Step(Kind.READS_BY_ID, 1, 10e6, 50)));
    }
}
