package dev.florin.ledger.internal.read;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.ChainedReceipt;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.UnknownAccountException;
import dev.florin.ledger.internal.codec.Hashing;
import dev.florin.ledger.proof.InclusionProof;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EntryLocator;
import dev.florin.ledger.spi.Storage;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Chain hashes of receipts, and proofs of effects; made from whole batches of the storage, on the caller's thread. */
public final class Proofs {
    private final Reads reads;
    private final Storage.Session storage;
    private final PastCommands past;

    public Proofs(Reads reads, Storage.Session storage, PastCommands past) {
        this.reads = reads;
        this.storage = storage;
        this.past = past;
    }

    public Optional<ChainedReceipt> chainedReceipt(CommandId id) {
        EffectCursor effect = reads.settled(id, reads.position());
        if (effect == null) {
            return Optional.empty();
        }
        EffectBatch batch = storage.batch(effect.position());
        return Optional.of(new ChainedReceipt(past.receipt(effect), batch.sequence(), hex(batch.chain())));
    }

    public Optional<InclusionProof> proof(CommandId id) {
        EffectCursor effect = reads.settled(id, reads.position());
        return effect == null ? Optional.empty() : Optional.of(proof(effect.position()));
    }

    public Optional<InclusionProof> proof(AccountId account, long position) {
        long until = Math.min(position, reads.position());
        int number = reads.number(account);
        if (!reads.isOpenAt(number, reads.position())) {
            throw new UnknownAccountException(account);
        }
        long[] newest = storage.entries(
                Storage.Entries.POSTED, number, EntryLocator.of(until, Transfer.MAX_ENTRIES - 1), false, 1);
        return newest.length == 0 ? Optional.empty() : Optional.of(proof(EntryLocator.position(newest[0])));
    }

    private InclusionProof proof(long position) {
        EffectBatch batch = storage.batch(position);
        EffectCursor effect = batch.cursor();
        while (effect.next() && effect.position() < position) {
            // On to the effect.
        }
        int index = (int) (position - batch.firstPosition());
        List<String> path =
                new Hashing().path(batch, index).stream().map(Proofs::hex).toList();
        byte[] before = batch.firstPosition() == 1
                ? new byte[EffectBatch.HASH_BYTES]
                : storage.batch(batch.firstPosition() - 1).chain();
        String record = HexFormat.of().formatHex(effect.bytes(), effect.offset(), effect.offset() + effect.size());
        return new InclusionProof(position, record, path, hex(before), InclusionProof.header(batch), List.of());
    }

    public Optional<InclusionProof> leadOn(InclusionProof proof, String chain) {
        long published = reads.position();
        long last = proof.lastPosition();
        if (last < 1 || last > published || !proof.holds(hex(storage.batch(last).chain()))) {
            throw new IllegalArgumentException(
                    "the proof of position " + proof.position() + " is not one of these books");
        }
        List<String> later = new ArrayList<>();
        String reached = proof.chain();
        while (!reached.equals(chain) && last < published) {
            EffectBatch next = storage.batch(last + 1);
            later.add(InclusionProof.header(next));
            reached = hex(next.chain());
            last = next.lastPosition();
        }
        return reached.equals(chain) ? Optional.of(proof.ledOn(later)) : Optional.empty();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
