package dev.florin.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.Rate;
import dev.florin.ledger.money.SignedAmount;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The form of commands: what is refused, and with which words; and what is just not. */
class MalformedCommandsTest {
    private static final CommandId ID = CommandId.of(0, 1);
    private static final AccountId A = AccountId.of(0, 10);
    private static final AccountId B = AccountId.of(0, 11);
    private static final Asset USD = Asset.of("USD", 2);
    private static final Account ACCOUNT = Account.of(A, USD);
    private static final AccountUpdate UPDATE = AccountUpdate.of(ID, A);

    private static final String ID_TEXT = "00000000-0000-0000-0000-000000000001";
    private static final String A_TEXT = "00000000-0000-0000-0000-00000000000a";

    private interface Making {
        Object command();
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                row(
                        "an entry of account " + A_TEXT + " has the amount 0; the least is 1",
                        () -> transfer().debit(A, 0)),
                row(
                        "transfer " + ID_TEXT + " has 0 entries; it takes 2 to 4096",
                        () -> Transfer.of(ID).build()),
                row(
                        "transfer " + ID_TEXT + " has 1 entries; it takes 2 to 4096",
                        () -> Transfer.of(ID).debit(A, 1).build()),
                row("transfer " + ID_TEXT + " has 4097 entries; it takes 2 to 4096", () -> entries(4_097)),
                row(
                        "transfer " + ID_TEXT
                                + ": its DEBIT entries sum up to more than 2^128 - 1 at entry 2; split it",
                        () -> Transfer.of(ID)
                                .debit(A, Amount.MAX)
                                .credit(B, 1)
                                .debit(A, 1)
                                .build()),
                row(
                        "transfer " + ID_TEXT
                                + ": its CREDIT entries sum up to more than 2^128 - 1 at entry 1; split it",
                        () -> Transfer.of(ID)
                                .credit(A, half())
                                .credit(B, half())
                                .debit(A, 1)
                                .build()),
                row(
                        "a reference takes 1025 bytes of UTF-8; the most is 1024",
                        () -> transfer().reference("r".repeat(1_025)).build()),
                row(
                        "a reference takes 1026 bytes of UTF-8; the most is 1024",
                        () -> transfer().reference("\u4e2d".repeat(342)).build()),
                row(
                        "a reference has an unpaired surrogate at index 1; it has no form in UTF-8",
                        () -> transfer().reference("a\ud83d").build()),
                row(
                        "a reference has an unpaired surrogate at index 0; it has no form in UTF-8",
                        () -> transfer().reference("\ude00\ud83d").build()),
                row(
                        "the code -1 is negative; codes are 0 to 2147483647",
                        () -> transfer().code(-1).build()),
                row(
                        "the code -2147483648 is negative; codes are 0 to 2147483647",
                        () -> ACCOUNT.code(Integer.MIN_VALUE)),
                row("the code -1 is negative; codes are 0 to 2147483647", () -> UPDATE.code(-1)),
                row(
                        "the effective time 1677-12-31T23:59:59.999999999Z is outside the years 1678 to 2261 that nanoseconds can count",
                        () -> at("1677-12-31T23:59:59.999999999Z")),
                row(
                        "the effective time 2262-01-01T00:00:00Z is outside the years 1678 to 2261 that nanoseconds can count",
                        () -> at("2262-01-01T00:00:00Z")),
                row(
                        "the effective time +1000000000-12-31T23:59:59.999999999Z is outside the years 1678 to 2261 that nanoseconds can count",
                        () -> transfer().effectiveTime(Instant.MAX).build()),
                row(
                        "the effective time -1000000000-01-01T00:00:00Z is outside the years 1678 to 2261 that nanoseconds can count",
                        () -> transfer().effectiveTime(Instant.MIN).build()),
                row(
                        "metadata has 65 keys; the most is 64",
                        () -> new Transfer(ID, entries(2).entries(), "", 0, null, pairs(65, 1))),
                row(
                        "metadata takes 32769 bytes of UTF-8; the most is 32768",
                        () -> new Transfer(ID, entries(2).entries(), "", 0, null, bytes(32_769))),
                row(
                        "metadata has an empty key; a key has at least one character",
                        () -> transfer().metadata("", "v").build()),
                row(
                        "a metadata key takes 129 bytes of UTF-8; the most is 128",
                        () -> ACCOUNT.metadata("k".repeat(129), "")),
                row(
                        "the metadata value of 'k' takes 4097 bytes of UTF-8; the most is 4096",
                        () -> ACCOUNT.metadata("k", "v".repeat(4_097))),
                row(
                        "a metadata key has an unpaired surrogate at index 0; it has no form in UTF-8",
                        () -> UPDATE.metadata(Map.of("\ud83d", ""))),
                row(
                        "the metadata value of 'k' has an unpaired surrogate at index 2; it has no form in UTF-8",
                        () -> UPDATE.metadata(Map.of("k", "ab\udc00c"))),
                row("an account's name takes 513 bytes of UTF-8; the most is 512", () -> ACCOUNT.name("n".repeat(513))),
                row(
                        "an account's name takes 514 bytes of UTF-8; the most is 512",
                        () -> UPDATE.name("\u00e9".repeat(257))),
                row(
                        "an account's name has the control character U+0000 at index 0; names are text on one line",
                        () -> ACCOUNT.name("\0")),
                row(
                        "an account's name has the control character U+000A at index 5; names are text on one line",
                        () -> UPDATE.name("users\nada")),
                row(
                        "an account's name has the control character U+007F at index 1; names are text on one line",
                        () -> ACCOUNT.name("a\u007f")),
                row(
                        "an account's name has the control character U+0085 at index 1; names are text on one line",
                        () -> ACCOUNT.name("a\u0085")),
                row(
                        "an account's name has an unpaired surrogate at index 0; it has no form in UTF-8",
                        () -> ACCOUNT.name("\ud83dx")),
                row(
                        "account " + A_TEXT + ": its lower limit 1 is above its upper limit 0",
                        () -> ACCOUNT.lowerLimit(1).upperLimit(0)),
                row(
                        "account " + A_TEXT
                                + ": its lower limit 0 is above its upper limit -340282366920938463463374607431768211455",
                        () -> ACCOUNT.upperLimit(Limit.of(SignedAmount.ofNegative(Amount.MAX)))),
                row(
                        "account " + A_TEXT
                                + " cannot be opened with the lower limit 1: it starts with a balance of 0; open it first, fund it, then set the limit",
                        () -> OpenAccount.of(ACCOUNT.lowerLimit(1))),
                row(
                        "account " + A_TEXT
                                + " cannot be opened with the upper limit -1: it starts with a balance of 0; open it first, fund it, then set the limit",
                        () -> OpenAccount.of(ACCOUNT.unlimited().upperLimit(-1))));
    }

    static Stream<Arguments> malformedReferences() {
        CommandId origin = CommandId.of(0, 2);
        return Stream.of(
                row(
                        "hold " + ID_TEXT + " has a time-out of PT0S; it takes 1 nanosecond to 73,000 days, or none",
                        () -> transfer().hold(Duration.ZERO)),
                row(
                        "hold " + ID_TEXT
                                + " has a time-out of PT-0.000000001S; it takes 1 nanosecond to 73,000 days, or none",
                        () -> transfer().hold(Duration.ofNanos(-1))),
                row(
                        "hold " + ID_TEXT
                                + " has a time-out of PT1752000H0.000000001S; it takes 1 nanosecond to 73,000 days, or none",
                        () -> transfer().hold().timeout(Duration.ofDays(73_000).plusNanos(1))),
                row("a part has 1 amounts; it takes one for each entry, 2 to 4096", () -> Part.amounts(1)),
                row("a part has 0 amounts; it takes one for each entry, 2 to 4096", Part::amounts),
                row(
                        "a part has 4097 amounts; it takes one for each entry, 2 to 4096",
                        () -> new Part.Amounts(Collections.nCopies(4_097, Amount.of(1)))),
                row(
                        "all 3 amounts of a part are 0; to give back what a hold reserves, release it",
                        () -> Part.amounts(0, 0, 0)),
                row("a part has the amount 0; the least is 1", () -> Part.total(0)),
                row(
                        "a part has the amount 0; the least is 1",
                        () -> Capture.of(ID, origin).total(0)),
                row(
                        "a part has the amount 0; the least is 1",
                        () -> Refund.of(ID, origin).total(Amount.ZERO)),
                row("a part names entry -1; entries are 0 to 4095", () -> new Part.Total(-1, Amount.of(1))),
                row("a part names entry 4096; entries are 0 to 4095", () -> new Part.Total(4_096, Amount.of(1))),
                row(
                        "metadata takes 32769 bytes of UTF-8; the most is 32768",
                        () -> new Details("", 0, null, bytes(32_769))),
                row(
                        "the code -1 is negative; codes are 0 to 2147483647",
                        () -> Release.of(ID, origin).details(Details.NONE.withCode(-1))),
                row(
                        "a reference takes 1025 bytes of UTF-8; the most is 1024",
                        () -> Reversal.of(ID, origin).details(Details.of("r".repeat(1_025)))),
                row(
                        "metadata has an empty key; a key has at least one character",
                        () -> Details.NONE.withMetadata("", "")),
                row(
                        "the effective time 2262-01-01T00:00:00Z is outside the years 1678 to 2261 that nanoseconds can count",
                        () -> Details.NONE.withEffectiveTime(Instant.parse("2262-01-01T00:00:00Z"))));
    }

    static Stream<Arguments> malformedDecisions() {
        return Stream.of(
                row("sweep " + ID_TEXT + " moves account " + A_TEXT + " into itself", () -> Sweep.of(ID, A, A)),
                row(
                        "sweep " + ID_TEXT + " has a maximum of 0; the least is 1",
                        () -> Sweep.of(ID, A, B).atMost(0)),
                row(
                        "payee " + A_TEXT + " gets 0; the least is 1",
                        () -> PayEach.of(ID, B).pay(A, Amount.ZERO)),
                row(
                        "payment " + ID_TEXT + " has 0 payees; it takes 1 to 4096",
                        () -> PayEach.of(ID, A).build()),
                row("payment " + ID_TEXT + " has 4097 payees; it takes 1 to 4096", () -> payees(4_097)),
                row(
                        "closing " + ID_TEXT + " sweeps account " + A_TEXT + " into itself",
                        () -> CloseAccount.of(ID, A).sweepTo(A)),
                row("group " + ID_TEXT + " has 0 members; it takes 1 to 4096", () -> Group.of(ID)),
                row("group " + ID_TEXT + " has 4097 members; it takes 1 to 4096", () -> members(4_097)),
                row(
                        "group " + ID_TEXT + ", member 1: a GROUP cannot be a member; send it on its own",
                        () -> Group.of(ID, member(0), members(1))),
                row(
                        "group " + ID_TEXT + ", member 0: a PAY_EACH cannot be a member; send it on its own",
                        () -> Group.of(ID, payees(1))),
                row(
                        "group " + ID_TEXT + ", member 1 names nothing to change",
                        () -> Group.of(ID, member(0), AccountUpdate.of(CommandId.of(0, 3), A))),
                row(
                        "group " + ID_TEXT + ", member 0 has the id " + ID_TEXT + " of another member or of the group",
                        () -> Group.of(ID, Release.of(ID, CommandId.of(0, 2)))),
                row(
                        "group " + ID_TEXT + ", member 2 has the id 00000000-0000-0001-0000-000000000000"
                                + " of another member or of the group",
                        () -> Group.of(ID, member(0), member(1), member(0))));
    }

    static Stream<Arguments> malformedConditions() {
        SignedAmount overLong = SignedAmount.of(Long.MAX_VALUE).plus(SignedAmount.of(1));
        Exchange far = Exchange.of(Rate.of(1, 1), RoundingMode.DOWN, 0, 2);
        return Stream.of(
                row(
                        "a condition on account " + A_TEXT + ": VERSION_IS is never negative, and cannot be -1",
                        () -> Condition.versionIs(A, -1)),
                row(
                        "a condition on account " + A_TEXT
                                + ": a version passes never 2^63 - 1, and cannot be 9223372036854775808",
                        () -> new Condition(A, Condition.Kind.VERSION_IS, overLong)),
                row(
                        "a condition on account " + A_TEXT
                                + ": PENDING_OUT_AT_LEAST is never negative, and cannot be -1",
                        () -> new Condition(A, Condition.Kind.PENDING_OUT_AT_LEAST, SignedAmount.of(-1))),
                row(
                        "a condition on account " + A_TEXT
                                + ": PENDING_OUT_AT_MOST is never negative, and cannot be -1",
                        () -> new Condition(A, Condition.Kind.PENDING_OUT_AT_MOST, SignedAmount.of(-1))),
                row(
                        "a condition on account " + A_TEXT
                                + ": PENDING_IN_AT_LEAST is never negative, and cannot be -1",
                        () -> new Condition(A, Condition.Kind.PENDING_IN_AT_LEAST, SignedAmount.of(-1))),
                row(
                        "a condition on account " + A_TEXT + ": PENDING_IN_AT_MOST is never negative, and cannot be -1",
                        () -> new Condition(A, Condition.Kind.PENDING_IN_AT_MOST, SignedAmount.of(-1))),
                row("a command has 65 conditions; the most is 64", () -> UPDATE.onlyIf(conditions(65))),
                row(
                        "a command has 65 conditions; the most is 64",
                        () -> new OpenAccount(ID, ACCOUNT, List.of(conditions(65)))),
                row(
                        "a command has 65 conditions; the most is 64",
                        () -> transfer().onlyIf(conditions(65)).hold()),
                row(
                        "a command has 65 conditions; the most is 64",
                        () -> Capture.of(ID, CommandId.of(0, 2)).onlyIf(conditions(65))),
                row(
                        "a command has 65 conditions; the most is 64",
                        () -> Release.of(ID, CommandId.of(0, 2)).onlyIf(conditions(65))),
                row(
                        "a command has 65 conditions; the most is 64",
                        () -> Reversal.of(ID, CommandId.of(0, 2)).onlyIf(conditions(65))),
                row(
                        "a command has 65 conditions; the most is 64",
                        () -> Refund.of(ID, CommandId.of(0, 2)).onlyIf(conditions(65))),
                row(
                        "a command has 65 conditions; the most is 64",
                        () -> Sweep.of(ID, A, B).onlyIf(conditions(65))),
                row(
                        "a command has 65 conditions; the most is 64",
                        () -> CloseAccount.of(ID, A).onlyIf(conditions(65))),
                row(
                        "a command has 65 conditions; the most is 64",
                        () -> PayEach.of(ID, A)
                                .pay(B, Amount.of(1))
                                .onlyIf(conditions(65))
                                .build()),
                row(
                        "a command has 65 conditions; the most is 64",
                        () -> members(1).onlyIf(conditions(65))),
                row(
                        "an exchange cannot round FLOOR; it takes UP, DOWN, HALF_UP, HALF_EVEN or HALF_DOWN",
                        () -> Exchange.of(Rate.of(1, 1), RoundingMode.FLOOR, 0, 1)),
                row(
                        "an exchange cannot round CEILING; it takes UP, DOWN, HALF_UP, HALF_EVEN or HALF_DOWN",
                        () -> Exchange.of(Rate.of(1, 1), RoundingMode.CEILING, 0, 1)),
                row(
                        "an exchange cannot round UNNECESSARY; it takes UP, DOWN, HALF_UP, HALF_EVEN or HALF_DOWN",
                        () -> Exchange.of(Rate.of(1, 1), RoundingMode.UNNECESSARY, 0, 1)),
                row(
                        "an exchange names entries 1 and 1; it takes two different ones, 0 to 4095",
                        () -> Exchange.of(Rate.of(1, 1), RoundingMode.UP, 1, 1)),
                row(
                        "an exchange names entries -1 and 1; it takes two different ones, 0 to 4095",
                        () -> Exchange.of(Rate.of(1, 1), RoundingMode.UP, -1, 1)),
                row(
                        "an exchange names entries 0 and 4096; it takes two different ones, 0 to 4095",
                        () -> Exchange.of(Rate.of(1, 1), RoundingMode.UP, 0, 4_096)),
                row(
                        "transfer " + ID_TEXT + " exchanges entry 0 into entry 2, and has 2 entries",
                        () -> transfer().exchange(far).build()));
    }

    static Stream<Arguments> justWellFormed() {
        return Stream.of(
                row("4,096 entries", () -> entries(4_096)),
                row(
                        "debits and credits of 2^128 - 1 each",
                        () -> Transfer.of(ID)
                                .debit(A, Amount.MAX)
                                .credit(B, Amount.MAX)
                                .build()),
                row(
                        "more debits than credits, which only the books can judge",
                        () -> Transfer.of(ID).debit(A, 2).credit(B, 1).build()),
                row(
                        "no credit at all",
                        () -> Transfer.of(ID).debit(A, 2).debit(B, 1).build()),
                row(
                        "a reference of 1,024 bytes",
                        () -> transfer().reference("\u4e2d".repeat(341) + "!").build()),
                row(
                        "a reference with every kind of character",
                        () -> transfer()
                                .reference("\0\n\t\u007f\u0085\u2028\ufffe\uffff\ud83d\ude00")
                                .build()),
                row(
                        "the greatest code",
                        () -> transfer().code(Integer.MAX_VALUE).build()),
                row("the first nanosecond of 1678", () -> at("1678-01-01T00:00:00Z")),
                row("the last nanosecond of 2261", () -> at("2261-12-31T23:59:59.999999999Z")),
                row("64 keys", () -> UPDATE.metadata(pairs(64, 1))),
                row("32 KiB of metadata", () -> UPDATE.metadata(bytes(32_768))),
                row(
                        "a key of 128 bytes and a value of 4,096",
                        () -> ACCOUNT.metadata("\u00e9".repeat(64), "\ud83d\ude00".repeat(1_024))),
                row("a name of 512 bytes", () -> ACCOUNT.name("\u4e2d".repeat(170) + "ab")),
                row(
                        "a name with quotes, spaces, other planes and line separators",
                        () -> ACCOUNT.name(" '\"\\ \u2028\u00a0\ud83d\ude00")),
                row(
                        "limits that are equal",
                        () -> OpenAccount.of(ACCOUNT.lowerLimit(0).upperLimit(0))),
                row(
                        "an account with limits that exclude zero, which can be had by an update",
                        () -> ACCOUNT.lowerLimit(1).upperLimit(2)),
                row(
                        "limits of an update that cross, which only the books can judge",
                        () -> UPDATE.lowerLimit(Limit.of(2)).upperLimit(Limit.of(1))));
    }

    static Stream<Arguments> justWellFormedDecisions() {
        return Stream.of(
                row("the shortest time-out", () -> transfer().hold(Duration.ofNanos(1))),
                row("the longest time-out", () -> transfer().hold(Duration.ofDays(73_000))),
                row("4,096 amounts of which one is not 0", () -> {
                    List<Amount> amounts = new ArrayList<>(Collections.nCopies(4_095, Amount.ZERO));
                    amounts.add(Amount.of(1));
                    return new Part.Amounts(amounts);
                }),
                row("the last entry there can be", () -> new Part.Total(4_095, Amount.MAX)),
                row("32 KiB of metadata of a movement", () -> new Details("", 0, null, bytes(32_768))),
                row("the greatest maximum", () -> Sweep.of(ID, A, B).atMost(Amount.MAX)),
                row("4,096 payees, and the payer among them", () -> payees(4_096)),
                row("4,096 members", () -> members(4_096)),
                row("64 conditions", () -> UPDATE.onlyIf(conditions(64))),
                row(
                        "the first and the last version",
                        () -> List.of(Condition.versionIs(A, 0), Condition.versionIs(A, Long.MAX_VALUE))),
                row(
                        "bounds below zero",
                        () -> List.of(Condition.postedAtLeast(A, Long.MIN_VALUE), Condition.availableAtMost(A, -1))),
                row(
                        "bounds of 2^128 - 1",
                        () -> new Condition(A, Condition.Kind.PENDING_IN_AT_MOST, SignedAmount.ofPositive(Amount.MAX))),
                row(
                        "an exchange of the last two entries",
                        () -> transfer()
                                .exchange(Exchange.of(Rate.of(1, 1), RoundingMode.UP, 1, 0))
                                .build()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"malformed", "malformedReferences", "malformedDecisions", "malformedConditions"})
    void malformed(String message, Making making) {
        assertThatThrownBy(making::command)
                .isInstanceOf(MalformedCommandException.class)
                .hasMessage(message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"justWellFormed", "justWellFormedDecisions"})
    void justWellFormed(String what, Making making) {
        assertThatCode(() -> assertThat(making.command()).isNotNull()).doesNotThrowAnyException();
    }

    /** An update that names nothing is well-formed on its own, and malformed for whoever carries it out. */
    @Test
    void whatIsMalformedChangesNothingAndLeavesItsIdToBeUsed() {
        try (Ledger ledger = Ledger.open(InMemoryStorage.create())) {
            ledger.submit(OpenAccount.of(Account.of(B, USD)));
            Fingerprints before = ledger.fingerprints();
            List<Command> both = List.of(OpenAccount.of(ACCOUNT), UPDATE);
            assertThatThrownBy(() -> ledger.submit(UPDATE)).isInstanceOf(MalformedCommandException.class);
            assertThatThrownBy(() -> ledger.submitAll(both)).isInstanceOf(MalformedCommandException.class);
            assertThatThrownBy(() -> ledger.submit(Group.of(CommandId.of(0, 9), UPDATE)))
                    .isInstanceOf(MalformedCommandException.class);
            assertThat(ledger.fingerprints()).isEqualTo(before);
            assertThat(ledger.outcome(ID)).isEmpty();
            assertThat(ledger.submit(new OpenAccount(ID, ACCOUNT))).isInstanceOf(Outcome.Posted.class);
        }
    }

    private static Arguments row(String text, Making making) {
        return Arguments.of(text, making);
    }

    private static Transfer.Builder transfer() {
        return Transfer.of(ID).debit(A, 1).credit(B, 1);
    }

    private static Transfer at(String time) {
        return transfer().effectiveTime(Instant.parse(time)).build();
    }

    private static Transfer entries(int count) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(new Entry(i % 2 == 0 ? A : B, i % 2 == 0 ? Side.DEBIT : Side.CREDIT, Amount.of(1)));
        }
        return new Transfer(ID, entries, "", 0, null, Map.of());
    }

    private static PayEach payees(int count) {
        return new PayEach(
                ID, A, Collections.nCopies(count, new PayEach.Payee(A, Amount.of(1))), Details.NONE, List.of());
    }

    private static Group members(int count) {
        return new Group(
                ID,
                IntStream.range(0, count)
                        .mapToObj(MalformedCommandsTest::member)
                        .toList(),
                List.of());
    }

    private static Command member(int number) {
        return Release.of(CommandId.of(1, number), CommandId.of(0, 2));
    }

    private static Condition[] conditions(int count) {
        return Collections.nCopies(count, Condition.postedAtLeast(A, 0)).toArray(Condition[]::new);
    }

    /** 2^127. */
    private static Amount half() {
        return new Amount(Long.MIN_VALUE, 0);
    }

    private static Map<String, String> pairs(int count, int valueBytes) {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < count; i++) {
            pairs.put("k" + i, "v".repeat(valueBytes));
        }
        return pairs;
    }

    /** Eight pairs of keys of two bytes. */
    private static Map<String, String> bytes(int count) {
        Map<String, String> pairs = pairs(8, 4_094);
        pairs.put("k0", "v".repeat(count - 8 * 2 - 7 * 4_094));
        return pairs;
    }
}
