package dev.florin.ledger.testkit;

import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Transfer;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands that threads of a process post until it is killed. They follow from the number of the load, the thread and a
 * counter, so that another process knows them, too: transfers of one unit out of the bank, and now and then one that is
 * rejected.
 */
final class KillLoad {
    static final int THREADS = 4;
    static final int MOST_AT_ONCE = 16;

    private static final int USERS = 5;
    private static final int REJECTED_ONE_IN = 7;

    private KillLoad() {}

    /** All commands of a thread up to a counter were acknowledged, and the last one got a position; -1 if it was rejected. */
    record Acknowledged(int thread, long count, long position) {
        static Acknowledged parse(String line) {
            String[] parts = line.split(" ", -1);
            return new Acknowledged(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        }

        @Override
        public String toString() {
            return thread + " " + count + " " + position;
        }
    }

    /** Opens the accounts, unless they are open. */
    static void openAccounts(Ledger ledger) {
        SmallBooks.openBank(ledger);
        for (int user = 0; user < USERS; user++) {
            SmallBooks.openUser(ledger, "user" + user, 0);
        }
    }

    static CommandId id(long load, int thread, long counter) {
        return CommandId.of(load + ":" + thread + ":" + counter);
    }

    /** Consecutive commands of a thread. */
    static List<Command> commands(long load, int thread, long first, int count) {
        List<Command> commands = new ArrayList<>();
        for (long counter = first; counter < first + count; counter++) {
            commands.add(command(load, thread, counter));
        }
        return commands;
    }

    static Command command(long load, int thread, long counter) {
        String user = "user" + Math.floorMod(counter + thread, USERS);
        boolean rejected = isRejected(counter);
        return Transfer.of(id(load, thread, counter))
                .debit(rejected ? user : SmallBooks.BANK, rejected ? Long.MAX_VALUE : 1)
                .credit(rejected ? SmallBooks.BANK : user, rejected ? Long.MAX_VALUE : 1)
                .reference("load " + load)
                .metadata("counter", Long.toString(counter))
                .build();
    }

    static boolean isRejected(long counter) {
        return counter % REJECTED_ONE_IN == 0;
    }

    /** How many of the commands up to a counter move a unit. */
    static long moved(long count) {
        return count - count / REJECTED_ONE_IN;
    }

    /** The position that the last of these outcomes names, -1 if it is a rejection. */
    static long position(List<Outcome> outcomes) {
        return position(outcomes.get(outcomes.size() - 1));
    }

    static long position(Outcome outcome) {
        if (outcome instanceof Outcome.Posted posted) {
            return posted.receipt().position();
        }
        return outcome instanceof Outcome.AlreadyPosted already
                ? already.receipt().position()
                : -1;
    }
}
