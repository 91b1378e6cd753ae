package dev.florin.ledger.proof;

import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectLayout;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A proof that one effect is in the books at a position: what is needed to get from the bytes of the effect to a chain
 * hash of the books, and nothing else. Whoever noted such a hash earlier, or has it from somebody he trusts, checks the
 * proof without the books.
 *
 * <p><b>What it proves.</b> The books with this chain hash hold this effect, byte for byte, at this position and time: an
 * account was opened, a transfer posted, a command rejected. An effect that moved money carries the sums of its accounts
 * after each entry, so the proof of an account's latest entry proves what its balance was at that position.
 *
 * <p><b>What it does not prove.</b> That no later effect changed that balance: for this, the journal has to be looked at.
 * Nor which account stands behind an account number: that proves the effect of the account's opening, which is proved like
 * any other. And all that is proved is proved of the books with this chain hash: which books those are, only a hash that
 * was had from elsewhere tells.
 *
 * <p>Immutable. All bytes are in hex, lower case. The hashes are drawn in {@code docs/catalogue.md}; {@code docs/proofs.md}
 * has a few lines that check a proof without this library.
 *
 * @param position the position of the effect
 * @param record the whole record of the effect
 * @param path for each level of the tree over the effects of the batch, from the leaves up, the hashes that stand beside
 *     the one that leads to the effect, from left to right; empty if the batch has one effect
 * @param before the chain hash before the batch
 * @param header what the chain covers of the batch's header: bytes 12 to 55 and 64 to 159
 * @param later the same of each batch behind it, up to the one whose chain hash the proof leads to
 */
public record InclusionProof(
        long position, String record, List<String> path, String before, String header, List<String> later) {
    /** How many bytes of a batch's header the chain covers. */
    public static final int HEADER_BYTES = 140;

    private static final int WIDTH = 16;
    private static final int HASH_DIGITS = 2 * EffectBatch.HASH_BYTES;
    private static final Pattern HEX = Pattern.compile("(?:[0-9a-f]{2})*");

    /** Where the fields of a batch's header stand in what the chain covers of it. */
    private static final int FIRST_POSITION = EffectBatch.FIRST_POSITION - EffectBatch.FORMAT;

    private static final int COUNT = EffectBatch.COUNT - EffectBatch.FORMAT;
    private static final int FIRST_TIME = EffectBatch.FIRST_TIME - EffectBatch.FORMAT;
    private static final int SEQUENCE = EffectBatch.SEQUENCE - EffectBatch.FORMAT;
    private static final int GAP = EffectBatch.STATE_DIGEST - EffectBatch.FORCED_SEQUENCE;
    private static final int ROOT = EffectBatch.EFFECTS_ROOT - EffectBatch.FORMAT - GAP;

    /**
     * Checks the form of all parts; whether they fit together, {@link #chain} tells.
     *
     * @throws IllegalArgumentException if a part has not the form of its kind
     */
    public InclusionProof {
        Objects.requireNonNull(record, "record");
        path = List.copyOf(path);
        later = List.copyOf(later);
        requireHex("record", record, 2 * EffectLayout.HEADER_BYTES, Integer.MAX_VALUE);
        path.forEach(level -> requireHex("path", level, 0, (WIDTH - 1) * HASH_DIGITS));
        requireHex("before", before, HASH_DIGITS, HASH_DIGITS);
        requireHex("header", header, 2 * HEADER_BYTES, 2 * HEADER_BYTES);
        later.forEach(next -> requireHex("later", next, 2 * HEADER_BYTES, 2 * HEADER_BYTES));
    }

    private static void requireHex(String part, String text, int least, int most) {
        if (text.length() < least || text.length() > most || !HEX.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    part + " of a proof: expected " + least + " to " + most + " hex digits in lower case, found "
                            + (text.length() > 80 ? text.length() + " characters" : "'" + text + "'"));
        }
    }

    /**
     * What the chain covers of a batch's header.
     *
     * @param batch the batch
     * @return bytes 12 to 55 and 64 to 159, in hex
     */
    public static String header(EffectBatch batch) {
        HexFormat hex = HexFormat.of();
        int at = batch.offset();
        return hex.formatHex(batch.bytes(), at + EffectBatch.FORMAT, at + EffectBatch.FORCED_SEQUENCE)
                + hex.formatHex(batch.bytes(), at + EffectBatch.STATE_DIGEST, at + EffectBatch.CHAIN);
    }

    /**
     * The chain hash that this proof leads to: of the batch that holds the effect, or of the last of the later ones. The
     * effect is proved if this is a hash of the books that was known before.
     *
     * @return 64 hex digits
     * @throws IllegalArgumentException if the parts do not fit together, so that this proves nothing
     */
    public String chain() {
        byte[] chained = bytes(header);
        byte[] root = new Sha256()
                .tree(bytes(record), path.stream().map(InclusionProof::bytes).toList(), index(), count());
        if (!HexFormat.of().formatHex(root).equals(header.substring(2 * ROOT, 2 * ROOT + HASH_DIGITS))) {
            throw new IllegalArgumentException("the effect at position " + position
                    + " is not in the batch that the proof names: record, path and header do not fit together");
        }
        Sha256 sha = new Sha256();
        byte[] chain = sha.of(bytes(before), chained);
        for (String next : later) {
            chain = sha.of(chain, bytes(next));
        }
        return HexFormat.of().formatHex(chain);
    }

    /**
     * Whether this proves its effect to whoever knows a chain hash.
     *
     * @param chain 64 hex digits
     * @return false also if the parts do not fit together
     */
    public boolean holds(String chain) {
        try {
            return chain().equals(chain);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The sequence of the batch that holds the effect.
     *
     * @return from 1
     */
    public long sequence() {
        return EffectLayout.getLong(bytes(header), SEQUENCE);
    }

    /**
     * The last position of the batch whose chain hash the proof leads to.
     *
     * @return at least the position of the effect
     */
    public long lastPosition() {
        byte[] last = bytes(later.isEmpty() ? header : later.get(later.size() - 1));
        return EffectLayout.getLong(last, FIRST_POSITION) + EffectLayout.getInt(last, COUNT) - 1;
    }

    /**
     * The effect, with its position and time. Its bytes are proved if the proof holds; look at it only then.
     *
     * @return a cursor on it
     * @throws IllegalArgumentException if the record is none
     */
    public EffectCursor effect() {
        byte[] bytes = bytes(record);
        long time = EffectLayout.getLong(bytes(header), FIRST_TIME) + index();
        EffectCursor effect = new EffectCursor(bytes, 0, bytes.length, position, time);
        if (!effect.next() || effect.size() != bytes.length) {
            throw new IllegalArgumentException("the record of the proof is not one effect");
        }
        return effect;
    }

    /**
     * The same proof, led on.
     *
     * @param headers of the batches that follow, each as {@link #header(EffectBatch)} gives it
     * @return a proof of the same effect to whoever knows the chain hash of the last of them
     */
    public InclusionProof ledOn(List<String> headers) {
        List<String> all = new ArrayList<>(later);
        all.addAll(headers);
        return new InclusionProof(position, record, path, before, header, all);
    }

    /**
     * The proof as text, to be kept or sent.
     *
     * @return a JSON object on one line, which {@link #parse} reads
     */
    public String toJson() {
        return ProofText.write(this);
    }

    /**
     * Reads a proof.
     *
     * @param json what {@link #toJson} wrote; white space between its parts does not matter
     * @return the proof
     * @throws IllegalArgumentException if the text is no proof, or of a version that this library does not know
     */
    public static InclusionProof parse(String json) {
        return ProofText.read(json);
    }

    private int count() {
        return EffectLayout.getInt(bytes(header), COUNT);
    }

    private int index() {
        long index = position - EffectLayout.getLong(bytes(header), FIRST_POSITION);
        if (index < 0 || index >= count()) {
            throw new IllegalArgumentException("position " + position + " is not in the batch that the proof names");
        }
        return (int) index;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
