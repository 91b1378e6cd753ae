package dev.florin.ledger.internal.codec;

import static dev.florin.ledger.spi.EffectLayout.HEADER_BYTES;
import static dev.florin.ledger.spi.EffectLayout.getInt;
import static dev.florin.ledger.spi.EffectLayout.getLong;
import static dev.florin.ledger.spi.EffectLayout.getShort;

import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.spi.EffectLayout;

/**
 * Looks at encoded commands in place, one after the other. The entry methods hold for transfers and
 * holds. Not thread-safe.
 *
 * <p>Commands come from intake or from a replicated log, both of which hold what intake encoded; {@link #next} checks
 * what would otherwise read outside the array or break the bookkeeper's arithmetic.
 */
public final class CommandCursor {
    private byte[] bytes = new byte[0];
    private int end;
    private int offset;
    private int next;
    private boolean wide;

    /** A cursor on a command that no caller has encoded. */
    public static CommandCursor of(Command command) {
        RecordBuffer encoded = new RecordBuffer(256);
        CommandCodec.write(command, encoded);
        CommandCursor cursor = new CommandCursor().wrap(encoded.bytes(), encoded.length());
        if (!cursor.next()) {
            throw new IllegalStateException("command " + command.id() + " was not encoded");
        }
        return cursor;
    }

    /** Starts before the first command of a block. */
    public CommandCursor wrap(byte[] block, int length) {
        return wrap(block, 0, length);
    }

    /** Starts before the first member of a group that another cursor has moved to. */
    public CommandCursor wrapMembers(CommandCursor group) {
        return wrap(group.bytes, group.offset + HEADER_BYTES, group.sectionsStart());
    }

    private CommandCursor wrap(byte[] block, int from, int to) {
        bytes = block;
        end = to;
        next = from;
        return this;
    }

    /** Moves to the next command; false if there is none. */
    public boolean next() {
        if (next == end) {
            return false;
        }
        offset = next;
        int size = CommandReader.sizeOf(bytes, offset, end);
        wide = (bytes[offset + EffectLayout.FLAGS] & EffectLayout.WIDE) != 0;
        next = offset + size;
        if (sectionsStart() > next) {
            throw new IllegalArgumentException("a command of kind " + kind() + " at offset " + offset + " with "
                    + entryCount() + " entries does not fit its " + size + " bytes");
        }
        return true;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int offset() {
        return offset;
    }

    public int kind() {
        return bytes[offset + EffectLayout.KIND];
    }

    public boolean isWide() {
        return wide;
    }

    public long idHigh() {
        return getLong(bytes, offset + EffectLayout.ID_HIGH);
    }

    public long idLow() {
        return getLong(bytes, offset + EffectLayout.ID_LOW);
    }

    /** The id of the command. */
    public CommandId id() {
        return id(bytes, offset);
    }

    /** The id of the command that starts there. */
    public static CommandId id(byte[] bytes, int start) {
        return CommandId.of(getLong(bytes, start + EffectLayout.ID_HIGH), getLong(bytes, start + EffectLayout.ID_LOW));
    }

    public long contentHash() {
        return getLong(bytes, offset + EffectLayout.CONTENT_HASH);
    }

    public int entryCount() {
        return getShort(bytes, offset + EffectLayout.ENTRY_COUNT);
    }

    public long accountHigh(int entry) {
        return getLong(bytes, entryOffset(entry));
    }

    public long accountLow(int entry) {
        return getLong(bytes, entryOffset(entry) + 8);
    }

    public boolean isCredit(int entry) {
        return wide ? getLong(bytes, entryOffset(entry) + 32) != 0 : getLong(bytes, entryOffset(entry) + 16) < 0;
    }

    public long amountLow(int entry) {
        long figure = getLong(bytes, entryOffset(entry) + 16);
        return wide ? figure : figure & Long.MAX_VALUE;
    }

    public long amountHigh(int entry) {
        return wide ? getLong(bytes, entryOffset(entry) + 24) : 0;
    }

    /** Where the entries of a transfer or hold end in the array. */
    public int entriesEnd() {
        return entryOffset(entryCount());
    }

    /** Where the sections of this command start in the array, of whatever kind it is. */
    public int sectionsStart() {
        return switch (kind()) {
            case CommandCodec.POST_TRANSFER, CommandCodec.HOLD -> entriesEnd();
            case CommandCodec.CAPTURE,
                    CommandCodec.RELEASE,
                    CommandCodec.REVERSE,
                    CommandCodec.REFUND,
                    CommandCodec.CANCEL_SCHEDULE,
                    CommandCodec.TICK -> offset + HEADER_BYTES;
            case CommandCodec.SWEEP, CommandCodec.CLOSE_ACCOUNT -> offset + CommandCodec.TWO_ACCOUNTS_END;
            case CommandCodec.OPEN_ACCOUNT -> attributesEnd(CommandCodec.OPEN_ATTRIBUTES);
            case CommandCodec.UPDATE_ACCOUNT -> attributesEnd(CommandCodec.UPDATE_ATTRIBUTES);
            case CommandCodec.PAY_EACH -> payeesEnd();
            case CommandCodec.GROUP -> membersEnd();
            case CommandCodec.SCHEDULE -> scheduledEnd();
            default -> throw Codes.unknownCommand(kind());
        };
    }

    /** The lengths below are not yet known to fit when they are asked for first: too much is behind the end. */
    private int attributesEnd(int from) {
        int at = offset + from;
        return at + AccountCodec.FIXED_BYTES > next
                ? Integer.MAX_VALUE
                : (int) Math.min(at + AccountCodec.blockBytes(bytes, at), Integer.MAX_VALUE);
    }

    private int payeesEnd() {
        int at = offset + CommandCodec.PAYEES;
        if (at > next) {
            return Integer.MAX_VALUE;
        }
        long count = getInt(bytes, offset + CommandCodec.PAYEE_COUNT) & 0xFFFF_FFFFL;
        return (int) Math.min(at + count * CommandCodec.PAYEE_BYTES, Integer.MAX_VALUE);
    }

    private int membersEnd() {
        int at = offset + HEADER_BYTES;
        for (int i = entryCount(); i > 0; i--) {
            at += CommandReader.requireMember(bytes, at, next);
        }
        return at;
    }

    private int scheduledEnd() {
        int at = offset + CommandCodec.SCHEDULED;
        return at > next ? Integer.MAX_VALUE : at + CommandReader.requireScheduled(bytes, at, next);
    }

    /** Where this command ends in the array. */
    public int endOffset() {
        return next;
    }

    private int entryOffset(int entry) {
        return offset + HEADER_BYTES + entry * (wide ? CommandCodec.WIDE_ENTRY_BYTES : CommandCodec.NARROW_ENTRY_BYTES);
    }
}
