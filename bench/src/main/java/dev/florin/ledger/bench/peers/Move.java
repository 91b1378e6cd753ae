package dev.florin.ledger.bench.peers;

import java.util.UUID;

/**
 * A transfer to post.
 *
 * @param idHigh the upper half of its id
 * @param idLow  the lower half
 * @param debit  the number of the account that pays
 * @param credit the number of the account that is paid
 * @param amount in minor units
 */
record Move(long idHigh, long idLow, int debit, int credit, long amount) {
    UUID id() {
        return new UUID(idHigh, idLow);
    }
}
