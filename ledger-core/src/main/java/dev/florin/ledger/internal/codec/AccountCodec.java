package dev.florin.ledger.internal.codec;

import static dev.florin.ledger.spi.EffectLayout.getInt;
import static dev.florin.ledger.spi.EffectLayout.getShort;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.Limit;
import dev.florin.ledger.Side;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.spi.EffectLayout;
import java.util.Map;

/**
 * The attributes of an account as bytes.
 *
 * <pre>
 *   0  u8   normal side: 0 debit, 1 credit       24  u128 magnitude of the upper limit, low half first
 *   1  u8   status, as in {@link Codes}          40  u8   scale of the asset
 *   2  u8   lower limit: 0 none, 1 zero or       41  u8   length of the asset's code
 *           positive, 2 negative                 42  u16  length of the name
 *   3  u8   upper limit, likewise                44  u32  length of the metadata
 *   4  u32  code                                 48  asset code, name, metadata; zeros to a multiple of 8
 *   8  u128 magnitude of the lower limit
 * </pre>
 */
final class AccountCodec {
    static final int FIXED_BYTES = 48;

    private static final Lately<Asset> ASSETS = new Lately<>();
    private static final Lately<Limit> LIMITS = new Lately<>();

    private AccountCodec() {}

    /** The attributes as they stand in a record; an update has defaults for those it does not name. */
    record Attributes(
            Side normalSide,
            AccountStatus status,
            Limit lowerLimit,
            Limit upperLimit,
            int code,
            String assetCode,
            int assetScale,
            String name,
            Map<String, String> metadata) {
        static Attributes of(Account account, AccountStatus status) {
            return new Attributes(
                    account.normalSide(),
                    status,
                    account.lowerLimit(),
                    account.upperLimit(),
                    account.code(),
                    account.asset().code(),
                    account.asset().scale(),
                    account.name(),
                    account.metadata());
        }

        Account account(AccountId id) {
            return new Account(
                    id,
                    ASSETS.shared(Asset.of(assetCode, assetScale)),
                    normalSide,
                    LIMITS.shared(lowerLimit),
                    LIMITS.shared(upperLimit),
                    code,
                    name,
                    metadata);
        }
    }

    static void write(Attributes attributes, RecordBuffer out) {
        byte[] asset = RecordBuffer.utf8(attributes.assetCode);
        byte[] name = RecordBuffer.utf8(attributes.name);
        out.putByte(Codes.of(attributes.normalSide));
        out.putByte(Codes.of(attributes.status));
        out.putByte(limitKind(attributes.lowerLimit));
        out.putByte(limitKind(attributes.upperLimit));
        out.putInt(attributes.code);
        putMagnitude(attributes.lowerLimit, out);
        putMagnitude(attributes.upperLimit, out);
        out.putByte(attributes.assetScale);
        out.putByte(asset.length);
        out.putShort(name.length);
        int lengthAt = out.length();
        out.putInt(0);
        out.putBytes(asset, 0, asset.length);
        out.putBytes(name, 0, name.length);
        int metadataAt = out.length();
        SectionWriter.metadata(attributes.metadata, out);
        EffectLayout.putInt(out.bytes(), lengthAt, out.length() - metadataAt);
        out.align();
    }

    /** Reads the block, zeros behind it included. */
    static Attributes read(RecordReader in) {
        int normalSide = in.getByte();
        int status = in.getByte();
        int lowerKind = in.getByte();
        int upperKind = in.getByte();
        int code = in.getInt();
        Limit lowerLimit = limit(lowerKind, in.amount());
        Limit upperLimit = limit(upperKind, in.amount());
        int assetScale = in.getByte();
        int assetLength = in.getByte();
        int nameLength = in.getShort();
        int metadataLength = in.getInt();
        String assetCode = in.text(assetLength);
        String name = in.text(nameLength);
        Map<String, String> metadata = Sections.readMetadata(in.part(metadataLength));
        in.align();
        return new Attributes(
                Codes.side(normalSide),
                Codes.status(status),
                lowerLimit,
                upperLimit,
                code,
                assetCode,
                assetScale,
                name,
                metadata);
    }

    /** How many bytes the block at that place takes, as it says itself; at least its fixed bytes must be there. */
    static long blockBytes(byte[] bytes, int at) {
        long length = FIXED_BYTES
                + (bytes[at + 41] & 0xFF)
                + getShort(bytes, at + 42)
                + (getInt(bytes, at + 44) & 0xFFFF_FFFFL);
        return length + 7 & ~7L;
    }

    private static int limitKind(Limit limit) {
        return limit.value().map(value -> value.isNegative() ? 2 : 1).orElse(0);
    }

    private static void putMagnitude(Limit limit, RecordBuffer out) {
        Amount magnitude = limit.value().map(SignedAmount::magnitude).orElse(Amount.ZERO);
        out.putLong(magnitude.low());
        out.putLong(magnitude.high());
    }

    private static Limit limit(int kind, Amount magnitude) {
        return switch (kind) {
            case 0 -> Limit.NONE;
            case 1 -> Limit.of(SignedAmount.ofPositive(magnitude));
            case 2 -> Limit.of(SignedAmount.ofNegative(magnitude));
            default -> throw new IllegalArgumentException("limit kind " + kind + " is unknown");
        };
    }
}
