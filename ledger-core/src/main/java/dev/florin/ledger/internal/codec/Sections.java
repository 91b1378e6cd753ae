package dev.florin.ledger.internal.codec;

import static dev.florin.ledger.spi.EffectLayout.getInt;
import static dev.florin.ledger.spi.EffectLayout.getShort;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Condition;
import dev.florin.ledger.Details;
import dev.florin.ledger.Exchange;
import dev.florin.ledger.MalformedCommandException;
import dev.florin.ledger.Part;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Rate;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.LedgerClock;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The optional parts of a command or effect, behind its entries or its fixed body. A part that has its default is absent;
 * the others stand in the order of their tags, so that one content has one encoding. {@link SectionWriter} writes them;
 * {@code docs/catalogue.md} draws their contents.
 *
 * <pre>
 *   0  u16  tag        8  content, padded to a multiple of 8
 *   2  u16  zero
 *   4  u32  length of the content
 * </pre>
 *
 * What is malformed is refused with an {@link IllegalArgumentException}; nothing outside the given bytes is read.
 */
public final class Sections {
    static final int REFERENCE = 1;
    static final int CODE = 2;
    static final int EFFECTIVE_TIME = 3;
    static final int METADATA = 4;
    public static final int ORIGIN = EffectLayout.ORIGIN;
    public static final int TIMEOUT = 6;
    public static final int CONDITIONS = 7;
    public static final int EXCHANGE = 8;
    public static final int PART = 9;
    static final int RECURRENCE = 10;
    static final int NEXT_DATES = 11;

    static final int HEADER_BYTES = 8;
    static final int CONDITION_BYTES = 40;
    static final int EXCHANGE_BYTES = 64;

    /** The forms of a PART; 3, a fraction, is reserved. */
    static final int PART_AMOUNTS = 1;

    static final int PART_TOTAL = 2;
    static final int PART_AT_MOST = 4;

    /** The sections that a record may have, a bit a tag. */
    static final int ONLY_CONDITIONS = 1 << CONDITIONS;

    static final int ONLY_DETAILS_AND_CONDITIONS =
            ONLY_CONDITIONS | 1 << REFERENCE | 1 << CODE | 1 << EFFECTIVE_TIME | 1 << METADATA;
    static final int OF_TRANSFERS = ONLY_DETAILS_AND_CONDITIONS | 1 << EXCHANGE;
    static final int OF_ORIGINS = ONLY_DETAILS_AND_CONDITIONS | 1 << ORIGIN;
    static final int OF_PARTS = OF_ORIGINS | 1 << PART;
    static final int OF_SWEEPS = ONLY_DETAILS_AND_CONDITIONS | 1 << PART;
    static final int OF_SCHEDULES = ONLY_CONDITIONS | 1 << RECURRENCE;
    static final int OF_CANCELLATIONS = ONLY_CONDITIONS | 1 << ORIGIN;
    static final int ALL = OF_PARTS | 1 << EXCHANGE | 1 << TIMEOUT;

    private final byte[] bytes;
    private final int start;
    private final int end;

    private Details details = Details.NONE;

    private Sections(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    /** Reference, code, effective time and metadata. */
    public Details details() {
        return details;
    }

    /** What must hold, in the order given. */
    public List<Condition> conditions() {
        return conditions(bytes, start, end);
    }

    /** The rate to check, or null. */
    public @Nullable Exchange exchange() {
        return exchange(bytes, start, end);
    }

    /**
     * Reads all sections.
     *
     * @throws IllegalArgumentException if one does not fit, has a tag that is not among {@code allowed} (a bit a tag), or
     *     does not follow in the order of tags
     */
    static Sections read(byte[] bytes, int start, int end, int allowed) {
        Sections sections = new Sections(bytes, start, end);
        String reference = "";
        int code = 0;
        Instant effectiveTime = null;
        Map<String, String> metadata = Collections.emptyMap();
        int lastTag = 0;
        RecordReader in = new RecordReader(bytes, start, end);
        while (in.hasMore()) {
            int tag = in.getShort();
            requireTag(tag, lastTag, in.getShort(), allowed);
            lastTag = tag;
            RecordReader content = in.part(in.getInt());
            in.align();
            switch (tag) {
                case REFERENCE -> reference = content.text(content.left());
                case CODE -> code = content.getInt();
                case EFFECTIVE_TIME -> effectiveTime = LedgerClock.instantOf(content.getLong());
                case METADATA -> metadata = readMetadata(content);
                default -> {} // read by who asks for it
            }
        }
        if (lastTag != 0) {
            sections.details = wellFormed(reference, code, effectiveTime, metadata);
        }
        return sections;
    }

    private static Details wellFormed(
            String reference, int code, @Nullable Instant effectiveTime, Map<String, String> metadata) {
        try {
            return new Details(reference, code, effectiveTime, metadata);
        } catch (MalformedCommandException e) {
            throw malformed(e);
        }
    }

    static IllegalArgumentException malformed(MalformedCommandException cause) {
        return new IllegalArgumentException("a section is malformed: " + cause.getMessage(), cause);
    }

    private static void requireTag(int tag, int lastTag, int zero, int allowed) {
        if (tag > NEXT_DATES || (allowed & 1 << tag) == 0) {
            throw new IllegalArgumentException("section " + tag + " is unknown there to this version of the ledger");
        }
        if (tag <= lastTag || zero != 0) {
            throw new IllegalArgumentException("section " + tag + " stands behind section " + lastTag
                    + ", with the zeros " + zero + "; tags rise");
        }
    }

    /**
     * Finds a section.
     *
     * @return the offset of its content, or -1 if it is absent
     */
    public static int find(byte[] bytes, int start, int end, int tag) {
        for (int at = start; at < end; ) {
            int length = end - at < HEADER_BYTES ? -1 : getInt(bytes, at + 4);
            if (length < 0 || length > end - at - HEADER_BYTES) {
                throw new IllegalArgumentException("a section at offset " + (at - start) + " claims " + length
                        + " bytes with " + (end - at - HEADER_BYTES) + " left");
            }
            if (getShort(bytes, at) == tag) {
                return at + HEADER_BYTES;
            }
            at += HEADER_BYTES + (length + 7 & ~7);
        }
        return -1;
    }

    /** A reader of the content of a section, or null if it is absent. */
    static @Nullable RecordReader content(byte[] bytes, int start, int end, int tag) {
        int at = find(bytes, start, end, tag);
        return at < 0 ? null : new RecordReader(bytes, at, at + getInt(bytes, at - 4));
    }

    /** What must hold, in the order given; empty if nothing must. */
    public static List<Condition> conditions(byte[] bytes, int start, int end) {
        RecordReader in = content(bytes, start, end, CONDITIONS);
        if (in == null) {
            return Collections.emptyList();
        }
        List<Condition> conditions = new ArrayList<>(in.left() / CONDITION_BYTES);
        while (in.hasMore()) {
            conditions.add(condition(in));
        }
        return Collections.unmodifiableList(conditions);
    }

    private static Condition condition(RecordReader in) {
        AccountId account = in.account();
        Condition.Kind kind = Codes.conditionKind(in.getInt());
        SignedAmount bound = in.signed(in.getInt());
        try {
            return new Condition(account, kind, bound);
        } catch (MalformedCommandException e) {
            throw malformed(e);
        }
    }

    /** The rate to check, or null. */
    public static @Nullable Exchange exchange(byte[] bytes, int start, int end) {
        RecordReader in = content(bytes, start, end, EXCHANGE);
        if (in == null) {
            return null;
        }
        Amount numerator = in.amount();
        Rate rate = Rate.of(numerator, in.amount());
        RoundingMode rounding = Codes.rounding(in.getInt());
        in.getInt();
        int from = in.getInt();
        int to = in.getInt();
        AccountId residue = in.accountOrNone();
        try {
            return new Exchange(rate, rounding, from, to, residue);
        } catch (MalformedCommandException e) {
            throw malformed(e);
        }
    }

    /** How long after its recorded time a hold expires; 0 for never. */
    public static long timeoutNanos(byte[] bytes, int start, int end) {
        RecordReader in = content(bytes, start, end, TIMEOUT);
        return in == null ? 0 : in.getLong();
    }

    /** The hold or movement that is meant. */
    public static CommandId origin(byte[] bytes, int start, int end) {
        return originReader(bytes, start, end).command();
    }

    /** Reads the ORIGIN, which must be there. */
    static RecordReader originReader(byte[] bytes, int start, int end) {
        RecordReader in = content(bytes, start, end, ORIGIN);
        if (in == null) {
            throw new IllegalArgumentException("a record that refers to another one does not name it");
        }
        return in;
    }

    /** How much of an origin: all, if nothing is said. */
    static Part part(byte[] bytes, int start, int end) {
        RecordReader in = content(bytes, start, end, PART);
        if (in == null) {
            return Part.all();
        }
        int form = in.getInt();
        int number = in.getInt();
        return switch (form) {
            case PART_AMOUNTS -> new Part.Amounts(amounts(number, in));
            case PART_TOTAL -> new Part.Total(number, in.amount());
            default -> throw new IllegalArgumentException("form " + form + " of a part is unknown there");
        };
    }

    private static List<Amount> amounts(int count, RecordReader in) {
        if (count < 0 || count > in.left() / 16) {
            throw new IllegalArgumentException("a part claims " + count + " amounts in " + in.left() + " bytes");
        }
        List<Amount> amounts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            amounts.add(in.amount());
        }
        return amounts;
    }

    /** The most that a sweep may move, or null. */
    static @Nullable Amount maximum(byte[] bytes, int start, int end) {
        RecordReader in = content(bytes, start, end, PART);
        if (in == null) {
            return null;
        }
        int form = in.getInt();
        if (form != PART_AT_MOST || in.getInt() != 0) {
            throw new IllegalArgumentException("form " + form + " of a part is unknown in a sweep");
        }
        return in.amount();
    }

    static Map<String, String> readMetadata(RecordReader in) {
        Map<String, String> metadata = new LinkedHashMap<>();
        while (in.hasMore()) {
            int keyLength = in.getShort();
            int valueLength = in.getShort();
            String key = in.text(keyLength);
            metadata.put(key, in.text(valueLength));
        }
        return metadata;
    }
}
