package dev.florin.ledger.internal.read;

import dev.florin.ledger.Side;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which holds are open: positions alone, since what they say, and what refers to them, is in the storage.
 *
 * <p>One thread writes, the publisher's; open holds are read between two publications ({@link Between}). Takes memory for
 * open holds and their entries.
 */
final class PublishedHolds {
    /** From the position of an open hold to the sum of what is left of its debits; the credits are as much. */
    private final NavigableMap<Long, Amount> open = new TreeMap<>();

    /** From the number of an account to the positions of the open holds that have an entry of it. */
    private final Map<Integer, NavigableSet<Long>> openByAccount = new HashMap<>();

    /** Takes in a hold, or an effect that refers to an origin. The publisher's thread. */
    void apply(EffectCursor effect) {
        if (effect.kind() == EffectKind.HOLD_PLACED) {
            place(effect);
            return;
        }
        long origin = effect.originPosition();
        Amount left = open.get(origin);
        if (left == null) {
            return; // a movement, or a hold that was closed before
        }
        switch (effect.kind()) {
            case HOLD_CAPTURED -> {
                Amount rest = left.minus(debits(effect));
                if (effect.closes() || rest.isZero()) {
                    close(origin, effect);
                } else {
                    open.put(origin, rest);
                }
            }
            case HOLD_RELEASED, TRANSFER_REVERSED -> close(origin, effect);
            default -> {} // a refund takes nothing of what is still reserved
        }
    }

    private void place(EffectCursor effect) {
        int[] accounts = new int[effect.entryCount()];
        for (int i = 0; i < accounts.length; i++) {
            accounts[i] = effect.entryAccount(i);
        }
        load(effect.position(), accounts, debits(effect));
    }

    /** Takes in an open hold with what is left of its debits. The publisher's thread. */
    void load(long position, int[] accounts, Amount debits) {
        open.put(position, debits);
        for (int account : accounts) {
            openByAccount.computeIfAbsent(account, key -> new TreeSet<>()).add(position);
        }
    }

    /** The entries of what closes a hold are of the accounts of the hold's. */
    private void close(long hold, EffectCursor effect) {
        open.remove(hold);
        for (int i = 0; i < effect.entryCount(); i++) {
            openByAccount.computeIfPresent(effect.entryAccount(i), (account, holds) -> {
                holds.remove(hold);
                return holds.isEmpty() ? null : holds;
            });
        }
    }

    /** Within 128 bits, as the form of a transfer demands of all its debits. */
    private static Amount debits(EffectCursor effect) {
        Amount sum = Amount.ZERO;
        for (int i = 0; i < effect.entryCount(); i++) {
            if (effect.entrySide(i) == Side.DEBIT) {
                sum = sum.plus(new Amount(effect.amountHigh(i), effect.amountLow(i)));
            }
        }
        return sum;
    }

    /** The positions of open holds behind a position, rising. The publisher's thread, between two publications. */
    List<Long> open(@Nullable Integer account, long after, int limit) {
        NavigableSet<Long> holds =
                account == null ? open.navigableKeySet() : openByAccount.getOrDefault(account, new TreeSet<>());
        return holds.tailSet(after, false).stream().limit(limit).toList();
    }
}
