package dev.florin.ledger.testkit;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Limit;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The small world that generated commands speak of: so few things that they meet again and again. */
public final class Universe {
    /** The assets; the last one has the code of the first with another scale. */
    public static final List<Asset> ASSETS =
            List.of(Asset.of("USD", 2), Asset.of("EUR", 2), Asset.of("JPY", 0), Asset.of("USD", 4));

    /** How many of the assets are meant for regular use. */
    static final int REGULAR_ASSETS = 3;

    /** The accounts. */
    public static final List<AccountId> ACCOUNTS =
            IntStream.range(0, 8).mapToObj(i -> AccountId.of("account " + i)).toList();

    /** Names that accounts may have; the empty one is none. */
    public static final List<String> NAMES =
            List.of("", "users:ada", "users:bob", "users", "bank:\u00e9\u4e2d\ud83d\ude00", "it's \"quoted\" \\ %s");

    /** Small amounts about the limits below, and the edges of 64 and 128 bits. */
    public static final List<Amount> AMOUNTS = Stream.concat(
                    Stream.of(1, 2, 3, 49, 50, 51, 99, 100, 101).map(Amount::of),
                    Stream.of(63, 64, 127)
                            .map(BigInteger.TWO::pow)
                            .flatMap(power ->
                                    Stream.of(power.subtract(BigInteger.ONE), power, power.add(BigInteger.ONE)))
                            .map(Amount::of))
            .toList();

    /** The greatest amounts, of which an account takes one in all its life. */
    public static final List<Amount> GREATEST_AMOUNTS = List.of(Amount.MAX, Amount.MAX.minus(Amount.of(1)));

    /** Lower limits. The positive one cannot be opened with. */
    public static final List<Limit> LOWER_LIMITS = List.of(
            Limit.NONE,
            Limit.ZERO,
            Limit.of(-50),
            Limit.of(-100),
            Limit.of(-1),
            Limit.of(SignedAmount.ofNegative(Amount.of(BigInteger.TWO.pow(64)))),
            Limit.of(SignedAmount.ofNegative(Amount.MAX)),
            Limit.of(50));

    /** Upper limits. The negative one cannot be opened with. */
    public static final List<Limit> UPPER_LIMITS = List.of(
            Limit.NONE,
            Limit.of(100),
            Limit.of(150),
            Limit.ZERO,
            Limit.of(Long.MAX_VALUE),
            Limit.of(SignedAmount.ofPositive(Amount.of(BigInteger.TWO.pow(127)))),
            Limit.of(SignedAmount.ofPositive(Amount.MAX)),
            Limit.of(-50));

    /** Texts for references and metadata: any Unicode but unpaired surrogates. */
    public static final List<String> TEXTS = List.of(
            "",
            "rent",
            "a\nb\r\n\tc\0d",
            "'; DROP TABLE account; --",
            "\u202eright to left",
            "e\u0301 is not \u00e9",
            "\ud83d\udc69\u200d\ud83d\ude80",
            "\uffff\ufffe\ufeff",
            "x".repeat(1_000));

    /**
     * When time begins to pass, in nanoseconds since 1970: about it lie the dates of schedules, half a second off the whole
     * seconds by which it passes.
     */
    public static final long START_NANOS = 1_700_000_000_000_000_000L;

    /** Time zones that set their clocks at different times of the year, not by whole hours, never, and one that nobody knows. */
    static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "+05:45",
            "Nowhere/Land");

    private Universe() {}

    /**
     * A command id.
     *
     * @param number which one
     * @return the id
     */
    public static CommandId commandId(int number) {
        return CommandId.of("command " + number);
    }

    /**
     * The asset that an account is regularly opened with.
     *
     * @param account its index in {@link #ACCOUNTS}
     * @return one of {@link #ASSETS}
     */
    public static Asset regularAsset(int account) {
        return ASSETS.get(account < 4 ? 0 : account < 6 ? 1 : 2);
    }

    /** Whether an account is the first one of its asset: it is opened without limits, and pays the others. */
    static boolean isBank(AccountId account) {
        return List.of(0, 4, 6).contains(ACCOUNTS.indexOf(account));
    }
}
