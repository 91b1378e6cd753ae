package dev.florin.ledger.internal.codec;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectLayout;

/**
 * What a RESTORE_MARK says: where the books were cut when they were restored, and which incarnation begins there. No
 * caller's command; a restore writes it into the effect RESTORED.
 *
 * <pre>
 *   32  32 B chain of the batch that the books were restored to    72  u32 the new incarnation
 *   64  u64  its last position                                     76  u32 zero
 * </pre>
 *
 * @param chain 32 bytes, never changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared with Arrays.equals
public record RestoreMark(byte[] chain, long lastPosition, int incarnation) {
    static final int BYTES = EffectLayout.HEADER_BYTES + EffectBatch.HASH_BYTES + 16;

    void write(CommandId id, RecordBuffer out) {
        int start = out.beginRecord(CommandCodec.RESTORE_MARK, 0, 0, id.high(), id.low(), 0);
        out.putBytes(chain, 0, EffectBatch.HASH_BYTES);
        out.putLong(lastPosition);
        out.putInt(incarnation);
        out.putInt(0);
        CommandCodec.end(start, out);
    }

    /** Reads a whole command record. */
    static RestoreMark read(RecordReader command) {
        command.part(EffectLayout.HEADER_BYTES);
        byte[] chain = command.bytes(EffectBatch.HASH_BYTES);
        return new RestoreMark(chain, command.getLong(), command.getInt());
    }
}
