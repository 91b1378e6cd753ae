package dev.florin.ledger.testkit;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Group;
import dev.florin.ledger.Limit;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Side;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Generators of commands of the {@link Universe}, which shrink to few and simple ones. */
public final class Commands {
    private static final int ACCOUNTS = Universe.ACCOUNTS.size();
    private static final long NANOS_A_SECOND = 1_000_000_000;
    private static final long NANOS_A_DAY = 86_400 * NANOS_A_SECOND;
    private static final int UNBALANCED = 11;
    private static final int ANYWHERE = 13;

    private Commands() {}

    /**
     * Sequences: first openings, then anything, with earlier commands sent again and earlier ids used for something else.
     * No hold has a time-out, and no date of a schedule comes before the next century.
     *
     * @return sequences of up to 60 commands
     */
    public static Arbitrary<List<Command>> sequences() {
        return sequences(false);
    }

    /**
     * Sequences of commands as {@link #sequences()}, of which some holds have time-outs and some schedules dates that
     * come, with time that passes, clocks that are set back and books that are opened again between them.
     *
     * @return sequences of up to 60 commands
     */
    public static Arbitrary<List<Step>> steps() {
        Arbitrary<Optional<Step>> betweens = Arbitraries.frequencyOf(
                Tuple.of(16, Arbitraries.just(Optional.empty())),
                Tuple.of(4, passes(0, 15, NANOS_A_SECOND)),
                Tuple.of(1, passes(1, 12, NANOS_A_DAY)),
                Tuple.of(1, passes(-12, -1, NANOS_A_SECOND)),
                Tuple.of(2, Arbitraries.just(Optional.of(Step.Reopen.REOPEN))));
        return Combinators.combine(sequences(true), betweens.list().ofSize(60)).as((commands, between) -> {
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i < commands.size(); i++) {
                steps.add(new Step.Submit(commands.get(i)));
                between.get(i).ifPresent(steps::add);
            }
            return steps;
        });
    }

    private static Arbitrary<Optional<Step>> passes(long least, long most, long nanos) {
        return Arbitraries.longs().between(least, most).map(count -> Optional.of(new Step.TimePasses(count * nanos)));
    }

    private static Arbitrary<List<Command>> sequences(boolean timeOuts) {
        return Combinators.combine(
                        openings(),
                        drafts(timeOuts).list().ofMaxSize(52).withSizeDistribution(RandomDistribution.uniform()))
                .as((openings, drafts) -> {
                    List<Command> commands = new ArrayList<>(openings);
                    Past past = Past.of(openings);
                    drafts.forEach(draft -> {
                        Command command = draft.after(commands, past);
                        commands.add(command);
                        past.add(command);
                    });
                    return commands;
                });
    }

    /** Makes a command that fits to those before it. */
    private interface Maker {
        Command make(CommandId id, Past past);
    }

    /** A new command, with a number that says what to make of it: itself, an earlier one again, a conflict with one. */
    private record Draft(Maker maker, int luck, int which) {
        Command after(List<Command> commands, Past past) {
            Command command = maker.make(Universe.commandId(commands.size()), past);
            if (commands.isEmpty() || luck < 88) {
                return command;
            }
            Command earlier = commands.get(which % commands.size());
            if (luck < 94) {
                return earlier;
            }
            return luck < 97 || hasMember(command, earlier.id())
                    ? Altered.part(earlier, which / 8)
                    : Altered.withId(command, earlier.id());
        }

        private static boolean hasMember(Command command, CommandId id) {
            return command instanceof Group group
                    && group.members().stream().anyMatch(member -> member.id().equals(id));
        }
    }

    private static Arbitrary<Draft> drafts(boolean timeOuts) {
        return Combinators.combine(
                        makers(timeOuts),
                        Arbitraries.integers().between(0, 99),
                        Arbitraries.integers().between(0, 9_999))
                .as(Draft::new);
    }

    private static Arbitrary<Maker> makers(boolean timeOuts) {
        CommandId id = Universe.commandId(0);
        Arbitrary<Command> asTheyCome = Arbitraries.frequencyOf(
                Tuple.of(6, transfers().map(transfer -> transfer)),
                Tuple.of(3, updates().map(update -> update)),
                Tuple.of(1, accounts().map(account -> new OpenAccount(id, account))));
        return Arbitraries.frequencyOf(
                Tuple.of(1, asTheyCome.map(command -> (newId, past) -> Altered.withId(command, newId))),
                Tuple.of(4, lucks().map(luck -> (newId, past) -> composed(luck, past, timeOuts, newId))));
    }

    private static Command composed(List<Integer> luck, Past past, boolean timeOuts, CommandId id) {
        return new Composed(Luck.of(luck), past, ACCOUNTS, timeOuts).command(id);
    }

    private static Arbitrary<List<Integer>> lucks() {
        return Arbitraries.integers()
                .between(0, 9_999)
                .withDistribution(RandomDistribution.uniform())
                .list()
                .ofSize(40);
    }

    /** Openings of most accounts: without them, nothing but openings would ever be posted. */
    private static Arbitrary<List<Command>> openings() {
        Arbitrary<Boolean> opened = Arbitraries.frequency(Tuple.of(1, false), Tuple.of(24, true));
        return Combinators.combine(
                        accounts().list().ofSize(ACCOUNTS), opened.list().ofSize(ACCOUNTS))
                .as((accounts, chosen) -> IntStream.range(0, ACCOUNTS)
                        .filter(chosen::get)
                        .<Command>mapToObj(i -> new OpenAccount(
                                CommandId.of("opening " + i), withId(accounts.get(i), Universe.ACCOUNTS.get(i))))
                        .toList());
    }

    private static Account withId(Account account, AccountId id) {
        boolean bank = Universe.isBank(id);
        return new Account(
                id,
                Universe.regularAsset(Universe.ACCOUNTS.indexOf(id)),
                account.normalSide(),
                bank ? Limit.NONE : account.lowerLimit(),
                bank ? Limit.NONE : account.upperLimit(),
                account.code(),
                account.name(),
                account.metadata());
    }

    /**
     * Accounts to open.
     *
     * @return accounts, in their regular asset mostly
     */
    public static Arbitrary<Account> accounts() {
        return Combinators.combine(
                        accountNumbers(),
                        mostly(
                                Optional.<Asset>empty(),
                                Arbitraries.of(Universe.ASSETS).map(Optional::of)),
                        mostly(Side.CREDIT, Arbitraries.of(Side.CREDIT, Side.DEBIT)),
                        Arbitraries.of(Universe.LOWER_LIMITS).filter(limit -> sign(limit) <= 0),
                        mostly(Limit.NONE, Arbitraries.of(Universe.UPPER_LIMITS).filter(limit -> sign(limit) >= 0)),
                        codes(),
                        names(),
                        metadata())
                .as((number, asset, side, lower, upper, code, name, metadata) -> new Account(
                        Universe.ACCOUNTS.get(number),
                        asset.orElse(Universe.regularAsset(number)),
                        side,
                        lower,
                        upper,
                        code,
                        name,
                        metadata));
    }

    private static int sign(Limit limit) {
        return limit.value().map(value -> value.signum()).orElse(0);
    }

    /**
     * Updates of accounts.
     *
     * @return updates, all with the same id
     */
    public static Arbitrary<AccountUpdate> updates() {
        AccountId none = Universe.ACCOUNTS.get(0);
        AccountUpdate nothing = AccountUpdate.of(Universe.commandId(0), none);
        Arbitrary<AccountUpdate> changes = Arbitraries.oneOf(
                mostly(AccountStatus.OPEN, Arbitraries.of(AccountStatus.values()))
                        .map(nothing::status),
                Arbitraries.of(Side.CREDIT, Side.DEBIT).map(nothing::normalSide),
                Arbitraries.of(Universe.LOWER_LIMITS).map(nothing::lowerLimit),
                Arbitraries.of(Universe.UPPER_LIMITS).map(nothing::upperLimit),
                codes().map(nothing::code),
                names().map(nothing::name),
                metadata().map(nothing::metadata));
        return Combinators.combine(
                        accountNumbers(),
                        changes,
                        changes,
                        Arbitraries.integers().between(0, 3))
                .as((number, first, second, more) -> {
                    AccountUpdate update = Altered.copy(first, first.id(), Universe.ACCOUNTS.get(number));
                    return more == 3 ? Altered.merged(update, second) : update;
                });
    }

    /**
     * Transfers, most of which balance.
     *
     * @return transfers of 2 to some dozens of entries, all with the same id
     */
    public static Arbitrary<Transfer> transfers() {
        return Combinators.combine(
                        legs(),
                        texts(),
                        codes(),
                        times(),
                        metadata(),
                        Arbitraries.integers().between(0, 20))
                .as((legs, reference, code, time, metadata, luck) -> new Transfer(
                        Universe.commandId(0), entries(legs, luck), reference, code, time.orElse(null), metadata));
    }

    /** Money that goes from one account to others: one debit, or one credit, and its counterparts. */
    private record Leg(int account, Side side, List<Part> parts) {}

    private record Part(int account, Amount amount) {}

    private static Arbitrary<List<Leg>> legs() {
        Arbitrary<Part> parts = Combinators.combine(accountNumbers(), amounts()).as(Part::new);
        Arbitrary<List<Part>> lists = Arbitraries.frequencyOf(
                Tuple.of(12, parts.list().ofSize(1)),
                Tuple.of(4, parts.list().ofMinSize(1).ofMaxSize(4)),
                Tuple.of(1, parts.list().ofMinSize(1).ofMaxSize(24)));
        Arbitrary<Leg> legs = Combinators.combine(accountNumbers(), Arbitraries.of(Side.DEBIT, Side.CREDIT), lists)
                .as(Leg::new);
        return Arbitraries.frequencyOf(
                Tuple.of(6, legs.list().ofSize(1)),
                Tuple.of(1, legs.list().ofMinSize(1).ofMaxSize(3)));
    }

    /** Sums are kept within 128 bits. Luck that changes something lies amid its range: jqwik prefers the ends. */
    private static List<Entry> entries(List<Leg> legs, int luck) {
        List<Entry> entries = new ArrayList<>();
        Amount room = luck == UNBALANCED ? Amount.MAX.minus(Amount.of(1)) : Amount.MAX;
        for (Leg leg : legs) {
            Amount sum = Amount.ZERO;
            for (Part part : leg.parts) {
                Amount amount = part.amount.compareTo(room) > 0 ? room : part.amount;
                if (!amount.isZero()) {
                    AccountId account = Universe.ACCOUNTS.get(luck == ANYWHERE ? part.account : near(leg, part));
                    entries.add(new Entry(account, leg.side.opposite(), amount));
                    sum = sum.plus(amount);
                    room = room.minus(amount);
                }
            }
            if (!sum.isZero()) {
                entries.add(new Entry(Universe.ACCOUNTS.get(leg.account), leg.side, sum));
            }
        }
        if (luck == UNBALANCED) {
            Entry first = entries.get(0);
            entries.set(
                    0, new Entry(first.account(), first.side(), first.amount().plus(Amount.of(1))));
        }
        return entries;
    }

    /** The next other account with the asset of the leg's. */
    private static int near(Leg leg, Part part) {
        Asset asset = Universe.regularAsset(leg.account);
        return Stream.iterate(part.account, number -> (number + 1) % ACCOUNTS)
                .limit(ACCOUNTS)
                .filter(number ->
                        number != leg.account && Universe.regularAsset(number).equals(asset))
                .findFirst()
                .orElseThrow();
    }

    private static Arbitrary<Integer> accountNumbers() {
        return Arbitraries.integers().between(0, ACCOUNTS - 1);
    }

    private static Arbitrary<Amount> amounts() {
        return Arbitraries.frequencyOf(
                Tuple.of(20, Arbitraries.longs().between(1, 120).map(Amount::of)),
                Tuple.of(6, Arbitraries.of(Universe.AMOUNTS)),
                Tuple.of(1, Arbitraries.of(Universe.GREATEST_AMOUNTS)));
    }

    private static Arbitrary<Integer> codes() {
        return mostly(0, Arbitraries.of(1, 2, Integer.MAX_VALUE));
    }

    private static Arbitrary<Optional<Instant>> times() {
        return mostly(
                Optional.<Instant>empty(),
                Arbitraries.longs()
                        .between(-9_214_560_000_000_000_000L, 9_214_646_399_999_999_999L)
                        .map(nanos -> Optional.of(Instant.ofEpochSecond(0, nanos))));
    }

    private static Arbitrary<String> names() {
        return mostly(
                "",
                Arbitraries.frequencyOf(
                        Tuple.of(4, Arbitraries.of(Universe.NAMES)),
                        Tuple.of(1, unicode(24).map(text -> text.replaceAll("\\p{Cntrl}|[\\x80-\\x9f]", " ")))));
    }

    private static Arbitrary<String> texts() {
        return mostly("", Arbitraries.oneOf(Arbitraries.of(Universe.TEXTS), unicode(40)));
    }

    private static Arbitrary<Map<String, String>> metadata() {
        return mostly(
                Map.of(),
                Arbitraries.maps(
                                unicode(8).filter(key -> !key.isEmpty()),
                                Arbitraries.oneOf(Arbitraries.of(Universe.TEXTS), unicode(40)))
                        .ofMaxSize(4));
    }

    /** Any text that has a form in UTF-8, each plane and the ends of each length of code among it. */
    static Arbitrary<String> unicode(int mostCharacters) {
        Arbitrary<Integer> characters = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.integers().between(' ', '~')),
                Tuple.of(1, Arbitraries.integers().between(0, 0xD7FF)),
                Tuple.of(1, Arbitraries.integers().between(0xE000, 0x10FFFF)),
                Tuple.of(1, Arbitraries.of(0, 0x0A, 0x22, 0x27, 0x5C, 0x7F, 0x80, 0x7FF, 0x800, 0xFFFF, 0x10000)));
        return characters.list().ofMaxSize(mostCharacters).map(list -> {
            StringBuilder text = new StringBuilder();
            list.forEach(text::appendCodePoint);
            return text.toString();
        });
    }

    private static <T> Arbitrary<T> mostly(T usual, Arbitrary<T> unusual) {
        return Arbitraries.frequencyOf(Tuple.of(7, Arbitraries.just(usual)), Tuple.of(3, unusual));
    }
}
