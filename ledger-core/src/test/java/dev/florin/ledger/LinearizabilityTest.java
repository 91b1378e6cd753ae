package dev.florin.ledger;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.testkit.SmallBooks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever callers do at the same time, there is one order that explains all they were told: checked by Lincheck, which
 * makes up scenarios, runs each many times on threads of its own, and looks for that order.
 *
 * <p>Only its stress mode can drive a whole ledger: the model checker must own every thread, and a ledger has two of its
 * own. {@code PublishedBooksModelTest} lets it at the heart of the reads. {@code -Dflorin.scenarios=1000} looks longer.
 */
class LinearizabilityTest {
    private static final int SCENARIOS = Integer.getInteger("florin.scenarios", 15);
    private static final int RUNS_OF_EACH = 300;

    @AfterAll
    static void close() {
        AtTheSameTime.LEDGER.close();
    }

    @Test
    void postsHoldsAndBalancesHaveOneOrder() {
        new StressOptions()
                .iterations(SCENARIOS)
                .invocationsPerIteration(RUNS_OF_EACH)
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .sequentialSpecification(InOneOrder.class)
                .check(AtTheSameTime.class);
    }

    /** Two accounts of one ledger, which all scenarios share; each scenario has two accounts of its own. */
    @Param(name = "account", gen = IntGen.class, conf = "0:1")
    @Param(name = "amount", gen = IntGen.class, conf = "1:3")
    @Param(name = "retry", gen = IntGen.class, conf = "0:1")
    public static final class AtTheSameTime {
        private static final Ledger LEDGER = Ledger.open(InMemoryStorage.create());
        private static final AccountId BANK = AccountId.of("bank");

        static {
            SmallBooks.openBank(LEDGER);
        }

        private final List<AccountId> accounts = List.of(AccountId.next(), AccountId.next());
        private final List<CommandId> retries = List.of(CommandId.next(), CommandId.next());
        private final CommandId hold = CommandId.next();

        public AtTheSameTime() {
            List<Command> commands = new ArrayList<>();
            for (AccountId account : accounts) {
                commands.add(OpenAccount.of(Account.of(account, SmallBooks.USD)));
                commands.add(transfer(CommandId.next(), BANK, account, InOneOrder.START));
            }
            commands.add(Hold.of(transfer(hold, accounts.get(0), accounts.get(1), InOneOrder.HELD)));
            LEDGER.submitAll(commands);
        }

        private static Transfer transfer(CommandId id, AccountId from, AccountId to, long amount) {
            return Transfer.of(id).debit(from, amount).credit(to, amount).build();
        }

        private static String kind(Outcome outcome) {
            return outcome.getClass().getSimpleName();
        }

        private static String reasonOrKind(Outcome outcome) {
            return outcome instanceof Outcome.Rejected rejected
                    ? rejected.rejection().reason().name()
                    : kind(outcome);
        }

        @Operation(params = {"account", "amount"})
        public String post(int from, int amount) {
            return kind(LEDGER.submit(transfer(CommandId.next(), accounts.get(from), accounts.get(1 - from), amount)));
        }

        @Operation(params = {"retry", "amount"})
        public String postWithId(int retry, int amount) {
            Outcome outcome = LEDGER.submitAsync(transfer(retries.get(retry), accounts.get(0), accounts.get(1), amount))
                    .toCompletableFuture()
                    .join();
            return reasonOrKind(outcome);
        }

        @Operation(params = "amount")
        public String capture(int amount) {
            return reasonOrKind(LEDGER.submit(Capture.of(CommandId.next(), hold).total(amount)));
        }

        @Operation
        public String release() {
            return reasonOrKind(LEDGER.submit(Release.of(CommandId.next(), hold)));
        }

        @Operation(params = "amount")
        public String refund(int amount) {
            return reasonOrKind(LEDGER.submit(Refund.of(CommandId.next(), hold).total(amount)));
        }

        @Operation(params = "account")
        public long available(int account) {
            return LEDGER.balance(accounts.get(account)).available().toLong();
        }

        @Operation(params = "account")
        public long balance(int account) {
            return LEDGER.balance(accounts.get(account)).posted().toLong();
        }

        @Operation
        public List<Long> balances() {
            return LEDGER.balances(accounts).stream()
                    .map(balance -> balance.posted().toLong())
                    .toList();
        }
    }

    /** The same, one call after the other. */
    public static final class InOneOrder {
        static final long START = 4;
        static final long HELD = 2;

        private final long[] balances = {START, START};
        private final Map<Integer, Integer> settled = new HashMap<>();
        private final Map<Integer, Boolean> posted = new HashMap<>();
        private long left = HELD;
        private long captured;
        private String closed = "";

        public String post(int from, int amount) {
            return move(from, amount) ? "Posted" : "Rejected";
        }

        private boolean move(int from, int amount) {
            if (available(from) < amount) {
                return false;
            }
            balances[from] -= amount;
            balances[1 - from] += amount;
            return true;
        }

        public String capture(int amount) {
            if (!closed.isEmpty()) {
                return closed;
            }
            if (amount > left) {
                return "MORE_THAN_LEFT";
            }
            left -= amount;
            captured += amount;
            balances[0] -= amount;
            balances[1] += amount;
            closed = left == 0 ? "HOLD_CAPTURED" : "";
            return "Posted";
        }

        public String release() {
            if (!closed.isEmpty()) {
                return closed;
            }
            left = 0;
            closed = "HOLD_RELEASED";
            return "Posted";
        }

        /** What was captured and not yet given back counts as captured. */
        public String refund(int amount) {
            if (captured == 0) {
                return "NOTHING_LEFT";
            }
            if (amount > captured) {
                return "MORE_THAN_LEFT";
            }
            if (!move(1, amount)) {
                return "BELOW_LOWER_LIMIT";
            }
            captured -= amount;
            return "Posted";
        }

        public long available(int account) {
            return balances[account] - (account == 0 ? left : 0);
        }

        public String postWithId(int retry, int amount) {
            Integer first = settled.putIfAbsent(retry, amount);
            if (first != null && first != amount) {
                return "ID_CONFLICT";
            }
            if (first == null) {
                posted.put(retry, move(0, amount));
                return posted.get(retry) ? "Posted" : "BELOW_LOWER_LIMIT";
            }
            return posted.get(retry) ? "AlreadyPosted" : "BELOW_LOWER_LIMIT";
        }

        public long balance(int account) {
            return balances[account];
        }

        public List<Long> balances() {
            return List.of(balances[0], balances[1]);
        }
    }
}
