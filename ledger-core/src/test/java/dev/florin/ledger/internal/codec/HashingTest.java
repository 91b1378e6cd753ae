package dev.florin.ledger.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.internal.index.IdMap;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.testkit.DecidedEffects;
import dev.florin.ledger.testkit.Frames;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashingTest {
    private static final byte[] BEFORE = new byte[EffectBatch.HASH_BYTES];

    private final Hashing hashing = new Hashing();

    /** A sealed frame of so many effects: rejections, which carry their whole command. */
    private EffectBatch sealed(int effects, byte[] previousChain, long forcedSequence) {
        Command[] commands = IntStream.range(0, effects)
                .mapToObj(i -> Transfer.of(CommandId.of("c" + i))
                        .debit(AccountId.of("nobody"), i + 1)
                        .credit(AccountId.of("no one"), i + 1)
                        .reference("r".repeat(i % 9))
                        .build())
                .toArray(Command[]::new);
        EffectBatch frame = new DecidedEffects(new IdMap()).decide(commands).frame();
        hashing.seal(frame.bytes(), frame.length(), previousChain, forcedSequence);
        return frame;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 255, 256, 257, 1_025})
    void theRootIsThatOfATreeSixteenWide(int effects) throws NoSuchAlgorithmException {
        EffectBatch frame = sealed(effects, BEFORE, 0);
        List<byte[]> leaves = new ArrayList<>();
        EffectCursor cursor = frame.cursor();
        while (cursor.next()) {
            leaves.add(sha(new byte[] {0}, Frames.bytes(cursor)));
        }
        assertThat(leaves).hasSize(effects);
        assertThat(part(frame, EffectBatch.EFFECTS_ROOT)).isEqualTo(root(leaves));
    }

    @Test
    void theChainIsThatOfTheDescription() throws NoSuchAlgorithmException {
        byte[] previous = sha(new byte[] {42});
        EffectBatch frame = sealed(3, previous, 7);
        byte[] expected =
                sha(previous, Arrays.copyOfRange(frame.bytes(), 12, 56), Arrays.copyOfRange(frame.bytes(), 64, 160));
        assertThat(frame.chain()).isEqualTo(expected);
        assertThat(frame.isWhole()).isTrue();
        assertThat(hashing.follows(frame, previous)).isTrue();
        assertThat(hashing.follows(frame, BEFORE)).isFalse();
        assertThat(sealed(3, previous, 8).chain())
                .as("whatever was forced before")
                .isEqualTo(expected);
    }

    @Test
    void aFrameInWhichAnyByteChangedDoesNotFollow() {
        EffectBatch frame = sealed(3, BEFORE, 7);
        for (int at = 0; at < frame.length(); at++) {
            byte[] bytes = frame.bytes().clone();
            bytes[at] ^= (byte) (1 << at % 8);
            EffectBatch changed = new EffectBatch(bytes, 0, frame.length());
            assertThat(changed.isWhole()).as("byte %s", at).isFalse();
            boolean chained =
                    at >= EffectBatch.FORMAT && (at < EffectBatch.FORCED_SEQUENCE || at >= EffectBatch.STATE_DIGEST);
            assertThat(follows(changed)).as("byte %s", at).isEqualTo(!chained);
        }
    }

    /** A size that does not fit is as good as a hash that does not. A hasher of its own: it may be left half-way. */
    private static boolean follows(EffectBatch frame) {
        try {
            return new Hashing().follows(frame, BEFORE);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void effectsThatChangedPlacesDoNotFollow() {
        EffectBatch frame = sealed(2, BEFORE, 0);
        EffectCursor cursor = frame.cursor();
        cursor.next();
        byte[] first = Frames.bytes(cursor);
        cursor.next();
        byte[] second = Frames.bytes(cursor);
        byte[] bytes = frame.bytes().clone();
        System.arraycopy(second, 0, bytes, EffectBatch.HEADER_BYTES, second.length);
        System.arraycopy(first, 0, bytes, EffectBatch.HEADER_BYTES + second.length, first.length);
        assertThat(follows(new EffectBatch(bytes, 0, frame.length()))).isFalse();
    }

    private static byte[] part(EffectBatch frame, int at) {
        return Arrays.copyOfRange(frame.bytes(), at, at + EffectBatch.HASH_BYTES);
    }

    private static byte[] root(List<byte[]> level) throws NoSuchAlgorithmException {
        if (level.size() == 1) {
            return level.get(0);
        }
        List<byte[]> parents = new ArrayList<>();
        for (int i = 0; i < level.size(); i += 16) {
            List<byte[]> parts = new ArrayList<>(List.of(new byte[] {1}));
            parts.addAll(level.subList(i, Math.min(level.size(), i + 16)));
            parents.add(sha(parts.toArray(byte[][]::new)));
        }
        return root(parents);
    }

    private static byte[] sha(byte[]... parts) throws NoSuchAlgorithmException {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        for (byte[] part : parts) {
            sha.update(part);
        }
        return sha.digest();
    }
}
