package dev.florin.ledger.journal;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectLayout;
import java.util.HexFormat;
import java.util.Objects;

/**
 * What the frame of a batch says of its effects, as {@link EffectBatch} draws it. How the frame was written (its length,
 * its checksum and what was known to be forced) is no part of it. Hashes and the digest are in hexadecimal digits, as
 * their bytes stand in the frame.
 *
 * @param format the version of the format
 * @param rules the version of the rules that decided the effects
 * @param sequence the number of the batch
 * @param order the sequencer's own position of it
 * @param firstPosition the position of its first effect
 * @param effects how many effects it has
 * @param flags the flags of the frame
 * @param firstTimeNanos when the first effect was recorded
 * @param incarnation the incarnation of the books
 * @param stateDigest the state digest after the batch, 32 digits
 * @param effectsRoot the root over the effects, 64 digits
 * @param stateRoot the root over the state, 64 digits
 * @param chain the chain hash, 64 digits
 */
public record BatchHeader(
        int format,
        int rules,
        long sequence,
        long order,
        long firstPosition,
        int effects,
        int flags,
        long firstTimeNanos,
        int incarnation,
        String stateDigest,
        String effectsRoot,
        String stateRoot,
        String chain) {
    private static final int STATE_ROOT = EffectBatch.EFFECTS_ROOT + EffectBatch.HASH_BYTES;
    private static final int DIGEST_BYTES = 16;

    /**
     * Checks the hashes and the digest.
     *
     * @throws IllegalArgumentException if one of them has not as many hexadecimal digits as it must have
     */
    public BatchHeader {
        requireHex("state digest", stateDigest, DIGEST_BYTES);
        requireHex("effects root", effectsRoot, EffectBatch.HASH_BYTES);
        requireHex("state root", stateRoot, EffectBatch.HASH_BYTES);
        requireHex("chain", chain, EffectBatch.HASH_BYTES);
    }

    /**
     * What a frame says.
     *
     * @param batch the frame
     * @return its header
     */
    public static BatchHeader of(EffectBatch batch) {
        return new BatchHeader(
                batch.formatVersion(),
                batch.rulesVersion(),
                batch.sequence(),
                batch.order(),
                batch.firstPosition(),
                batch.count(),
                batch.flags(),
                batch.firstTimeNanos(),
                batch.incarnation(),
                hex(batch, EffectBatch.STATE_DIGEST, DIGEST_BYTES),
                hex(batch, EffectBatch.EFFECTS_ROOT, EffectBatch.HASH_BYTES),
                hex(batch, STATE_ROOT, EffectBatch.HASH_BYTES),
                hex(batch, EffectBatch.CHAIN, EffectBatch.HASH_BYTES));
    }

    /** Writes all but what {@link BatchChain} works out. */
    void write(byte[] frame) {
        EffectLayout.putShort(frame, EffectBatch.FORMAT, format);
        EffectLayout.putShort(frame, EffectBatch.RULES, rules);
        EffectLayout.putLong(frame, EffectBatch.SEQUENCE, sequence);
        EffectLayout.putLong(frame, EffectBatch.ORDER, order);
        EffectLayout.putLong(frame, EffectBatch.FIRST_POSITION, firstPosition);
        EffectLayout.putInt(frame, EffectBatch.COUNT, effects);
        EffectLayout.putInt(frame, EffectBatch.FLAGS, flags);
        EffectLayout.putLong(frame, EffectBatch.FIRST_TIME, firstTimeNanos);
        EffectLayout.putInt(frame, EffectBatch.INCARNATION, incarnation);
        put(frame, EffectBatch.STATE_DIGEST, stateDigest);
        put(frame, STATE_ROOT, stateRoot);
    }

    private static void put(byte[] frame, int at, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        System.arraycopy(bytes, 0, frame, at, bytes.length);
    }

    private static String hex(EffectBatch batch, int at, int length) {
        int from = batch.offset() + at;
        return HexFormat.of().formatHex(batch.bytes(), from, from + length);
    }

    private static void requireHex(String what, String digits, int bytes) {
        Objects.requireNonNull(digits, what);
        if (digits.length() != 2 * bytes || !digits.chars().allMatch(BatchHeader::isHexDigit)) {
            throw new IllegalArgumentException(
                    "the " + what + " must be " + 2 * bytes + " hexadecimal digits in lower case");
        }
    }

    private static boolean isHexDigit(int c) {
        return HexFormat.isHexDigit(c) && !Character.isUpperCase(c);
    }
}
