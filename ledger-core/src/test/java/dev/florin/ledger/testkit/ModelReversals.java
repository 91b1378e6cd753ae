package dev.florin.ledger.testkit;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.Decision;
import dev.florin.ledger.HoldStatus;
import dev.florin.ledger.OriginRejection;
import dev.florin.ledger.Part;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Reversal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reversals and refunds: their rules in order, and what they do. */
final class ModelReversals {
    private final ModelBooks books;

    ModelReversals(ModelBooks books) {
        this.books = books;
    }

    Optional<Rejection> judge(Reversal reversal) {
        return ModelRules.first(
                () -> returnable(reversal.origin()), () -> judgeMoves(freed(reversal.origin()), moves(reversal)));
    }

    Optional<Rejection> judge(Refund refund) {
        return ModelRules.first(
                () -> returnable(refund.origin()),
                () -> parts(refund).judge(),
                () -> judgeMoves(books, moves(refund), refund.part()));
    }

    Decision reverse(Reversal reversal, Receipt receipt) {
        ModelOrigin origin = books.origins.get(reversal.origin());
        ModelHold hold = books.holds.get(reversal.origin());
        if (hold != null && hold.status == HoldStatus.OPEN) {
            books.close(hold, HoldStatus.REVERSED, receipt);
        }
        List<BigInteger> amounts = origin.left();
        books.post(reversal, moves(reversal), receipt, reversal.details(), reversal.origin());
        origin.returned = origin.posted;
        origin.reversal = receipt;
        return ModelBooks.moved(amounts);
    }

    Decision refund(Refund refund, Receipt receipt) {
        ModelOrigin origin = books.origins.get(refund.origin());
        List<BigInteger> amounts = parts(refund).decided();
        books.post(refund, moves(refund), receipt, refund.details(), refund.origin());
        origin.returned = ModelOrigin.plus(origin.returned, amounts);
        origin.refunds.add(refund.id());
        return ModelBooks.moved(amounts);
    }

    /** Finds a command that has to be one of some kinds. */
    static Optional<Rejection> origin(ModelBooks books, CommandId id, Set<CommandId> ofTheKinds) {
        ModelBooks.Settled found = books.settled.get(id);
        if (found == null) {
            return Optional.of(new OriginRejection.OriginUnknown(id));
        }
        if (found.rejection() != null) {
            int why = found.rejection().reason().number();
            return Optional.of(new OriginRejection.OriginRejected(id, why));
        }
        return ofTheKinds.contains(id)
                ? Optional.empty()
                : Optional.of(new OriginRejection.OriginOfOtherKind(id, found.kind()));
    }

    private Optional<Rejection> returnable(CommandId id) {
        return ModelRules.first(
                () -> origin(books, id, books.origins.keySet()), () -> alreadyReversed(id), () -> nothingLeft(id));
    }

    private Optional<Rejection> alreadyReversed(CommandId id) {
        Receipt reversal = books.origins.get(id).reversal;
        return reversal == null
                ? Optional.empty()
                : Optional.of(new OriginRejection.AlreadyReversed(id, reversal.position()));
    }

    private Optional<Rejection> nothingLeft(CommandId id) {
        return ModelOrigin.isNothing(books.origins.get(id).left())
                ? Optional.of(new OriginRejection.NothingLeft(id))
                : Optional.empty();
    }

    private static Optional<Rejection> judgeMoves(ModelBooks books, List<ModelMove> moves, Part part) {
        return ModelRules.first(
                () -> new ModelRules(books).status(moves),
                () -> part instanceof Part.Amounts ? new ModelRules(books).unbalanced(moves) : Optional.empty(),
                () -> ModelHolds.nothingMoves(
                        moves.stream().map(ModelMove::amount).toList()),
                () -> new ModelRules(books).sumOverflow(moves),
                () -> new ModelRules(books).limits(moves));
    }

    private static Optional<Rejection> judgeMoves(ModelBooks books, List<ModelMove> moves) {
        return judgeMoves(books, moves, Part.all());
    }

    /** The books as they are once nothing of an open hold is reserved any more. */
    private ModelBooks freed(CommandId id) {
        ModelHold hold = books.holds.get(id);
        if (hold == null || hold.status != HoldStatus.OPEN) {
            return books;
        }
        ModelBooks freed = books.copy();
        freed.close(freed.holds.get(id), HoldStatus.REVERSED, hold.receipt);
        return freed;
    }

    private List<ModelMove> moves(Reversal reversal) {
        ModelOrigin origin = books.origins.get(reversal.origin());
        return ModelMove.inverse(origin.entries, origin.left());
    }

    private List<ModelMove> moves(Refund refund) {
        return ModelMove.inverse(
                books.origins.get(refund.origin()).entries, parts(refund).decided());
    }

    private ModelParts parts(Refund refund) {
        ModelOrigin origin = books.origins.get(refund.origin());
        return new ModelParts(books, refund.origin(), origin.entries, origin.left(), refund.part());
    }
}
