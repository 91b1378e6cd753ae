package dev.florin.ledger.storage.h2;

import dev.florin.ledger.Account;
import dev.florin.ledger.Details;
import dev.florin.ledger.Limit;
import dev.florin.ledger.RejectionReason;
import dev.florin.ledger.internal.codec.EffectCodec;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes what effects say as rows for reports, in the transaction of who calls. Rows of one table go to the database together;
 * what changes a row comes after all that are new, in the order of the effects. One thread.
 */
final class Rows {
    private static final String ACCOUNT =
            "id, name, asset, scale, normal_side, lower_limit, upper_limit, status, code, metadata";
    private static final String INSERT_ACCOUNT =
            "INSERT INTO ~account (" + ACCOUNT + ", number, opened_position, opened_at,"
                    + " changed_position) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ? FORMAT JSON, ?, ?, ?, ?)";
    private static final String UPDATE_ACCOUNT = "UPDATE ~account SET (" + ACCOUNT
            + ") = (?, ?, ?, ?, ?, ?, ?, ?, ?, ? FORMAT JSON), changed_position = ? WHERE number = ?";
    private static final String INSERT_TRANSFER =
            "INSERT INTO ~transfer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ? FORMAT JSON)";
    private static final String INSERT_ENTRY = "INSERT INTO ~entry VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String INSERT_HOLD =
            "INSERT INTO ~hold VALUES (?, ?, ?, ?, 'OPEN', NULL, NULL, ?, ?, ? FORMAT JSON)";
    private static final String INSERT_HOLD_ENTRY = "INSERT INTO ~hold_entry VALUES (?, ?, ?, ?, ?, 0, TRUE)";
    private static final String INSERT_REJECTION = "INSERT INTO ~rejection VALUES (?, ?, ?, ?)";

    /** In this order: entries name transfers and accounts. */
    private static final List<String> INSERTS =
            List.of(INSERT_ACCOUNT, INSERT_TRANSFER, INSERT_ENTRY, INSERT_HOLD, INSERT_HOLD_ENTRY, INSERT_REJECTION);

    /** Rows of a table that go to the database in one call, at most. */
    private static final int TOGETHER = 4_096;

    /** What changes rows that are there. */
    @FunctionalInterface
    private interface Change {
        void run() throws SQLException;
    }

    private final Lane lane;
    private final List<Change> changes = new ArrayList<>();
    private int waiting;

    Rows(Lane lane) {
        this.lane = lane;
    }

    /** Adds the rows of a batch that follows; they may wait for {@link #flush}. */
    void add(EffectBatch batch) throws SQLException {
        EffectCursor effect = batch.cursor();
        while (effect.next()) {
            switch (effect.kind()) {
                case ACCOUNT_OPENED -> opened(effect);
                case ACCOUNT_UPDATED -> updated(effect);
                case TRANSFER_POSTED, TRANSFER_REFUNDED, SWEPT -> moved(effect);
                case TRANSFER_REVERSED -> {
                    moved(effect);
                    if (effect.hasPending()) {
                        close(effect, "REVERSED");
                    }
                }
                case HOLD_PLACED -> placed(effect);
                case HOLD_CAPTURED -> {
                    moved(effect);
                    captured(effect);
                }
                case HOLD_RELEASED ->
                    close(effect, EffectCodec.originCause(effect) == EffectCodec.TIMED_OUT ? "EXPIRED" : "RELEASED");
                case REJECTED -> rejected(effect);
                case GROUP_POSTED, SCHEDULE_CREATED, SCHEDULE_FIRED, SCHEDULE_CANCELLED, SCHEDULE_PLANNED, RESTORED -> {
                    // Nothing that moves or holds: the frames alone tell of it.
                }
            }
            if (waiting >= TOGETHER) {
                flush();
            }
        }
    }

    /** Brings all that waits to the database. */
    void flush() throws SQLException {
        for (String insert : INSERTS) {
            lane.prepare(insert).executeBatch();
        }
        waiting = 0;
        for (Change change : changes) {
            change.run();
        }
        changes.clear();
    }

    /** Throws away what waits. */
    void forget() throws SQLException {
        for (String insert : INSERTS) {
            lane.prepare(insert).clearBatch();
        }
        waiting = 0;
        changes.clear();
    }

    private void addRow(PreparedStatement insert) throws SQLException {
        insert.addBatch();
        waiting++;
    }

    private void opened(EffectCursor effect) throws SQLException {
        EffectCodec.AccountState after = EffectCodec.accountAfter(effect);
        PreparedStatement row = lane.prepare(INSERT_ACCOUNT);
        setAccount(row, after);
        row.setInt(11, effect.account());
        row.setLong(12, effect.position());
        row.setObject(13, time(effect));
        row.setLong(14, effect.position());
        addRow(row);
    }

    private void updated(EffectCursor effect) {
        EffectCodec.AccountState after = EffectCodec.accountAfter(effect);
        long position = effect.position();
        int number = effect.account();
        changes.add(() -> {
            PreparedStatement row = lane.prepare(UPDATE_ACCOUNT);
            setAccount(row, after);
            row.setLong(11, position);
            row.setInt(12, number);
            if (row.executeUpdate() != 1) {
                throw new SQLException("the row of account number " + number + " is gone", "42000");
            }
        });
    }

    /** The attributes, from the first column on. */
    private static void setAccount(PreparedStatement row, EffectCodec.AccountState state) throws SQLException {
        Account account = state.account();
        row.setObject(1, account.id().toUuid());
        setText(row, 2, account.name());
        row.setString(3, account.asset().code());
        row.setInt(4, account.asset().scale());
        row.setString(5, account.normalSide().name());
        setLimit(row, 6, account.lowerLimit());
        setLimit(row, 7, account.upperLimit());
        row.setString(8, state.status().name());
        setCode(row, 9, account.code());
        row.setString(10, JsonText.of(account.metadata()));
    }

    private void moved(EffectCursor effect) throws SQLException {
        Details details = EffectCodec.sections(effect).details();
        PreparedStatement row = lane.prepare(INSERT_TRANSFER);
        row.setLong(1, effect.position());
        row.setObject(2, id(effect));
        row.setString(3, kind(effect.kind()));
        row.setObject(4, time(effect));
        row.setObject(5, FrameTable.time(effect.effectiveTimeNanos()));
        setText(row, 6, details.reference());
        setCode(row, 7, details.code());
        if (effect.kind().hasOrigin()) {
            row.setLong(8, effect.originPosition());
        } else {
            row.setNull(8, Types.BIGINT);
        }
        row.setString(9, JsonText.of(details.metadata()));
        addRow(row);
        PreparedStatement entry = lane.prepare(INSERT_ENTRY);
        for (int i = 0; i < effect.entryCount(); i++) {
            if (moves(effect, i)) {
                setEntry(entry, effect, i);
                entry.setBigDecimal(6, decimal(effect.debitsAfterHigh(i), effect.debitsAfterLow(i)));
                entry.setBigDecimal(7, decimal(effect.creditsAfterHigh(i), effect.creditsAfterLow(i)));
                addRow(entry);
            }
        }
    }

    private static boolean moves(EffectCursor effect, int entry) {
        return (effect.amountHigh(entry) | effect.amountLow(entry)) != 0;
    }

    private static String kind(EffectKind kind) {
        return switch (kind) {
            case TRANSFER_POSTED -> "TRANSFER";
            case HOLD_CAPTURED -> "CAPTURE";
            case TRANSFER_REVERSED -> "REVERSAL";
            case TRANSFER_REFUNDED -> "REFUND";
            case SWEPT -> "SWEEP";
            default -> throw new IllegalArgumentException(kind + " moves nothing posted");
        };
    }

    private static void setEntry(PreparedStatement row, EffectCursor effect, int entry) throws SQLException {
        row.setLong(1, effect.position());
        row.setInt(2, entry);
        row.setInt(3, effect.entryAccount(entry));
        row.setString(4, effect.entrySide(entry).name());
        row.setBigDecimal(5, decimal(effect.amountHigh(entry), effect.amountLow(entry)));
    }

    private void placed(EffectCursor effect) throws SQLException {
        Details details = EffectCodec.sections(effect).details();
        long due = EffectCodec.dueNanos(effect);
        PreparedStatement row = lane.prepare(INSERT_HOLD);
        row.setLong(1, effect.position());
        row.setObject(2, id(effect));
        row.setObject(3, time(effect));
        row.setObject(4, due == EffectCodec.NEVER ? null : FrameTable.time(due));
        setText(row, 5, details.reference());
        setCode(row, 6, details.code());
        row.setString(7, JsonText.of(details.metadata()));
        addRow(row);
        PreparedStatement entry = lane.prepare(INSERT_HOLD_ENTRY);
        for (int i = 0; i < effect.entryCount(); i++) {
            if (moves(effect, i)) {
                setEntry(entry, effect, i);
                addRow(entry);
            }
        }
    }

    /** The entries of a capture stand one for one for those of its hold. */
    private void captured(EffectCursor effect) {
        long hold = effect.originPosition();
        BigDecimal[] amounts = new BigDecimal[effect.entryCount()];
        for (int i = 0; i < amounts.length; i++) {
            amounts[i] = decimal(effect.amountHigh(i), effect.amountLow(i));
        }
        boolean closes = effect.closes();
        long position = effect.position();
        OffsetDateTime at = time(effect);
        changes.add(() -> {
            PreparedStatement entry =
                    lane.prepare("UPDATE ~hold_entry SET captured = captured + ? WHERE position = ? AND line = ?");
            for (int i = 0; i < amounts.length; i++) {
                entry.setBigDecimal(1, amounts[i]);
                entry.setLong(2, hold);
                entry.setInt(3, i);
                entry.executeUpdate();
            }
            PreparedStatement left = lane.prepare("SELECT 1 FROM ~hold_entry WHERE position = ? AND captured < amount");
            left.setLong(1, hold);
            if (closes || !Schema.finds(left)) {
                close(hold, "CAPTURED", position, at);
            }
        });
    }

    private void close(EffectCursor effect, String status) {
        long hold = effect.originPosition();
        long position = effect.position();
        OffsetDateTime at = time(effect);
        changes.add(() -> close(hold, status, position, at));
    }

    private void close(long hold, String status, long position, OffsetDateTime at) throws SQLException {
        PreparedStatement row =
                lane.prepare("UPDATE ~hold SET status = ?, closed_position = ?, closed_at = ? WHERE position = ?");
        row.setString(1, status);
        row.setLong(2, position);
        row.setObject(3, at);
        row.setLong(4, hold);
        row.executeUpdate();
        PreparedStatement entries = lane.prepare("UPDATE ~hold_entry SET is_open = FALSE WHERE position = ?");
        entries.setLong(1, hold);
        entries.executeUpdate();
    }

    private void rejected(EffectCursor effect) throws SQLException {
        PreparedStatement row = lane.prepare(INSERT_REJECTION);
        row.setLong(1, effect.position());
        row.setObject(2, id(effect));
        row.setObject(3, time(effect));
        row.setString(4, reason(EffectCodec.reasonNumber(effect)));
        addRow(row);
    }

    private static String reason(int number) {
        for (RejectionReason reason : RejectionReason.values()) {
            if (reason.number() == number) {
                return reason.name();
            }
        }
        throw new IllegalArgumentException("rejection reason " + number + " is unknown to this version of the ledger");
    }

    private static UUID id(EffectCursor effect) {
        return new UUID(effect.idHigh(), effect.idLow());
    }

    private static OffsetDateTime time(EffectCursor effect) {
        return FrameTable.time(effect.timeNanos());
    }

    private static BigDecimal decimal(long high, long low) {
        return high == 0 && low >= 0 ? BigDecimal.valueOf(low) : new BigDecimal(new Amount(high, low).toBigInteger());
    }

    private static void setText(PreparedStatement row, int column, String text) throws SQLException {
        row.setString(column, text.isEmpty() ? null : text);
    }

    private static void setCode(PreparedStatement row, int column, int code) throws SQLException {
        if (code == 0) {
            row.setNull(column, Types.INTEGER);
        } else {
            row.setInt(column, code);
        }
    }

    private static void setLimit(PreparedStatement row, int column, Limit limit) throws SQLException {
        @Nullable
        BigDecimal value = limit.value()
                .map(signed -> new BigDecimal(signed.toBigInteger()))
                .orElse(null);
        row.setBigDecimal(column, value);
    }
}
