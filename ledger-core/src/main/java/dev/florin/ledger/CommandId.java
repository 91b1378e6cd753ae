package dev.florin.ledger;

import dev.florin.ledger.internal.math.Unsigned128;
import java.util.UUID;

/**
 * Names a command, and so its one outcome, within its ledger: 128 bits, from a name, a UUID, two longs, or
 * {@link #next()}. To try again, use the same id; to do it once more, use another.
 *
 * <p>The id of which all bits are zero is reserved for "none" and cannot be made. Immutable and safe to share between
 * threads. An id is no secret: knowing some, one may guess others.
 *
 * @param high the upper 64 bits, read as unsigned
 * @param low the lower 64 bits, read as unsigned
 */
public record CommandId(long high, long low) implements Comparable<CommandId> {

    /**
     * Checks that the id is not the reserved one.
     *
     * @throws IllegalArgumentException if both halves are zero
     */
    public CommandId {
        Ids.requireNotNone(high, low, "command id");
    }

    /**
     * The id of two halves.
     *
     * @param high the upper 64 bits
     * @param low the lower 64 bits
     * @return the id
     * @throws IllegalArgumentException if both halves are zero
     */
    public static CommandId of(long high, long low) {
        return new CommandId(high, low);
    }

    /**
     * The id that has the bits of a UUID, of any version.
     *
     * @param uuid not the nil UUID
     * @return the id
     * @throws IllegalArgumentException if all bits are zero
     */
    public static CommandId of(UUID uuid) {
        return new CommandId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    /**
     * The id of a name: the first 128 bits, in big-endian order, of SHA-256 over the name's UTF-8 bytes.
     *
     * <p>The same name gives the same id for ever and on every machine. Names are not normalised: they are the same only
     * if they are the same characters, case and accents included.
     *
     * @param name not empty, and without surrogates that are not paired
     * @return the id
     * @throws IllegalArgumentException if the name is empty or has an unpaired surrogate, and so no UTF-8 form
     */
    public static CommandId of(String name) {
        return Ids.ofName(name, "command id", CommandId::new);
    }

    /**
     * The id that is derived from several parts: the first 128 bits, in big-endian order, of SHA-256 over each part's
     * length, a big-endian number of four bytes, and its UTF-8 bytes. No two lists of parts look alike, so an id can be
     * derived from what a command is about: {@code derived("invoice", number, "payment 2")}.
     *
     * @param parts in order; text without surrogates that are not paired
     * @return the id
     * @throws IllegalArgumentException if a part has an unpaired surrogate, and so no UTF-8 form
     */
    public static CommandId derived(String... parts) {
        return Ids.ofParts(parts, "command id", CommandId::new);
    }

    /**
     * Reads the form that {@link #toString} writes: 36 characters, hexadecimal digits in either case.
     *
     * @param text such as {@code 0198c0de-0000-7000-8000-000000000001}
     * @return the id
     * @throws IllegalArgumentException if the text has another form, or all bits are zero
     */
    public static CommandId parse(String text) {
        return Ids.parse(text, "command id", CommandId::new);
    }

    /**
     * A new id, different from all that this process has made and, for all practical purposes, from all in the world.
     *
     * <p>Ids are ordered by time, in the layout of a version 7 UUID (RFC 9562): within a process each is greater than all
     * that were made before it, even if the clock is set back. Made without a lock, on any number of threads.
     *
     * @return the id
     */
    public static CommandId next() {
        return Ids.next(CommandId::new);
    }

    /**
     * The UUID with the same bits.
     *
     * @return the UUID
     */
    public UUID toUuid() {
        return new UUID(high, low);
    }

    /**
     * Compares as unsigned 128-bit numbers; {@link UUID#compareTo} differs, as it compares signed halves.
     *
     * @param other another id
     * @return less than, equal to or greater than zero, as this is less than, equal to or greater than the other
     */
    @Override
    public int compareTo(CommandId other) {
        return Unsigned128.compare(high, low, other.high, other.low);
    }

    /**
     * The id as the text of a UUID, which {@link #parse} reads back.
     *
     * @return 36 characters, in lower case
     */
    @Override
    public String toString() {
        return toUuid().toString();
    }
}
