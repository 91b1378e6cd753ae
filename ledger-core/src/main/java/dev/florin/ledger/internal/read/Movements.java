package dev.florin.ledger.internal.read;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.RecordedTransfer;
import dev.florin.ledger.Side;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has moved, with what came before and after it; read from the storage on the caller's thread. */
public final class Movements {
    private final Reads reads;
    private final PastCommands past;

    public Movements(Reads reads, PastCommands past) {
        this.reads = reads;
        this.past = past;
    }

    public Optional<RecordedTransfer> transfer(CommandId id) {
        long position = reads.position();
        EffectCursor effect = reads.settled(id, position);
        return effect == null || !moved(effect) ? Optional.empty() : Optional.of(recorded(effect, position));
    }

    /** What an effect has moved, with what refers to it up to a position. */
    RecordedTransfer recorded(EffectCursor effect, long position) {
        return new RecordedTransfer(
                EffectCodec.kind(effect),
                past.movement(effect),
                past.receipt(effect),
                reads.atOneMoment(now -> tryBalancesAfter(effect, now)),
                links(effect, position));
    }

    static boolean moved(EffectCursor effect) {
        if (effect.kind().movesPosted()) {
            for (int i = 0; i < effect.entryCount(); i++) {
                if (StatementLines.moves(effect, i)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Signed by the normal sides of a position. */
    private @Nullable List<SignedAmount> tryBalancesAfter(EffectCursor effect, long position) {
        List<SignedAmount> after = new ArrayList<>(effect.entryCount());
        for (int i = 0; i < effect.entryCount(); i++) {
            if (StatementLines.moves(effect, i)) {
                Side normalSide = reads.tryNormalSide(effect.entryAccount(i), position);
                if (normalSide == null) {
                    return null;
                }
                after.add(Sums.postedAfter(effect, i).signedBy(normalSide));
            }
        }
        return after;
    }

    private RecordedTransfer.Links links(EffectCursor effect, long position) {
        List<CommandId> refunds = new ArrayList<>();
        List<CommandId> reversals = new ArrayList<>();
        reads.forEachReference(effect.position(), position, later -> {
            if (later.kind() == EffectKind.TRANSFER_REFUNDED) {
                refunds.add(GivenOutcomes.id(later));
            } else if (later.kind() == EffectKind.TRANSFER_REVERSED) {
                reversals.add(GivenOutcomes.id(later));
            }
        });
        return new RecordedTransfer.Links(origin(effect), refunds, reversals.isEmpty() ? null : reversals.get(0));
    }

    private static @Nullable CommandId origin(EffectCursor effect) {
        return switch (effect.kind()) {
            case HOLD_CAPTURED, TRANSFER_REVERSED, TRANSFER_REFUNDED -> EffectCodec.origin(effect);
            default -> null;
        };
    }
}
