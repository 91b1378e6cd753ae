package dev.florin.ledger.testkit;

import dev.florin.ledger.Capture;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Decision;
import dev.florin.ledger.HoldStatus;
import dev.florin.ledger.OriginRejection;
import dev.florin.ledger.Part;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Release;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** What becomes of holds: captures, releases and expiries. */
final class ModelHolds {
    private final ModelBooks books;
    private final ModelRules rules;

    ModelHolds(ModelBooks books) {
        this.books = books;
        this.rules = new ModelRules(books);
    }

    Optional<Rejection> judge(Capture capture) {
        return ModelRules.first(
                () -> hold(capture.hold()),
                () -> parts(capture).judge(),
                () -> rules.status(moves(capture)),
                () -> capture.part() instanceof Part.Amounts ? rules.unbalanced(moves(capture)) : Optional.empty(),
                () -> nothingMoves(parts(capture).decided()));
    }

    Optional<Rejection> judge(Release release) {
        return hold(release.hold());
    }

    Decision capture(Capture capture, Receipt receipt) {
        ModelHold hold = books.holds.get(capture.hold());
        ModelOrigin origin = books.origins.get(capture.hold());
        List<BigInteger> amounts = parts(capture).decided();
        List<ModelMove> moves = moves(capture);
        books.takePending(moves);
        books.post(capture, moves, receipt, capture.details(), capture.hold());
        hold.left = ModelOrigin.minus(hold.left, amounts);
        origin.posted = ModelOrigin.plus(origin.posted, amounts);
        hold.captures.add(capture.id());
        if (capture.closes() || ModelOrigin.isNothing(hold.left)) {
            books.close(hold, HoldStatus.CAPTURED, receipt);
        }
        return ModelBooks.moved(amounts);
    }

    Decision release(Release release, Receipt receipt) {
        return ModelBooks.moved(books.close(books.holds.get(release.hold()), HoldStatus.RELEASED, receipt));
    }

    /** The release that the ledger makes by itself. */
    void expire(CommandId id, long dueNanos) {
        Release release = Release.of(expiryId(id, dueNanos), id);
        Receipt receipt = books.nextReceipt(release.id());
        List<BigInteger> freed = books.close(books.holds.get(id), HoldStatus.EXPIRED, receipt);
        books.settle(release, receipt, ModelBooks.moved(freed));
    }

    CommandId expiryId(CommandId hold, long dueNanos) {
        int attempt = 0;
        while (books.settled.containsKey(expiryId(hold, dueNanos, attempt))) {
            attempt++;
        }
        return expiryId(hold, dueNanos, attempt);
    }

    private static CommandId expiryId(CommandId hold, long dueNanos, int attempt) {
        return CommandId.derived("florin:expiry", hold.toString(), Long.toString(dueNanos), Integer.toString(attempt));
    }

    /** Finds a hold that is open. */
    private Optional<Rejection> hold(CommandId id) {
        return ModelRules.first(() -> ModelReversals.origin(books, id, books.holds.keySet()), () -> holdClosed(id));
    }

    private Optional<Rejection> holdClosed(CommandId id) {
        ModelHold hold = books.holds.get(id);
        if (hold.closing == null) {
            return Optional.empty();
        }
        long position = hold.closing.position();
        return Optional.of(
                switch (hold.status) {
                    case CAPTURED -> new OriginRejection.HoldCaptured(id, position);
                    case RELEASED -> new OriginRejection.HoldReleased(id, position);
                    case EXPIRED -> new OriginRejection.HoldExpired(id, position);
                    case REVERSED -> new OriginRejection.HoldReversed(id, position);
                    case OPEN -> throw new IllegalStateException("hold " + id + " is open and closed");
                });
    }

    static Optional<Rejection> nothingMoves(List<BigInteger> amounts) {
        return ModelOrigin.isNothing(amounts) ? Optional.of(new Rejection.NoEffect()) : Optional.empty();
    }

    private ModelParts parts(Capture capture) {
        ModelHold hold = books.holds.get(capture.hold());
        return new ModelParts(books, capture.hold(), hold.entries(), hold.left, capture.part());
    }

    private List<ModelMove> moves(Capture capture) {
        return ModelMove.of(
                books.holds.get(capture.hold()).entries(), parts(capture).decided());
    }
}
