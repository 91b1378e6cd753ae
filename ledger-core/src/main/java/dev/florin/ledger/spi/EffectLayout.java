package dev.florin.ledger.spi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bytes of effects, which are the same in every storage. Little-endian; each effect takes a multiple of 8 bytes and
 * starts with this header:
 *
 * <pre>
 *   0  u32  size, header included      8  u64  command id, upper half
 *   4  u8   kind                      16  u64  command id, lower half
 *   5  u8   flags                     24  u64  content hash (XXH64 of the command behind its id)
 *   6  u16  number of entries         32  body
 * </pre>
 *
 * The body of an effect that moves or reserves is its entries, then sections; {@code docs/catalogue.md} draws the others.
 *
 * <pre>
 *   narrow entry, 32 bytes             wide entry, 56 bytes (flag WIDE; some figure of the transfer is 2^63 or more)
 *   0  u32  account number             0  u32  account number
 *   4  u32  0 debit, 1 credit          4  u32  0 debit, 1 credit
 *   8  u64  amount                     8  u128 amount, low half first
 *  16  u64  the account's debits after 24 u128 the account's debits after
 *  24  u64  its credits after         40  u128 its credits after
 * </pre>
 *
 * With the flag PENDING, an entry goes on with the account's pending debits and its pending credits after, which take as
 * much room as its sums: 48 bytes if it is narrow, 88 if it is wide.
 */
public final class EffectLayout {
    /** Bytes of an effect's header. */
    public static final int HEADER_BYTES = 32;

    /** Offset of the size. */
    public static final int SIZE = 0;

    /** Offset of the kind. */
    public static final int KIND = 4;

    /** Offset of the flags. */
    public static final int FLAGS = 5;

    /** Offset of the number of entries. */
    public static final int ENTRY_COUNT = 6;

    /** Offset of the command id's upper half. */
    public static final int ID_HIGH = 8;

    /** Offset of the command id's lower half. */
    public static final int ID_LOW = 16;

    /** Offset of the content hash. */
    public static final int CONTENT_HASH = 24;

    /** Flag: amounts and sums take 16 bytes each. */
    public static final int WIDE = 1;

    /** Flag: entries carry the account's pending sums too. */
    public static final int PENDING = 2;

    /** Flag of a capture: what is then left of the hold is released. */
    public static final int CLOSES = 4;

    /** Bytes of a narrow entry. */
    public static final int NARROW_ENTRY_BYTES = 32;

    /** Bytes of a wide entry. */
    public static final int WIDE_ENTRY_BYTES = 56;

    /** Bytes of a narrow entry with pending sums. */
    public static final int NARROW_PENDING_ENTRY_BYTES = 48;

    /** Bytes of a wide entry with pending sums. */
    public static final int WIDE_PENDING_ENTRY_BYTES = 88;

    /** Bytes before the content of a section: its tag in two, two of zero, its length in four. */
    public static final int SECTION_HEADER_BYTES = 8;

    /** Offset of the length of a section's content, which goes on with zeros to a multiple of 8. */
    public static final int SECTION_LENGTH = 4;

    /** The tag of the section that holds a reference. */
    public static final int REFERENCE = 1;

    /** The tag of the section that holds a code. */
    public static final int CODE = 2;

    /** The tag of the section that holds the effective time. */
    public static final int EFFECTIVE_TIME = 3;

    /** The tag of the section that holds metadata: for each pair the lengths of key and value in two bytes each, then both. */
    public static final int METADATA = 4;

    /** Offset of the sections of an effect of a schedule's date. */
    public static final int DATE_SECTIONS = 56;

    /** The tag of the section that names the hold, movement or schedule an effect refers to. */
    public static final int ORIGIN = 5;

    /** Offset of the origin's position in the content of that section; before it is the origin's command id. */
    public static final int ORIGIN_POSITION = 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private EffectLayout() {}

    /**
     * Reads eight bytes.
     *
     * @param bytes the array
     * @param offset where
     * @return the number
     */
    public static long getLong(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset);
    }

    /**
     * Reads four bytes.
     *
     * @param bytes the array
     * @param offset where
     * @return the number
     */
    public static int getInt(byte[] bytes, int offset) {
        return (int) INT.get(bytes, offset);
    }

    /**
     * Reads two bytes, unsigned.
     *
     * @param bytes the array
     * @param offset where
     * @return the number
     */
    public static int getShort(byte[] bytes, int offset) {
        return (short) SHORT.get(bytes, offset) & 0xFFFF;
    }

    /**
     * Writes eight bytes.
     *
     * @param bytes the array
     * @param offset where
     * @param value the number
     */
    public static void putLong(byte[] bytes, int offset, long value) {
        LONG.set(bytes, offset, value);
    }

    /**
     * Writes four bytes.
     *
     * @param bytes the array
     * @param offset where
     * @param value the number
     */
    public static void putInt(byte[] bytes, int offset, int value) {
        INT.set(bytes, offset, value);
    }

    /**
     * Writes two bytes.
     *
     * @param bytes the array
     * @param offset where
     * @param value the number, of which the lower 16 bits are written
     */
    public static void putShort(byte[] bytes, int offset, int value) {
        SHORT.set(bytes, offset, (short) value);
    }
}
