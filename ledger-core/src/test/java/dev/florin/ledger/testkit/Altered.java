package dev.florin.ledger.testkit;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Limit;
import dev.florin.ledger.MalformedCommandException;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Side;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Commands with one part changed and the id kept: each in conflict with the first. */
public final class Altered {
    private static final AccountId STRANGER = AccountId.of("a stranger");
    private static final AccountId ANOTHER_STRANGER = AccountId.of("another stranger");
    private static final Amount ONE = Amount.of(1);
    private static final int PARTS = 9;

    private Altered() {}

    /**
     * Changes one part of a command.
     *
     * @param command what to change
     * @param which any number: it chooses the part
     * @return a command with the same id and other content
     */
    public static Command part(Command command, int which) {
        int part = Math.floorMod(which, PARTS);
        if (part == PARTS - 1) {
            return ofAnotherKind(command);
        }
        if (command instanceof Transfer transfer) {
            return transfer(
                    transfer,
                    part,
                    Math.floorMod(which / PARTS, transfer.entries().size()));
        }
        return command instanceof OpenAccount opening
                ? new OpenAccount(opening.id(), account(opening.account(), part))
                : update((AccountUpdate) command, part);
    }

    private static Command ofAnotherKind(Command command) {
        return command instanceof AccountUpdate
                ? Transfer.of(command.id())
                        .debit(STRANGER, 1)
                        .credit(STRANGER, 1)
                        .build()
                : AccountUpdate.of(command.id(), STRANGER).code(1);
    }

    private static Transfer transfer(Transfer transfer, int part, int index) {
        Entry entry = transfer.entries().get(index);
        return switch (part) {
            case 0 -> withEntry(transfer, index, new Entry(other(entry.account()), entry.side(), entry.amount()));
            case 1 -> withEntry(transfer, index, new Entry(entry.account(), entry.side(), other(entry.amount())));
            case 2 ->
                withEntry(
                        transfer, index, new Entry(entry.account(), entry.side().opposite(), entry.amount()));
            case 3 -> withEntry(transfer, transfer.entries().size(), new Entry(STRANGER, Side.DEBIT, ONE));
            case 4 -> copy(transfer, other(transfer.reference()), transfer.code(), transfer.effectiveTime());
            case 5 -> copy(transfer, transfer.reference(), transfer.code() ^ 1, transfer.effectiveTime());
            case 6 -> copy(transfer, transfer.reference(), transfer.code(), other(transfer.effectiveTime()));
            default ->
                new Transfer(
                        transfer.id(),
                        transfer.entries(),
                        transfer.reference(),
                        transfer.code(),
                        transfer.effectiveTime(),
                        other(transfer.metadata()));
        };
    }

    /** Replaces an entry, or adds one; where that would sum up to too much, changes the code instead. */
    private static Transfer withEntry(Transfer transfer, int index, Entry entry) {
        List<Entry> entries = new ArrayList<>(transfer.entries());
        if (index < entries.size()) {
            entries.set(index, entry);
        } else {
            entries.add(entry);
        }
        try {
            return new Transfer(
                    transfer.id(),
                    entries,
                    transfer.reference(),
                    transfer.code(),
                    transfer.effectiveTime(),
                    transfer.metadata());
        } catch (MalformedCommandException tooMuch) {
            return copy(transfer, transfer.reference(), transfer.code() ^ 1, transfer.effectiveTime());
        }
    }

    private static Transfer copy(Transfer transfer, String reference, int code, @Nullable Instant effectiveTime) {
        return new Transfer(transfer.id(), transfer.entries(), reference, code, effectiveTime, transfer.metadata());
    }

    private static Account account(Account account, int part) {
        return switch (part) {
            case 0 ->
                new Account(
                        other(account.id()),
                        account.asset(),
                        account.normalSide(),
                        account.lowerLimit(),
                        account.upperLimit(),
                        account.code(),
                        account.name(),
                        account.metadata());
            case 1 ->
                new Account(
                        account.id(),
                        Asset.of("STRANGE", account.asset().scale() ^ 1),
                        account.normalSide(),
                        account.lowerLimit(),
                        account.upperLimit(),
                        account.code(),
                        account.name(),
                        account.metadata());
            case 2 -> account.normalSide(account.normalSide().opposite());
            case 3 -> account.lowerLimit(account.lowerLimit().equals(Limit.NONE) ? Limit.ZERO : Limit.NONE);
            case 4 -> account.upperLimit(account.upperLimit().equals(Limit.NONE) ? Limit.of(1_000) : Limit.NONE);
            case 5 -> account.code(account.code() ^ 1);
            case 6 -> account.name(other(account.name()));
            default ->
                new Account(
                        account.id(),
                        account.asset(),
                        account.normalSide(),
                        account.lowerLimit(),
                        account.upperLimit(),
                        account.code(),
                        account.name(),
                        other(account.metadata()));
        };
    }

    private static AccountUpdate update(AccountUpdate update, int part) {
        return switch (part) {
            case 0 -> copy(update, update.id(), other(update.account()));
            case 1 ->
                update.status(
                        update.status().stream().anyMatch(AccountStatus.FROZEN::equals)
                                ? AccountStatus.OPEN
                                : AccountStatus.FROZEN);
            case 2 ->
                update.normalSide(update.normalSide().stream().anyMatch(Side.DEBIT::equals) ? Side.CREDIT : Side.DEBIT);
            case 3 ->
                update.lowerLimit(update.lowerLimit().stream().anyMatch(Limit.NONE::equals) ? Limit.ZERO : Limit.NONE);
            case 4 ->
                update.upperLimit(update.upperLimit().stream().anyMatch(Limit.NONE::equals) ? Limit.ZERO : Limit.NONE);
            case 5 -> update.code(update.code().orElse(0) ^ 1);
            case 6 -> update.name(update.name().map(Altered::other).orElse(""));
            default -> update.metadata(update.metadata().map(Altered::other).orElse(Map.of()));
        };
    }

    /** The same changes under another id, or of another account. */
    static AccountUpdate copy(AccountUpdate update, CommandId id, AccountId account) {
        return merged(AccountUpdate.of(id, account), update);
    }

    /** The changes of both updates, those of the second one where they differ; id and account of the first. */
    static AccountUpdate merged(AccountUpdate first, AccountUpdate update) {
        AccountUpdate copy = first;
        copy = update.status().map(copy::status).orElse(copy);
        copy = update.normalSide().map(copy::normalSide).orElse(copy);
        copy = update.lowerLimit().map(copy::lowerLimit).orElse(copy);
        copy = update.upperLimit().map(copy::upperLimit).orElse(copy);
        copy = update.code().map(copy::code).orElse(copy);
        copy = update.name().map(copy::name).orElse(copy);
        return update.metadata().map(copy::metadata).orElse(copy);
    }

    /**
     * The same content under another id.
     *
     * @param command what to copy
     * @param id the id of the copy
     * @return the copy
     */
    public static Command withId(Command command, CommandId id) {
        if (command instanceof Transfer transfer) {
            return new Transfer(
                    id,
                    transfer.entries(),
                    transfer.reference(),
                    transfer.code(),
                    transfer.effectiveTime(),
                    transfer.metadata());
        }
        return command instanceof OpenAccount opening
                ? new OpenAccount(id, opening.account())
                : copy((AccountUpdate) command, id, ((AccountUpdate) command).account());
    }

    private static AccountId other(AccountId account) {
        return account.equals(STRANGER) ? ANOTHER_STRANGER : STRANGER;
    }

    private static Amount other(Amount amount) {
        return amount.equals(ONE) ? Amount.of(2) : amount.minus(ONE);
    }

    private static String other(String text) {
        return text.equals("another") ? "" : "another";
    }

    private static @Nullable Instant other(@Nullable Instant time) {
        return Instant.EPOCH.equals(time) ? null : Instant.EPOCH;
    }

    private static Map<String, String> other(Map<String, String> metadata) {
        return metadata.isEmpty() ? Map.of("another key", "") : Map.of();
    }
}
