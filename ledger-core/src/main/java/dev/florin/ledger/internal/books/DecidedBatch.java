package dev.florin.ledger.internal.books;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.internal.codec.Hashing;
import dev.florin.ledger.internal.codec.RecordBuffer;
import dev.florin.ledger.spi.CommandBlock;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A batch between decision and answer: the commands, what was decided of each, and the frame of effects. Filled by the
 * bookkeeper's thread, then handed to the committer's, which gives it back to be used again.
 */
public final class DecidedBatch {
    private static final int FIRST_FRAME_BYTES = 64 * 1024;

    /** A frame that one huge command made grow beyond this is not kept for the next batch. */
    private static final int LARGEST_KEPT_FRAME_BYTES = 8 << 20;

    private final List<CommandBlock> blocks = new ArrayList<>();

    /** Of each block, the index of its first command here, and of that command's outcome. */
    private int[] firstCommands = new int[16];

    private int[] firstOutcomes = new int[16];
    private RecordBuffer frame = new RecordBuffer(FIRST_FRAME_BYTES);
    private long[] outcomes = new long[64];

    /** Where each effect starts in the frame. */
    private int[] starts = new int[64];

    private int commands;
    private int effects;
    private long firstPosition;
    private long firstTimeNanos;
    private int incarnation;
    private long contentHigh;
    private long contentLow;
    private long[] digestBeside = new long[0];

    void begin(long nextPosition, long timeNanos) {
        blocks.clear();
        if (frame.length() > LARGEST_KEPT_FRAME_BYTES) {
            frame = new RecordBuffer(FIRST_FRAME_BYTES);
        }
        frame.truncate(0);
        frame.reserve(EffectBatch.HEADER_BYTES);
        commands = 0;
        effects = 0;
        firstPosition = nextPosition;
        firstTimeNanos = timeNanos;
    }

    /** Adds a block, of which the commands from {@code firstCommand} on are decided here. */
    void addBlock(CommandBlock block, int firstCommand) {
        int index = blocks.size();
        if (index == firstCommands.length) {
            firstCommands = Arrays.copyOf(firstCommands, index * 2);
            firstOutcomes = Arrays.copyOf(firstOutcomes, index * 2);
        }
        firstCommands[index] = firstCommand;
        firstOutcomes[index] = commands;
        blocks.add(block);
    }

    void addOutcome(long outcome) {
        if (commands == outcomes.length) {
            outcomes = Arrays.copyOf(outcomes, commands * 2);
        }
        outcomes[commands++] = outcome;
    }

    RecordBuffer effects() {
        return frame;
    }

    /** The position that the next effect takes. */
    long nextPosition() {
        return firstPosition + effects;
    }

    /** The time that the next effect is recorded at. */
    long nextTimeNanos() {
        return firstTimeNanos + effects;
    }

    /** Where the next effect will start in the frame. */
    int nextStart() {
        return frame.length();
    }

    /** Takes note of the effect that was written from {@code start} on. */
    void effectWritten(int start) {
        if (effects == starts.length) {
            starts = Arrays.copyOf(starts, effects * 2);
        }
        starts[effects++] = start;
    }

    /** Forgets all effects but the first ones. */
    void truncate(int effectCount, int length) {
        effects = effectCount;
        frame.truncate(length);
    }

    /** Whether a position is that of one of the effects. */
    public boolean contains(long position) {
        return position >= firstPosition && position < firstPosition + effects;
    }

    /**
     * The effect at a position.
     *
     * @return a cursor of its own on this effect, valid until the batch is used again
     */
    public EffectCursor effect(long position) {
        int index = Math.toIntExact(position - firstPosition);
        int end = index + 1 < effects ? starts[index + 1] : frame.length();
        EffectCursor cursor = new EffectCursor(frame.bytes(), starts[index], end, position, firstTimeNanos + index);
        if (!cursor.next()) {
            throw new IllegalStateException("no effect at position " + position);
        }
        return cursor;
    }

    /** Fills in all of the header that the bookkeeper knows; {@link Hashing#seal} adds the rest. */
    void end(long order, Books books) {
        byte[] bytes = frame.bytes();
        Arrays.fill(bytes, 0, EffectBatch.HEADER_BYTES, (byte) 0);
        EffectLayout.putShort(bytes, EffectBatch.FORMAT, EffectBatch.FORMAT_VERSION);
        EffectLayout.putShort(bytes, EffectBatch.RULES, Bookkeeper.RULES_VERSION);
        EffectLayout.putLong(bytes, EffectBatch.SEQUENCE, books.lastSequence());
        EffectLayout.putLong(bytes, EffectBatch.ORDER, order);
        EffectLayout.putLong(bytes, EffectBatch.FIRST_POSITION, firstPosition);
        EffectLayout.putInt(bytes, EffectBatch.COUNT, effects);
        EffectLayout.putLong(bytes, EffectBatch.FIRST_TIME, firstTimeNanos);
        EffectLayout.putLong(bytes, EffectBatch.STATE_DIGEST, books.stateDigestHigh());
        EffectLayout.putLong(bytes, EffectBatch.STATE_DIGEST + 8, books.stateDigestLow());
        EffectLayout.putInt(bytes, EffectBatch.INCARNATION, books.incarnation());
        incarnation = books.incarnation();
        contentHigh = books.contentDigestHigh();
        contentLow = books.contentDigestLow();
        digestBeside = books.digest.beside();
    }

    /** The frame, of which {@link #frameLength} bytes count. */
    public byte[] frame() {
        return frame.bytes();
    }

    public int frameLength() {
        return frame.length();
    }

    /** How many effects there are: 0 if all commands were settled before, and then there is nothing to journal. */
    public int effectCount() {
        return effects;
    }

    /** How many commands were decided here so far. */
    int commandCount() {
        return commands;
    }

    /** The blocks of which commands were decided here. */
    public List<CommandBlock> blocks() {
        return blocks;
    }

    /** The index in its block of the first command that was decided here. */
    public int firstCommand(int block) {
        return firstCommands[block];
    }

    /** How many commands of a block were decided here. */
    public int commandCount(int block) {
        return (block + 1 < blocks.size() ? firstOutcomes[block + 1] : commands) - firstOutcomes[block];
    }

    /** The outcome's index of the first command of a block that was decided here. */
    public int firstOutcome(int block) {
        return firstOutcomes[block];
    }

    /** The outcome of a command, as {@link Outcomes} packs it, by its index over all blocks. */
    public long outcome(int command) {
        return outcomes[command];
    }

    /** The position of the first effect. */
    public long firstPosition() {
        return firstPosition;
    }

    /** The position of the last effect; there is one. */
    long lastPosition() {
        return firstPosition + effects - 1;
    }

    /** When the first effect was recorded; each further one is a nanosecond later. */
    public long firstTimeNanos() {
        return firstTimeNanos;
    }

    public int incarnation() {
        return incarnation;
    }

    /** The receipt of a command whose effect is in this batch. */
    public Receipt receipt(CommandId id, long position) {
        return new Receipt(id, position, firstTimeNanos + (position - firstPosition), incarnation);
    }

    public long contentDigestHigh() {
        return contentHigh;
    }

    public long contentDigestLow() {
        return contentLow;
    }

    /** The part of the digests behind this batch that is not of accounts. */
    long[] digestBeside() {
        return digestBeside;
    }
}
