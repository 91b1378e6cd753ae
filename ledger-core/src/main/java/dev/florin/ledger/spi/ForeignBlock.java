package dev.florin.ledger.spi;

/** Commands without a caller on this machine. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ForeignBlock(byte[] bytes, int count) implements CommandBlock {
    @Override
    public int length() {
        return bytes.length;
    }
}
