package dev.florin.ledger.cli.load;

import dev.florin.ledger.Account;
import dev.florin.ledger.Entry;
import dev.florin.ledger.MalformedCommandException;
import dev.florin.ledger.Side;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.cli.csv.Columns;
import dev.florin.ledger.cli.csv.Row;
import dev.florin.ledger.cli.csv.RowReader;
import dev.florin.ledger.cli.find.Ids;
import dev.florin.ledger.money.Amount;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One transfer a line: a debit of one account and a credit of another. Lines with the same id, wherever they stand, are
 * one transfer of several entries; such a line may leave one of its two accounts empty. The file is held in memory,
 * since a transfer is whole only at its end.
 *
 * <p>A transfer is posted whole or not at all: a damaged line takes the other lines of its transfer with it. If not even
 * its id can be read, it takes the transfers of the lines before and after it, one of which it may be a part of.
 */
public final class TransfersLayout implements Layout {
    private final Openings openings;

    /**
     * Sets how accounts are opened.
     *
     * @param openings for accounts that are met for the first time
     */
    public TransfersLayout(Openings openings) {
        this.openings = Objects.requireNonNull(openings, "openings");
    }

    /** The lines of one id. */
    private static final class Group {
        private final String id;
        private final List<Long> lines = new ArrayList<>(1);
        private final Set<Account> accounts = new LinkedHashSet<>();
        private final List<Entry> entries = new ArrayList<>(2);
        private @Nullable Instant time;
        private String reference = "";
        private final Map<Long, String> damage = new HashMap<>(0);
        private @Nullable String heldBack;

        Group(String id) {
            this.id = id;
        }

        void damaged(long line, String why) {
            damage.put(line, why);
            heldBack = "not posted without its line " + line + ", which is damaged";
        }

        void besideLost(long line) {
            heldBack = "not posted, since line " + line + ", whose id cannot be read, may be a part of it";
        }

        void tell(Sink sink, String why) {
            for (long line : lines) {
                sink.damaged(line, damage.getOrDefault(line, "transfer " + id + ": " + why));
            }
        }
    }

    @Override
    public List<String> requiredColumns() {
        return List.of("id", "debit", "credit", "amount");
    }

    @Override
    public List<String> optionalColumns() {
        return List.of("time", "reference");
    }

    @Override
    public void read(RowReader rows, Columns columns, Sink sink) throws IOException {
        Map<String, Group> groups = new LinkedHashMap<>();
        @Nullable Group before = null;
        long lostLine = 0;
        for (Row row = rows.next(); row != null; row = rows.next()) {
            if (!(row instanceof Row.Whole whole) || columns.get(whole, "id").isEmpty()) {
                lostLine = row.line();
                sink.damaged(row.line(), row instanceof Row.Damaged damaged ? damaged.why() : "id is empty");
                if (before != null) {
                    before.besideLost(lostLine);
                }
                continue;
            }
            Group group = groups.computeIfAbsent(columns.get(whole, "id"), Group::new);
            group.lines.add(whole.line());
            add(group, whole, columns);
            if (lostLine != 0) {
                group.besideLost(lostLine);
                lostLine = 0;
            }
            before = group;
        }
        groups.values().forEach(group -> tell(group, sink));
    }

    private void add(Group group, Row.Whole row, Columns columns) {
        try {
            add(group, new Fields(row, columns, openings.asset()));
        } catch (DamagedRowException | IllegalArgumentException | MalformedCommandException e) {
            group.damaged(row.line(), String.valueOf(e.getMessage()));
        }
    }

    private void add(Group group, Fields fields) {
        Amount amount = fields.amount("amount");
        String debit = fields.text("debit");
        String credit = fields.text("credit");
        if (debit.isEmpty() && credit.isEmpty()) {
            throw new DamagedRowException("debit and credit are both empty");
        }
        addEntry(group, debit, Side.DEBIT, amount);
        addEntry(group, credit, Side.CREDIT, amount);
        Instant time = fields.time("time");
        if (time != null) {
            if (group.time != null && !group.time.equals(time)) {
                throw new DamagedRowException("time differs from another line of transfer " + group.id);
            }
            group.time = time;
        }
        String reference = fields.text("reference");
        if (!reference.isEmpty()) {
            if (!group.reference.isEmpty() && !group.reference.equals(reference)) {
                throw new DamagedRowException("reference differs from another line of transfer " + group.id);
            }
            group.reference = reference;
        }
    }

    private void addEntry(Group group, String name, Side side, Amount amount) {
        if (!name.isEmpty()) {
            Account account = openings.account(name, Side.CREDIT);
            group.accounts.add(account);
            group.entries.add(new Entry(account.id(), side, amount));
        }
    }

    private static void tell(Group group, Sink sink) {
        if (group.heldBack != null) {
            group.tell(sink, group.heldBack);
            return;
        }
        Posting posting;
        try {
            posting = posting(group);
        } catch (DamagedRowException | MalformedCommandException e) {
            group.tell(sink, String.valueOf(e.getMessage()));
            return;
        }
        sink.posting(posting);
    }

    /** What does not balance is found here, so that a damaged file does not use up the transfer's id. */
    private static Posting posting(Group group) {
        BigInteger debits = sum(group.entries, Side.DEBIT);
        BigInteger credits = sum(group.entries, Side.CREDIT);
        if (!debits.equals(credits)) {
            throw new DamagedRowException(
                    "its debits are " + debits + " minor units and its credits " + credits + "; they must be equal");
        }
        Transfer.Builder transfer = Transfer.of(Ids.command(group.id)).reference(group.reference);
        group.entries.forEach(transfer::entry);
        if (group.time != null) {
            transfer.effectiveTime(group.time);
        }
        return new Posting(group.id, group.lines, List.copyOf(group.accounts), transfer.build(), null);
    }

    private static BigInteger sum(List<Entry> entries, Side side) {
        return entries.stream()
                .filter(entry -> entry.side() == side)
                .map(entry -> entry.amount().toBigInteger())
                .reduce(BigInteger.ZERO, BigInteger::add);
    }
}
