package dev.florin.ledger.internal.math;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Integers of up to 128 bits for properties: every size as likely as any other, and often within a few of an edge. */
public final class Figures {

    /** 2^64. */
    public static final BigInteger TWO_64 = BigInteger.TWO.pow(64);

    /** 2^128 - 1, the greatest unsigned figure. */
    public static final BigInteger MAX = BigInteger.TWO.pow(128).subtract(BigInteger.ONE);

    private Figures() {}

    /** 0 to 2^128 - 1. */
    public static Arbitrary<BigInteger> unsigned() {
        Arbitrary<BigInteger> edges = Arbitraries.of(0, 31, 32, 63, 64, 65, 96, 127, 128)
                .map(BigInteger.TWO::pow)
                .flatMap(edge -> Arbitraries.integers().between(-2, 2).map(d -> edge.add(BigInteger.valueOf(d))))
                .filter(Unsigned128::fits);
        Arbitrary<BigInteger> ofAnySize = Arbitraries.integers().between(0, 128).flatMap(Figures::upToBits);
        return Arbitraries.oneOf(edges, ofAnySize);
    }

    /** -(2^128 - 1) to 2^128 - 1. */
    public static Arbitrary<BigInteger> signed() {
        return Arbitraries.oneOf(unsigned(), unsigned().map(BigInteger::negate));
    }

    private static Arbitrary<BigInteger> upToBits(int bits) {
        return Arbitraries.bigIntegers()
                .between(BigInteger.ZERO, BigInteger.TWO.pow(bits).subtract(BigInteger.ONE));
    }
}
