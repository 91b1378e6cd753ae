package dev.florin.ledger.cli.posted;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.Details;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.journal.Effect;
import dev.florin.ledger.spi.EffectKind;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an effect has posted.
 *
 * @param receipt its id, position and recorded time
 * @param kind what it was
 * @param details what goes with it
 * @param lines its entries, each above zero
 * @param origin the hold or movement it refers to, or null
 */
public record Movement(
        Receipt receipt,
        EffectKind kind,
        Details details,
        List<Effect.Line> lines,
        @Nullable CommandId origin) {
    /** Copies the list. */
    public Movement {
        Objects.requireNonNull(receipt, "receipt");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(details, "details");
        lines = List.copyOf(lines);
    }

    /**
     * The posted part of an effect.
     *
     * @param effect any effect
     * @return empty if it posted nothing
     */
    public static Optional<Movement> of(Effect effect) {
        if (!effect.kind().movesPosted()) {
            return Optional.empty();
        }
        List<Effect.Line> lines = effect.entries().stream()
                .filter(line -> !line.amount().isZero())
                .toList();
        Effect.Origin origin = effect.origin();
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(new Movement(
                        effect.receipt(), effect.kind(), effect.details(), lines, origin == null ? null : origin.id()));
    }

    /**
     * When it counts.
     *
     * @return the effective time, or the recorded one if there is none
     */
    public Instant effective() {
        Instant time = details.effectiveTime();
        return time == null ? receipt.recordedTime() : time;
    }
}
