/**
 * The same work on Florin and on what users would pick instead, one peer after the other, in one run on one machine. Read
 * {@link dev.florin.ledger.bench.peers.Peers} first, then {@link dev.florin.ledger.bench.peers.Peer}.
 */
@NullMarked
package dev.florin.ledger.bench.peers;

import org.jspecify.annotations.NullMarked;
