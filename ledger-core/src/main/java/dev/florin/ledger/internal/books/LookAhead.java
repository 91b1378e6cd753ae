package dev.florin.ledger.internal.books;

import dev.florin.ledger.internal.codec.CommandCodec;
import dev.florin.ledger.internal.codec.CommandCursor;
import dev.florin.ledger.internal.index.AccountsAhead;
import dev.florin.ledger.internal.index.IdMap;
import java.util.Arrays;

/**
 * Loads into the caches what the next commands will need. These loads do not wait for each other, as those do that come when
 * the commands are decided, one behind the other: with many accounts, that is most of the time. Changes nothing, so that
 * nothing depends on it. The bookkeeper's thread only.
 */
final class LookAhead {
    private static final int COMMANDS = AccountsAhead.MOST_EFFECTS;

    private final Books books;

    /** Both halves of the ids of accounts that transfers and holds name, and, by command, where those behind it start. */
    private long[] ids = new long[2 * 2 * COMMANDS];

    private int[] ends = new int[COMMANDS];

    /** Scratch: the accounts of a portion, where to look for them, and their numbers. */
    private long[] places = new long[AccountsAhead.ENOUGH_ACCOUNTS];

    private int[] loading = new int[AccountsAhead.ENOUGH_ACCOUNTS];

    private int idCount;
    private int commands;
    private int reached;

    /** So that loads with no other purpose are not left out. */
    @SuppressWarnings("unused")
    private long loaded;

    LookAhead(Books books) {
        this.books = books;
    }

    /** Forgets all commands. */
    void clear() {
        commands = 0;
        idCount = 0;
        reached = 0;
    }

    /** Adds the next command. */
    void add(CommandCursor command) {
        int kind = command.kind();
        int entries = kind == CommandCodec.POST_TRANSFER || kind == CommandCodec.HOLD ? command.entryCount() : 0;
        if (2 * (idCount + entries) > ids.length) {
            ids = Arrays.copyOf(ids, Math.max(2 * (idCount + entries), 2 * ids.length));
        }
        for (int i = 0; i < entries; i++) {
            ids[2 * idCount] = command.accountHigh(i);
            ids[2 * idCount + 1] = command.accountLow(i);
            idCount++;
        }
        if (commands == ends.length) {
            ends = Arrays.copyOf(ends, 2 * commands);
        }
        ends[commands++] = idCount;
    }

    /** To be called before the command with this index is decided; {@code commandIds} are those of all, in halves. */
    void reach(int command, long[] commandIds) {
        if (command >= reached) {
            int from = command == 0 ? 0 : ends[command - 1];
            int last = Math.min(command + COMMANDS, commands);
            reached = Math.min(command + 1, commands);
            while (reached < last && ends[reached - 1] - from < AccountsAhead.ENOUGH_ACCOUNTS) {
                reached++;
            }
            loaded = commands(commandIds, command, reached) ^ accounts(from, ends[reached - 1]);
        }
    }

    private long commands(long[] commandIds, int from, int to) {
        long bits = 0;
        for (int i = from; i < to; i++) {
            bits ^= books.history().touch(commandIds[2 * i], commandIds[2 * i + 1]);
        }
        for (int i = from; i < to; i++) {
            bits ^= books.history().touchNewest(commandIds[2 * i], commandIds[2 * i + 1]);
        }
        return bits;
    }

    private long accounts(int from, int to) {
        IdMap numbers = books.accountIds();
        int count = to - from;
        if (count > places.length) {
            places = new long[count];
            loading = new int[count];
        }
        long bits = 0;
        for (int i = from; i < to; i++) {
            places[i - from] = numbers.place(ids[2 * i], ids[2 * i + 1]);
        }
        for (int i = 0; i < count; i++) {
            bits ^= numbers.touch(places[i]);
        }
        // What an unpredictable number of steps takes is not to stand between loads.
        int known = 0;
        for (int i = from; i < to; i++) {
            int account = (int) numbers.get(ids[2 * i], ids[2 * i + 1]);
            if (account != IdMap.NONE) {
                loading[known++] = account;
            }
        }
        for (int i = 0; i < known; i++) {
            bits ^= books.accounts.touch(loading[i]);
        }
        return bits;
    }
}
