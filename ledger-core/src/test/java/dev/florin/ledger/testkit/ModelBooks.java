package dev.florin.ledger.testkit;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.CommandKind;
import dev.florin.ledger.Decision;
import dev.florin.ledger.Details;
import dev.florin.ledger.HoldStatus;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Side;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that a {@link ModelLedger} knows. To try something out, copy it and throw the copy away. */
final class ModelBooks {
    /** In the order of their opening. */
    final Map<AccountId, ModelAccount> accounts = new LinkedHashMap<>();

    final Map<String, Asset> assets = new TreeMap<>();

    /** In the order of their placing. */
    final Map<CommandId, ModelHold> holds = new LinkedHashMap<>();

    /** In the order in which they were set up. */
    final Map<CommandId, ModelSchedule> schedules = new LinkedHashMap<>();

    final Map<CommandId, ModelOrigin> origins = new LinkedHashMap<>();
    final Map<CommandId, Movement> movements = new LinkedHashMap<>();
    final Map<CommandId, Settled> settled = new LinkedHashMap<>();

    /** When each position was recorded, from the first on. */
    final List<Instant> recorded = new ArrayList<>();

    long position;
    long lastNanos = Long.MIN_VALUE;

    /** What the clock shows, or null if there is none and every recorded time is 0. */
    @Nullable
    Long clockNanos;

    /** An id that has its outcome: why its command was rejected, or what was decided. What time does has no command. */
    record Settled(
            @Nullable Command command,
            Receipt receipt,
            @Nullable Rejection rejection,
            Decision decision) {
        CommandKind kind() {
            return command == null ? CommandKind.TICK : command.kind();
        }

        /** As the caller is told who asked first. */
        Outcome first() {
            return rejection == null
                    ? new Outcome.Posted(receipt, decision)
                    : new Outcome.Rejected(receipt.id(), rejection);
        }

        /** As callers are told who ask again. */
        Outcome again() {
            return rejection == null
                    ? new Outcome.AlreadyPosted(receipt, decision)
                    : new Outcome.Rejected(receipt.id(), rejection);
        }
    }

    /** What was posted under one id; {@code transfer} has only the entries with an amount, as {@code lines} do. */
    record Movement(
            CommandKind kind,
            Transfer transfer,
            Receipt receipt,
            List<ModelEntry> lines,
            @Nullable CommandId origin) {}

    ModelBooks copy() {
        ModelBooks copy = new ModelBooks();
        accounts.forEach((id, account) -> copy.accounts.put(id, account.copy()));
        copy.assets.putAll(assets);
        holds.forEach((id, hold) -> copy.holds.put(id, hold.copy()));
        schedules.forEach((id, schedule) -> copy.schedules.put(id, schedule.copy()));
        origins.forEach((id, origin) -> copy.origins.put(id, origin.copy()));
        copy.movements.putAll(movements);
        copy.settled.putAll(settled);
        copy.recorded.addAll(recorded);
        copy.position = position;
        copy.lastNanos = lastNanos;
        copy.clockNanos = clockNanos;
        return copy;
    }

    /** When the next effect would be recorded. */
    long nextNanos() {
        return clockNanos == null ? 0 : Math.max(clockNanos, Math.max(lastNanos, Long.MIN_VALUE + 1) + 1);
    }

    /** The receipt of the next effect, which takes its position and its time. */
    Receipt nextReceipt(CommandId id) {
        lastNanos = nextNanos();
        position++;
        Receipt receipt = new Receipt(id, position, lastNanos, 1);
        recorded.add(receipt.recordedTime());
        return receipt;
    }

    Settled settle(Command command, Receipt receipt, Decision decision) {
        Settled done = new Settled(command, receipt, null, decision);
        settled.put(command.id(), done);
        return done;
    }

    /** Settles the id of something that time has done. */
    void passTime(Receipt receipt, Decision decision) {
        settled.put(receipt.id(), new Settled(null, receipt, null, decision));
    }

    Settled reject(Command command, Rejection rejection) {
        Settled done = new Settled(command, nextReceipt(command.id()), rejection, Decision.AsAsked.INSTANCE);
        settled.put(command.id(), done);
        return done;
    }

    /** Posts what moves, and keeps it as the movement of its command. */
    void post(Command command, List<ModelMove> moves, Receipt receipt, Details details, @Nullable CommandId origin) {
        List<ModelEntry> lines = new ArrayList<>();
        for (int i = 0; i < moves.size(); i++) {
            ModelMove move = moves.get(i);
            if (move.amount().signum() > 0) {
                ModelAccount account = accounts.get(move.account());
                account.addPosted(move.side(), move.amount());
                ModelEntry line = new ModelEntry(
                        move, i, receipt, details, account.posted(Side.DEBIT), account.posted(Side.CREDIT));
                account.entries.add(line);
                lines.add(line);
            }
        }
        Transfer transfer = command instanceof Transfer asked
                ? asked
                : new Transfer(command.id(), ModelMove.entries(moves), details, List.of(), null);
        movements.put(command.id(), new Movement(command.kind(), transfer, receipt, lines, origin));
    }

    /** A movement that can be reversed and refunded. */
    void postOrigin(Command command, List<ModelMove> moves, Receipt receipt, Details details) {
        post(command, moves, receipt, details, null);
        ModelOrigin origin = new ModelOrigin(ModelMove.entries(moves));
        origin.posted = moves.stream().map(ModelMove::amount).toList();
        origins.put(command.id(), origin);
    }

    void addPending(List<ModelMove> moves) {
        moves.forEach(move -> accounts.get(move.account()).addPending(move.side(), move.amount(), position));
    }

    void takePending(List<ModelMove> moves) {
        moves.forEach(move -> accounts.get(move.account())
                .addPending(move.side(), move.amount().negate(), position));
    }

    /** Takes what is left of a hold off the pending sums, and closes it; gives back what was left. */
    List<BigInteger> close(ModelHold hold, HoldStatus status, Receipt closing) {
        List<BigInteger> freed = hold.left;
        takePending(ModelMove.of(hold.entries(), freed));
        hold.left = Collections.nCopies(freed.size(), BigInteger.ZERO);
        hold.status = status;
        hold.closing = closing;
        return freed;
    }

    static Decision moved(List<BigInteger> amounts) {
        return new Decision.Moved(amounts.stream().map(Amount::of).toList());
    }
}
