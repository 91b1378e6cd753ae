package dev.florin.ledger.internal.codec;

import static dev.florin.ledger.spi.EffectLayout.putInt;
import static dev.florin.ledger.spi.EffectLayout.putLong;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Closes frames: the Merkle root over the effects, the chain, the checksum. One thread at a time.
 *
 * <p>The tree is wide to keep hashing cheap: a leaf is SHA-256 of a zero byte and the effect; a node is SHA-256 of a one
 * byte and the hashes of up to {@value #WIDTH} children, left to right; levels are built until one hash is left. The
 * number of effects is part of the chained header, so trees of different shapes cannot be taken for each other.
 */
public final class Hashing {
    private static final int WIDTH = 16;
    private static final int HASH = EffectBatch.HASH_BYTES;

    private final MessageDigest sha = sha256();
    private byte[] level = new byte[HASH * 1024];

    /** Fills in root, chain and checksum of a frame whose other fields and effects are written. */
    public void seal(byte[] frame, int length, byte[] previousChain, long forcedSequence) {
        putInt(frame, 0, EffectBatch.MAGIC);
        putInt(frame, EffectBatch.LENGTH, length);
        putLong(frame, EffectBatch.FORCED_SEQUENCE, forcedSequence);
        EffectBatch batch = new EffectBatch(frame, 0, length);
        root(batch, frame, EffectBatch.EFFECTS_ROOT);
        chain(batch, previousChain, frame, EffectBatch.CHAIN);
        putInt(frame, EffectBatch.CHECKSUM, batch.checksum());
    }

    /** Whether root and chain of a frame are those that follow from its effects and the chain before it. */
    public boolean follows(EffectBatch batch, byte[] previousChain) {
        byte[] expected = new byte[2 * HASH];
        root(batch, expected, 0);
        chain(batch, previousChain, expected, HASH);
        int at = batch.offset();
        byte[] bytes = batch.bytes();
        return Arrays.equals(
                        expected, 0, HASH, bytes, at + EffectBatch.EFFECTS_ROOT, at + EffectBatch.EFFECTS_ROOT + HASH)
                && Arrays.equals(
                        expected, HASH, 2 * HASH, bytes, at + EffectBatch.CHAIN, at + EffectBatch.CHAIN + HASH);
    }

    /** Whether the root of a frame is that of its effects. */
    public boolean isRooted(EffectBatch batch) {
        byte[] expected = new byte[HASH];
        root(batch, expected, 0);
        int at = batch.offset() + EffectBatch.EFFECTS_ROOT;
        return Arrays.equals(expected, 0, HASH, batch.bytes(), at, at + HASH);
    }

    /**
     * The hashes that lead from an effect to the root: for each level, from the leaves up, those beside the one on the way,
     * from left to right.
     *
     * @param leaf the index of the effect in its batch
     */
    public List<byte[]> path(EffectBatch batch, int leaf) {
        List<byte[]> path = new ArrayList<>();
        int index = leaf;
        for (int count = leaves(batch); count > 1; count = parents(count)) {
            int group = index / WIDTH * WIDTH;
            int left = (index - group) * HASH;
            byte[] beside = new byte[(Math.min(WIDTH, count - group) - 1) * HASH];
            System.arraycopy(level, group * HASH, beside, 0, left);
            System.arraycopy(level, (index + 1) * HASH, beside, left, beside.length - left);
            path.add(beside);
            index /= WIDTH;
        }
        return path;
    }

    private void root(EffectBatch batch, byte[] target, int targetAt) {
        for (int count = leaves(batch); count > 1; ) {
            count = parents(count);
        }
        System.arraycopy(level, 0, target, targetAt, HASH);
    }

    /** Replaces the nodes of a level by their parents; returns how many those are. */
    private int parents(int count) {
        int parents = 0;
        for (int child = 0; child < count; child += WIDTH) {
            sha.update((byte) 1);
            sha.update(level, child * HASH, Math.min(WIDTH, count - child) * HASH);
            // A parent overwrites children that were already read: its index is at most theirs divided by WIDTH.
            digestInto(level, parents * HASH);
            parents++;
        }
        return parents;
    }

    private int leaves(EffectBatch batch) {
        int count = batch.count();
        if (level.length < count * HASH) {
            level = new byte[count * HASH];
        }
        EffectCursor effect = batch.cursor();
        int leaf = 0;
        while (effect.next()) {
            if (leaf == count) {
                throw new IllegalArgumentException(
                        "batch " + batch.sequence() + " has more than its " + count + " effects");
            }
            sha.update((byte) 0);
            sha.update(effect.bytes(), effect.offset(), effect.size());
            digestInto(level, leaf * HASH);
            leaf++;
        }
        if (leaf != count || count == 0) {
            throw new IllegalArgumentException(
                    "batch " + batch.sequence() + " has " + leaf + " effects and claims " + count);
        }
        return count;
    }

    private void chain(EffectBatch batch, byte[] previousChain, byte[] target, int targetAt) {
        byte[] bytes = batch.bytes();
        int at = batch.offset();
        sha.update(previousChain);
        sha.update(bytes, at + EffectBatch.FORMAT, EffectBatch.FORCED_SEQUENCE - EffectBatch.FORMAT);
        sha.update(bytes, at + EffectBatch.STATE_DIGEST, EffectBatch.CHAIN - EffectBatch.STATE_DIGEST);
        digestInto(target, targetAt);
    }

    private void digestInto(byte[] target, int at) {
        try {
            sha.digest(target, at, HASH);
        } catch (DigestException e) {
            throw new IllegalStateException("a SHA-256 hash takes " + HASH + " bytes", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
