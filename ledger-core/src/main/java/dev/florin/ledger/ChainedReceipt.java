package dev.florin.ledger;

import java.util.Objects;

/**
 * A receipt with the chain hash of the batch that holds the effect. Whoever notes the hash can tell later, with
 * {@code florin verify --since} or a {@linkplain dev.florin.ledger.proof.InclusionProof proof}, that nothing up to there
 * was changed. Immutable.
 *
 * @param receipt where and when the command was settled
 * @param sequence the batch that holds the effect, from 1
 * @param chain SHA-256 over every batch of effects from the first one up to this one; 64 hex digits
 */
public record ChainedReceipt(Receipt receipt, long sequence, String chain) {
    /** Checks that all parts are there. */
    public ChainedReceipt {
        Objects.requireNonNull(receipt, "receipt");
        Objects.requireNonNull(chain, "chain");
    }
}
