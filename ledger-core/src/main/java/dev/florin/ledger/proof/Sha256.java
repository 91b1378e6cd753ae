package dev.florin.ledger.proof;

import dev.florin.ledger.spi.EffectBatch;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** From a leaf to the root, and from header to header: the hashes of {@code docs/catalogue.md}, as a checker needs them. */
final class Sha256 {
    private static final int WIDTH = 16;
    private static final int HASH = EffectBatch.HASH_BYTES;

    private final MessageDigest sha;

    Sha256() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    byte[] of(byte[]... parts) {
        for (byte[] part : parts) {
            sha.update(part);
        }
        return sha.digest();
    }

    /**
     * The root of the tree to which a leaf belongs.
     *
     * @param path for each level the hashes beside the one on the way, joined
     * @param leaf the index of the leaf, of so many
     */
    byte[] tree(byte[] record, List<byte[]> path, int leaf, int leaves) {
        byte[] hash = of(new byte[] {0}, record);
        int index = leaf;
        int width = leaves;
        for (byte[] beside : path) {
            int group = index / WIDTH * WIDTH;
            if (width == 1 || beside.length != (Math.min(WIDTH, width - group) - 1) * HASH) {
                throw new IllegalArgumentException(
                        "the path of the proof is not that of a tree of " + leaves + " effects");
            }
            int left = (index - group) * HASH;
            sha.update((byte) 1);
            sha.update(beside, 0, left);
            sha.update(hash);
            sha.update(beside, left, beside.length - left);
            hash = sha.digest();
            index /= WIDTH;
            width = (width + WIDTH - 1) / WIDTH;
        }
        if (width != 1) {
            throw new IllegalArgumentException(
                    "the path of the proof is too short for a tree of " + leaves + " effects");
        }
        return hash;
    }
}
