package dev.florin.ledger.testkit;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Entry;
import dev.florin.ledger.MalformedCommandException;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Side;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * An endless sequence of commands of the {@link Universe}, the same for the same seed: most of them sensible, many
 * rejected, some sent again, some in conflict with an earlier one. For long runs; {@link Commands} has what shrinks. Holds
 * have time-outs, and schedules dates that come, in steps only.
 *
 * <p>Not thread-safe.
 */
public final class RandomCommands {
    private static final int REMEMBERED = 200;
    private static final long NANOS_A_SECOND = 1_000_000_000;
    private static final long NANOS_A_DAY = 86_400 * NANOS_A_SECOND;

    private final Random random;
    private final int accounts;
    private final boolean great;
    private final List<Command> sent = new ArrayList<>();
    private final Past past = new Past();
    private int nextId;
    private boolean timeOuts;

    /**
     * Starts a sequence.
     *
     * @param seed tells it from others
     */
    public RandomCommands(long seed) {
        random = new Random(seed);
        accounts = 2 + random.nextInt(Universe.ACCOUNTS.size() - 1);
        great = random.nextInt(3) == 0;
    }

    /**
     * The next commands.
     *
     * @param count how many
     * @return the commands
     */
    public List<Command> take(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }

    /**
     * The next steps: commands, of which some holds have time-outs and some schedules dates that come, time that passes,
     * some days at once now and then, a clock that is set back, books that are opened again.
     *
     * @param count how many
     * @return the steps
     */
    public List<Step> takeSteps(int count) {
        timeOuts = true;
        List<Step> steps = Stream.generate(this::step).limit(count).toList();
        timeOuts = false;
        return steps;
    }

    private Step step() {
        if (chance(12)) {
            return new Step.TimePasses(random.nextInt(12) * NANOS_A_SECOND);
        }
        if (chance(3)) {
            boolean back = chance(40);
            return new Step.TimePasses(
                    back ? -random.nextInt(12) * NANOS_A_SECOND : (1 + random.nextInt(12)) * NANOS_A_DAY);
        }
        return chance(2) ? Step.Reopen.REOPEN : new Step.Submit(next());
    }

    /**
     * The next command.
     *
     * @return the command
     */
    public Command next() {
        if (!sent.isEmpty() && chance(10)) {
            return pick(sent);
        }
        if (!sent.isEmpty() && chance(5)) {
            return Altered.part(pick(sent), random.nextInt(1_000));
        }
        Command command = fresh();
        past.add(command);
        if (sent.size() < REMEMBERED) {
            sent.add(command);
        } else {
            sent.set(random.nextInt(REMEMBERED), command);
        }
        return command;
    }

    private Command fresh() {
        CommandId id = Universe.commandId(nextId++);
        if (nextId <= accounts) {
            return new OpenAccount(id, account(nextId - 1));
        }
        int kind = random.nextInt(100);
        if (kind < 3) {
            return new OpenAccount(id, account(random.nextInt(accounts)));
        }
        if (kind < 10) {
            return update(id);
        }
        return kind < 30 ? transfer(id) : composed(id);
    }

    private Command composed(CommandId id) {
        return new Composed(random::nextInt, past, accounts, timeOuts).command(id);
    }

    private Account account(int index) {
        Asset asset = chance(5) ? pick(Universe.ASSETS) : Universe.regularAsset(index);
        Account account = Account.of(Universe.ACCOUNTS.get(index), asset)
                .normalSide(chance(75) ? Side.CREDIT : Side.DEBIT)
                .name(chance(80) ? "" : pick(Universe.NAMES))
                .code(random.nextInt(3));
        if (Universe.isBank(account.id())) {
            return account.unlimited();
        }
        account = account.lowerLimit(pick(Universe.LOWER_LIMITS.subList(0, Universe.LOWER_LIMITS.size() - 1)))
                .upperLimit(
                        chance(60)
                                ? Universe.UPPER_LIMITS.get(0)
                                : pick(Universe.UPPER_LIMITS.subList(0, Universe.UPPER_LIMITS.size() - 1)));
        return chance(20) ? account.metadata("key " + random.nextInt(3), pick(Universe.TEXTS)) : account;
    }

    private AccountUpdate update(CommandId id) {
        AccountUpdate update = AccountUpdate.of(id, anyAccount());
        do {
            update = switch (random.nextInt(9)) {
                case 0, 1, 2 -> update.status(AccountStatus.OPEN);
                case 3 -> update.status(pick(AccountStatus.values()));
                case 4 -> update.normalSide(pick(Side.values()));
                case 5 -> update.lowerLimit(pick(Universe.LOWER_LIMITS));
                case 6 -> update.upperLimit(pick(Universe.UPPER_LIMITS));
                case 7 -> update.name(pick(Universe.NAMES));
                default -> update.code(random.nextInt(3)).metadata(Map.of("key", pick(Universe.TEXTS)));
            };
        } while (chance(30));
        return update;
    }

    private Transfer transfer(CommandId id) {
        List<Entry> entries = entries();
        while (true) {
            try {
                return new Transfer(
                        id,
                        entries,
                        chance(20) ? pick(Universe.TEXTS) : "",
                        chance(20) ? random.nextInt() & Integer.MAX_VALUE : 0,
                        chance(10) ? Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)) : null,
                        chance(10) ? Map.of("key", pick(Universe.TEXTS), pick(Universe.TEXTS) + "k", "") : Map.of());
            } catch (MalformedCommandException tooMuch) {
                entries = entries();
            }
        }
    }

    /** Pairs that balance, in one asset mostly; a debit may be split among several credits; some are made not to balance. */
    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        int legs = chance(75) ? 1 : chance(90) ? 2 + random.nextInt(3) : 20;
        for (int leg = 0; leg < legs; leg++) {
            AccountId from = anyAccount();
            AccountId to = accountLike(from);
            Amount amount = amount();
            entries.add(new Entry(from, Side.DEBIT, amount));
            if (amount.compareTo(Amount.of(1)) > 0 && chance(20)) {
                Amount part = amount.compareTo(Amount.of(7)) > 0 ? Amount.of(7) : Amount.of(1);
                entries.add(new Entry(accountLike(from), Side.CREDIT, part));
                amount = amount.minus(part);
            }
            entries.add(new Entry(to, Side.CREDIT, amount));
        }
        if (chance(30)) {
            Collections.shuffle(entries, random);
        }
        if (chance(3)) {
            int index = random.nextInt(entries.size());
            Entry entry = entries.get(index);
            entries.set(index, new Entry(entry.account(), entry.side(), amount()));
        }
        return entries;
    }

    private Amount amount() {
        if (great && chance(1)) {
            return pick(Universe.GREATEST_AMOUNTS);
        }
        return chance(great ? 30 : 80) ? Amount.of(1 + random.nextInt(120)) : pick(Universe.AMOUNTS);
    }

    private AccountId anyAccount() {
        return Universe.ACCOUNTS.get(chance(1) ? Universe.ACCOUNTS.size() - 1 : random.nextInt(accounts));
    }

    /** Another account which probably has the same asset. */
    private AccountId accountLike(AccountId account) {
        if (chance(3)) {
            return anyAccount();
        }
        Asset asset = Universe.regularAsset(Universe.ACCOUNTS.indexOf(account));
        AccountId other = anyAccount();
        for (int tries = 0; tries < 10; tries++) {
            if (!other.equals(account)
                    && Universe.regularAsset(Universe.ACCOUNTS.indexOf(other)).equals(asset)) {
                return other;
            }
            other = anyAccount();
        }
        return other;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private <T> T pick(T[] from) {
        return from[random.nextInt(from.length)];
    }
}
