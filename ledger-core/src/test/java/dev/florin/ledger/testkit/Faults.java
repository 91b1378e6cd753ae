package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Command;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.LedgerClosedException;
import dev.florin.ledger.LedgerFailedException;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.OutcomeUnknownException;
import dev.florin.ledger.OverloadedException;
import dev.florin.ledger.StatementQuery;
import dev.florin.ledger.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Callers who go on until the ledger stops, and what must hold of a ledger that has stopped. */
public final class Faults {
    private static final int CALLERS = 16;
    private static final int LIST = 5;

    private Faults() {}

    /** A command that was sent, with its outcome or with what was thrown instead. */
    public record Sent(
            Command command,
            @Nullable Outcome outcome,
            @Nullable Throwable fault) {}

    /** What a call throws, or null. */
    public static @Nullable Throwable thrownBy(Runnable call) {
        try {
            call.run();
            return null;
        } catch (Throwable t) {
            return t instanceof CompletionException && t.getCause() != null ? t.getCause() : t;
        }
    }

    /** Callers of all forms send commands, each until the ledger throws; everything they sent. */
    public static List<Sent> sendUntilTold(Ledger ledger, Supplier<Transfer> commands) {
        return Callers.run(CALLERS, caller -> new Caller(ledger, commands, caller).sendUntilTold()).stream()
                .flatMap(List::stream)
                .toList();
    }

    private record Caller(Ledger ledger, Supplier<Transfer> commands, int number) {
        List<Sent> sendUntilTold() {
            List<Sent> sent = new ArrayList<>();
            boolean told = false;
            while (!told) {
                List<Transfer> list = new ArrayList<>();
                for (int i = 0; i < (number % 4 < 2 ? 1 : LIST); i++) {
                    list.add(commands.get());
                }
                try {
                    List<Outcome> outcomes = send(list);
                    for (int i = 0; i < list.size(); i++) {
                        sent.add(new Sent(list.get(i), outcomes.get(i), null));
                    }
                } catch (RuntimeException e) {
                    Throwable fault = e instanceof CompletionException ? e.getCause() : e;
                    list.forEach(command -> sent.add(new Sent(command, null, fault)));
                    told = !(fault instanceof OverloadedException);
                }
            }
            return sent;
        }

        private List<Outcome> send(List<Transfer> list) {
            return switch (number % 4) {
                case 0 -> List.of(ledger.submit(list.get(0)));
                case 1 ->
                    List.of(ledger.submitAsync(list.get(0))
                            .toCompletableFuture()
                            .join());
                case 2 -> ledger.submitAll(list);
                default -> ledger.submitAllAsync(list).toCompletableFuture().join();
            };
        }
    }

    /** Whatever is asked of a ledger that has stopped, it says so. */
    public static void assertFailed(Ledger ledger, List<AccountId> accounts) {
        AccountId account = accounts.get(0);
        Transfer transfer = SmallBooks.transfer("a", "b", 1);
        List<Runnable> calls = List.of(
                () -> ledger.submit(transfer),
                () -> ledger.submitAll(List.of(transfer, transfer)),
                () -> ledger.submitAsync(transfer).toCompletableFuture().join(),
                () -> ledger.submitAllAsync(List.of(transfer))
                        .toCompletableFuture()
                        .join(),
                () -> ledger.balance(account),
                () -> ledger.balances(accounts),
                () -> ledger.handle(account),
                () -> ledger.account(account),
                () -> ledger.outcome(transfer.id()),
                () -> ledger.transfer(transfer.id()),
                () -> ledger.statement(account, StatementQuery.newestFirst()),
                ledger::trialBalance,
                ledger::fingerprints);
        for (int i = 0; i < calls.size(); i++) {
            assertThat(thrownBy(calls.get(i))).as("call %s", i).isInstanceOf(LedgerFailedException.class);
        }
    }

    /**
     * Sends every command again, to the books as they were found: what was answered gets the same answer, what was
     * refused leaves no trace, and of what is unknown nothing happens twice.
     */
    public static void assertEachCountsOnce(Ledger ledger, List<Sent> sent) {
        for (Sent one : sent) {
            Outcome again = ledger.submit(one.command());
            assertThat(again.isPosted()).isTrue();
            if (one.outcome() instanceof Outcome.Posted posted) {
                assertThat(again).isEqualTo(new Outcome.AlreadyPosted(posted.receipt()));
            } else if (!(one.fault() instanceof OutcomeUnknownException)) {
                assertThat(one.fault())
                        .isInstanceOfAny(
                                LedgerFailedException.class, LedgerClosedException.class, OverloadedException.class);
                assertThat(again).as("had no effect").isInstanceOf(Outcome.Posted.class);
            }
            assertThat(catchThrowable(() -> ledger.post((Transfer) one.command())))
                    .isNull();
        }
    }
}
