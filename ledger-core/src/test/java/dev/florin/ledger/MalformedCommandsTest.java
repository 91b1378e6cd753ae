package dev.florin.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void malformed(String message, Making making) {
        assertThatThrownBy(making::command)
                .isInstanceOf(MalformedCommandException.class)
                .hasMessage(message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void justWellFormed(String what, Making making) {
        assertThatCode(() -> assertThat(making.command()).isNotNull()).doesNotThrowAnyException();
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
