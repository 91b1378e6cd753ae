package dev.florin.ledger.spi;

/**
 * Commands that one call handed over, in their canonical encoding, one behind the other. At most 8,190 commands, and at
 * most 1 MiB of bytes. The bytes never change once the block was offered to a sequencer.
 */
public interface CommandBlock {
    /**
     * The array that holds the commands from its start on; it may be longer.
     *
     * @return the array, not to be changed
     */
    byte[] bytes();

    /**
     * How many bytes of the array the commands take.
     *
     * @return the length in bytes
     */
    int length();

    /**
     * How many commands there are.
     *
     * @return at least 1
     */
    int count();

    /**
     * A block that nobody on this machine waits for: commands that came from elsewhere.
     *
     * @param bytes commands in their canonical encoding
     * @param count how many
     * @return the block
     */
    static CommandBlock of(byte[] bytes, int count) {
        return new ForeignBlock(bytes, count);
    }
}
