package dev.florin.ledger.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Xxh64Test {
    private static final long PRIME32 = 2654435761L;
    private static final long PRIME64 = 0x9E3779B185EBCA8DL;

    @ParameterizedTest
    @CsvSource({
        "'', ef46db3751d8e999",
        "a, d24ec4f1a98c6e5b",
        "abc, 44bc2cf5ad770999",
    })
    void textsHaveTheirKnownHashes(String text, String hash) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(Xxh64.hash(bytes, 0, bytes.length, 0)).isEqualTo(Long.parseUnsignedLong(hash, 16));
    }

    /** The sanity check of the reference implementation: its own bytes, with two seeds. */
    @ParameterizedTest
    @CsvSource({
        "0, false, ef46db3751d8e999",
        "0, true, ac75fda2929b17ef",
        "1, false, e934a84adb052768",
        "1, true, 5014607643a9b4c3",
        "4, false, 9136a0dca57457ee",
        "14, false, 8282dcc4994e35c8",
        "14, true, c3bd6bf63deb6df0",
        "222, false, b641ae8cb691c174",
        "222, true, 20cb8ab7ae10c14a",
    })
    void theReferencesBytesHaveTheirKnownHashes(int length, boolean seeded, String hash) {
        byte[] bytes = new byte[length];
        long generator = PRIME32;
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (generator >>> 56);
            generator *= PRIME64;
        }
        assertThat(Xxh64.hash(bytes, 0, length, seeded ? PRIME32 : 0)).isEqualTo(Long.parseUnsignedLong(hash, 16));
    }

    @Test
    void whatIsAroundTheBytesDoesNotCount() {
        byte[] bytes = new byte[200];
        new Random(1).nextBytes(bytes);
        for (int length = 0; length < 100; length++) {
            byte[] alone = Arrays.copyOfRange(bytes, 37, 37 + length);
            assertThat(Xxh64.hash(bytes, 37, length, 5)).isEqualTo(Xxh64.hash(alone, 0, length, 5));
        }
    }
}
