package dev.florin.ledger.internal.books;

import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Group;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.internal.codec.CommandCursor;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.SignedAmount;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Commands that have several effects: groups, payments of several payees, closings with a sweep. Their first effect is
 * GROUP_POSTED, which says how many of the next ones belong to it. A group that fails is taken back whole.
 */
final class CompoundRules {
    /** The most bytes that the effects of one command take. */
    static final int MAX_EFFECT_BYTES = 8 << 20;

    private final Books books;
    private final Executor executor;
    private final ConditionRules conditions;
    private final SweepRules sweeps;
    private final AccountRules accounts;
    private final LimitRules limits;

    CompoundRules(Books books, Executor executor, ConditionRules conditions, SweepRules sweeps, AccountRules accounts) {
        this.books = books;
        this.executor = executor;
        this.conditions = conditions;
        this.sweeps = sweeps;
        this.accounts = accounts;
        this.limits = new LimitRules(books);
    }

    /** An attempt to carry out several commands as one: the frame and the books as they were, to go back to. */
    private final class Attempt {
        private final DecidedBatch decided;
        private final int effectCount;
        private final int start;
        private final int begun;

        Attempt(CommandCursor command, DecidedBatch decided) {
            this.decided = decided;
            effectCount = decided.effectCount();
            start = decided.nextStart();
            begun = books.begin();
            EffectCodec.beginGroup(command.bytes(), command.offset(), decided.effects());
            executor.settle(command, Outcomes.POSTED_CODE, start, decided);
        }

        boolean isTooLarge() {
            return decided.nextStart() - start > MAX_EFFECT_BYTES;
        }

        Rejection tooLarge() {
            return new Rejection.EffectsTooLarge(decided.nextStart() - start, MAX_EFFECT_BYTES);
        }

        Rejection takeBack(Rejection rejection) {
            decided.truncate(effectCount, start);
            books.takeBack(begun);
            return rejection;
        }

        void keep() {
            EffectCodec.setGroupSize(decided.effects().bytes(), start, decided.effectCount() - effectCount - 1);
            books.keep();
        }
    }

    @Nullable
    Rejection group(Group group, CommandCursor command, DecidedBatch decided) {
        Rejection rejection =
                settled(group.members().size(), i -> group.members().get(i).id());
        if (rejection != null) {
            return rejection;
        }
        rejection = conditions.judge(group.conditions());
        if (rejection != null) {
            return rejection;
        }
        Attempt attempt = new Attempt(command, decided);
        CommandCursor member = new CommandCursor().wrapMembers(command);
        for (int i = 0; member.next(); i++) {
            CommandId id = CommandId.of(member.idHigh(), member.idLow());
            rejection = settledHere(id);
            if (rejection == null) {
                rejection = executor.execute(member, decided);
            }
            if (rejection != null) {
                return attempt.takeBack(new Rejection.GroupMemberRejected(i, id, rejection));
            }
            if (attempt.isTooLarge()) {
                return attempt.takeBack(attempt.tooLarge());
            }
        }
        attempt.keep();
        return null;
    }

    @Nullable
    Rejection payEach(PayEach payment, CommandCursor command, DecidedBatch decided) {
        Rejection rejection = settled(payment.payees().size(), payment::payeeId);
        if (rejection != null) {
            return rejection;
        }
        rejection = conditions.judge(payment.conditions());
        if (rejection != null) {
            return rejection;
        }
        Attempt attempt = new Attempt(command, decided);
        for (int i = 0; i < payment.payees().size(); i++) {
            CommandCursor transfer = CommandCursor.of(payment.transfer(i));
            rejection = executor.execute(transfer, decided);
            if (rejection != null) {
                executor.reject(transfer, rejection, decided);
            }
            if (attempt.isTooLarge()) {
                return attempt.takeBack(attempt.tooLarge());
            }
        }
        attempt.keep();
        return null;
    }

    @Nullable
    Rejection close(CloseAccount closing, CommandCursor command, DecidedBatch decided) {
        Rejection rejection = closing.receiver().isPresent() ? derivedSettled(closing) : null;
        if (rejection == null) {
            rejection = conditions.judge(closing.conditions());
        }
        if (rejection == null) {
            rejection = sweeps.unknown(closing.account());
        }
        if (rejection == null && closing.receiver().isPresent()) {
            rejection = sweeps.unknown(closing.receiver().get());
        }
        return rejection == null ? closeKnown(closing, command, decided) : rejection;
    }

    private @Nullable Rejection closeKnown(CloseAccount closing, CommandCursor command, DecidedBatch decided) {
        int number = books.account(closing.account());
        SignedAmount posted = limits.posted(number);
        boolean empty = posted.signum() == 0;
        if (!empty && (closing.receiver().isEmpty() || posted.isNegative())) {
            return new Rejection.AccountNotEmpty(closing.account(), posted);
        }
        Rejection rejection = accounts.isHeldOpen(number, closing.account());
        if (rejection != null) {
            return rejection;
        }
        if (!empty) {
            return closeWithSweep(closing, number, posted.magnitude(), command, decided);
        }
        int start = decided.nextStart();
        accounts.close(number, command, decided.effects());
        executor.settle(command, Outcomes.POSTED_CODE, start, decided);
        return null;
    }

    private @Nullable Rejection closeWithSweep(
            CloseAccount closing, int number, Amount balance, CommandCursor command, DecidedBatch decided) {
        Attempt attempt = new Attempt(command, decided);
        Sweep sweep = new Sweep(
                closing.sweepId(),
                closing.account(),
                closing.receiver().orElseThrow(),
                null,
                closing.details(),
                List.of());
        CommandCursor derived = CommandCursor.of(sweep);
        int start = decided.nextStart();
        Rejection rejection = sweeps.sweepAll(sweep, balance, derived, decided.effects());
        if (rejection != null) {
            return attempt.takeBack(rejection);
        }
        executor.settle(derived, Outcomes.POSTED_CODE, start, decided);
        derived = CommandCursor.of(
                AccountUpdate.of(closing.updateId(), closing.account()).status(AccountStatus.CLOSED));
        start = decided.nextStart();
        accounts.close(number, derived, decided.effects());
        executor.settle(derived, Outcomes.POSTED_CODE, start, decided);
        attempt.keep();
        return null;
    }

    private @Nullable Rejection derivedSettled(CloseAccount closing) {
        return settled(2, i -> i == 0 ? closing.sweepId() : closing.updateId());
    }

    /** Rejects if one of several commands is settled: the first of them. */
    private @Nullable Rejection settled(int count, IntFunction<CommandId> idOf) {
        long[] ids = new long[2 * count];
        for (int i = 0; i < count; i++) {
            CommandId id = idOf.apply(i);
            ids[2 * i] = id.high();
            ids[2 * i + 1] = id.low();
        }
        long[] positions = new long[count];
        books.history().positions(ids, count, positions);
        for (int i = 0; i < count; i++) {
            if (positions[i] != History.NOT_SETTLED) {
                return new Rejection.IdSettled(CommandId.of(ids[2 * i], ids[2 * i + 1]), positions[i]);
            }
        }
        return null;
    }

    /** Rejects if a member, which was not settled when its group began, is settled by the members before it. */
    private @Nullable Rejection settledHere(CommandId id) {
        long position = books.history().recent(id.high(), id.low());
        return position == History.NOT_SETTLED ? null : new Rejection.IdSettled(id, position);
    }
}
