package dev.florin.ledger.quickstart;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks proofs that something is in the books, without the books and without the library; see {@code docs/proofs.md}. */
public final class CheckProof {
    private CheckProof() {}

    /**
     * Reads a proof from the input and prints the chain hash that it leads to.
     *
     * @param args none
     * @throws Exception if it proves nothing
     */
    public static void main(String[] args) throws Exception {
        System.out.println(chain(new String(System.in.readAllBytes(), StandardCharsets.UTF_8)));
    }

    static String chain(String proof) throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        ByteBuffer header = ByteBuffer.wrap(bytes(proof, "header")).order(ByteOrder.LITTLE_ENDIAN);
        long index = Long.parseLong(part(proof, "position")) - header.getLong(20);
        long width = header.getInt(28);
        if (index < 0 || index >= width) {
            throw new IllegalArgumentException("the position is not in the batch");
        }
        sha.update((byte) 0);
        byte[] hash = sha.digest(bytes(proof, "record"));
        for (byte[] beside : list(proof, "path")) {
            int left = (int) (index % 16) * 32;
            long children = Math.min(16, width - index / 16 * 16);
            if (beside.length != (children - 1) * 32) {
                throw new IllegalArgumentException("the path is not that of such a batch");
            }
            sha.update((byte) 1);
            sha.update(beside, 0, left);
            sha.update(hash);
            sha.update(beside, left, beside.length - left);
            hash = sha.digest();
            index /= 16;
            width = (width + 15) / 16;
        }
        if (width != 1 || !Arrays.equals(hash, Arrays.copyOfRange(header.array(), 76, 108))) {
            throw new IllegalArgumentException("the effect is not in the batch");
        }
        sha.update(bytes(proof, "before"));
        byte[] chain = sha.digest(header.array());
        for (byte[] later : list(proof, "later")) {
            sha.update(chain);
            chain = sha.digest(later);
        }
        return HexFormat.of().formatHex(chain);
    }

    private static byte[] bytes(String proof, String key) {
        return HexFormat.of().parseHex(part(proof, key).replace("\"", ""));
    }

    private static List<byte[]> list(String proof, String key) {
        List<byte[]> all = new ArrayList<>();
        Matcher texts = Pattern.compile("\"([0-9a-f]*)\"").matcher(part(proof, key));
        while (texts.find()) {
            all.add(HexFormat.of().parseHex(texts.group(1)));
        }
        return all;
    }

    private static String part(String proof, String key) {
        Matcher value = Pattern.compile("\"" + key + "\"\\s*:\\s*(\\[[^]]*]|\"[0-9a-f]*\"|[0-9]+)")
                .matcher(proof);
        if (!value.find()) {
            throw new IllegalArgumentException("the proof has no " + key);
        }
        return value.group(1);
    }
}
