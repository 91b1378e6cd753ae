package dev.florin.ledger.internal.codec;

import static dev.florin.ledger.spi.EffectLayout.HEADER_BYTES;
import static dev.florin.ledger.spi.EffectLayout.getInt;
import static dev.florin.ledger.spi.EffectLayout.getLong;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.EffectLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Effects as bytes. Each carries the command it settles, so that the same command can be known again, and what was
 * decided. Posted transfers ({@link EffectLayout}) name accounts by number; the other kinds hold the command as it came:
 *
 * <pre>
 *   ACCOUNT_OPENED    32  u32 account number   36  u32 length of the command   40  command
 *   ACCOUNT_UPDATED   32  u32 account number   36  u32 length of the command   40  command, then the attributes after it
 *   REJECTED          32  u32 reason           36  u32 length of the command   40  command, then the figures
 * </pre>
 */
public final class EffectCodec {
    private static final int COMMAND_LENGTH = 36;
    private static final int COMMAND = 40;

    private EffectCodec() {}

    /** An account's attributes and status. */
    public record AccountState(Account account, AccountStatus status) {}

    /** Writes an effect that holds its command as it came; the caller may add to it before it ends the record. */
    private static int begin(EffectKind kind, int number, byte[] command, int at, RecordBuffer out) {
        int length = getInt(command, at + EffectLayout.SIZE);
        int start = out.beginRecord(
                kind.code(),
                0,
                0,
                getLong(command, at + EffectLayout.ID_HIGH),
                getLong(command, at + EffectLayout.ID_LOW),
                getLong(command, at + EffectLayout.CONTENT_HASH));
        out.putInt(number);
        out.putInt(length);
        out.putBytes(command, at, length);
        return start;
    }

    public static void writeOpened(int number, byte[] command, int at, RecordBuffer out) {
        out.endRecord(begin(EffectKind.ACCOUNT_OPENED, number, command, at, out));
    }

    public static void writeUpdated(int number, AccountState after, byte[] command, int at, RecordBuffer out) {
        int start = begin(EffectKind.ACCOUNT_UPDATED, number, command, at, out);
        AccountCodec.write(AccountCodec.Attributes.of(after.account(), after.status()), out);
        out.endRecord(start);
    }

    public static void writeRejected(Rejection rejection, byte[] command, int at, RecordBuffer out) {
        int start = begin(EffectKind.REJECTED, rejection.reason().number(), command, at, out);
        RejectionCodec.write(rejection, out);
        out.endRecord(start);
    }

    /** The attributes that an ACCOUNT_OPENED or ACCOUNT_UPDATED effect leaves. */
    public static AccountState accountAfter(EffectCursor effect) {
        byte[] bytes = effect.bytes();
        int command = effect.offset() + COMMAND;
        AccountId id = CommandCodec.accountId(bytes, command + HEADER_BYTES);
        int attributes = effect.kind() == EffectKind.ACCOUNT_OPENED
                ? command + CommandCodec.OPEN_ATTRIBUTES
                : command + getInt(bytes, effect.offset() + COMMAND_LENGTH);
        AccountCodec.Attributes after = AccountCodec.read(bytes, attributes);
        if (effect.kind() == EffectKind.ACCOUNT_UPDATED) {
            return new AccountState(after.account(id), after.status());
        }
        return new AccountState(after.account(id), AccountStatus.OPEN);
    }

    /** XXH64 of an account's id and all its attributes: how the state digest knows them. */
    public static long attributesHash(AccountState state) {
        RecordBuffer out = new RecordBuffer(256);
        out.putLong(state.account().id().high());
        out.putLong(state.account().id().low());
        AccountCodec.write(AccountCodec.Attributes.of(state.account(), state.status()), out);
        return Xxh64.hash(out.bytes(), 0, out.length(), 0);
    }

    /** The number of a REJECTED effect's reason. */
    public static int reasonNumber(EffectCursor effect) {
        return getInt(effect.bytes(), effect.offset() + HEADER_BYTES);
    }

    public static Rejection rejection(EffectCursor effect) {
        byte[] bytes = effect.bytes();
        int figures = effect.offset() + COMMAND + getInt(bytes, effect.offset() + COMMAND_LENGTH);
        return RejectionCodec.read(reasonNumber(effect), bytes, figures);
    }

    /** The command that an effect settled; {@code ids} gives the ids of account numbers. */
    public static Command command(EffectCursor effect, IntFunction<AccountId> ids) {
        return effect.kind() == EffectKind.TRANSFER_POSTED
                ? transfer(effect, ids)
                : CommandCodec.read(effect.bytes(), effect.offset() + COMMAND);
    }

    /** The transfer that a TRANSFER_POSTED effect posted. */
    public static Transfer transfer(EffectCursor effect, IntFunction<AccountId> ids) {
        int count = effect.entryCount();
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Amount amount = new Amount(effect.amountHigh(i), effect.amountLow(i));
            entries.add(new Entry(ids.apply(effect.entryAccount(i)), effect.entrySide(i), amount));
        }
        return CommandCodec.transfer(CommandId.of(effect.idHigh(), effect.idLow()), entries, sections(effect));
    }

    /** Reference, code, effective time and metadata of a TRANSFER_POSTED effect. */
    public static Sections sections(EffectCursor effect) {
        byte[] bytes = effect.bytes();
        boolean wide = (bytes[effect.offset() + EffectLayout.FLAGS] & EffectLayout.WIDE) != 0;
        int entries = effect.entryCount() * (wide ? EffectLayout.WIDE_ENTRY_BYTES : EffectLayout.NARROW_ENTRY_BYTES);
        return Sections.read(bytes, effect.offset() + HEADER_BYTES + entries, effect.offset() + effect.size());
    }
}
