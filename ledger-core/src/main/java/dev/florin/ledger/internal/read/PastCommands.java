package dev.florin.ledger.internal.read;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Command;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.Storage;
import java.util.Optional;
import java.util.function.LongToIntFunction;

/** Commands that were settled, read back from the storage. Any thread. */
public final class PastCommands {
    private final Storage.Session storage;
    private final PublishedBooks published;
    private final GivenOutcomes given;

    public PastCommands(Storage.Session storage, PublishedBooks published, LongToIntFunction incarnations) {
        this.storage = storage;
        this.published = published;
        this.given = new GivenOutcomes(storage::read, incarnations);
    }

    /** The answer to a command whose id was settled at a published position: the first outcome, or a conflict. */
    public Outcome outcomeAgain(Command again, long position) {
        EffectCursor effect = storage.read(position);
        // A large command need not be read to tell that it is of another kind.
        Optional<String> difference = EffectCodec.kind(effect) == again.kind()
                ? Differences.first(command(effect), again)
                : Optional.of("kind");
        return difference.isPresent()
                ? new Outcome.Rejected(again.id(), new Rejection.IdConflict(difference.get(), effect.position()))
                : outcome(effect);
    }

    /** The outcome to be given from now on to the command that an effect settled. */
    Outcome outcome(EffectCursor effect) {
        return effect.kind() == EffectKind.REJECTED
                ? new Outcome.Rejected(GivenOutcomes.id(effect), EffectCodec.rejection(effect))
                : new Outcome.AlreadyPosted(receipt(effect), given.decision(effect));
    }

    /** The outcome that was first given to the command that was settled at a published position. */
    Outcome firstOutcome(long position) {
        return given.at(position);
    }

    Command command(EffectCursor effect) {
        return EffectCodec.command(effect, this::accountId);
    }

    /** What an effect has posted, without entries of which nothing moved. */
    Transfer movement(EffectCursor effect) {
        return EffectCodec.movement(effect, this::accountId);
    }

    Receipt receipt(EffectCursor effect) {
        return given.receipt(effect);
    }

    /** The id of an account that some published effect names. */
    AccountId accountId(int number) {
        PublishedBooks.Seen seen = published.attributes(number, PublishedBooks.NEWEST);
        if (seen == null) {
            throw new IllegalStateException("an effect names account number " + number + ", which was never opened");
        }
        return seen.state().account().id();
    }
}
