package dev.florin.ledger.testkit;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.CancelSchedule;
import dev.florin.ledger.Capture;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.Command;
import dev.florin.ledger.Details;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Group;
import dev.florin.ledger.Hold;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Refund;
import dev.florin.ledger.Release;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.Sweep;
import dev.florin.ledger.Transfer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parts of commands that a conflict of ids can name, in their order: the naive form of telling what differs. */
final class Contents {
    private final String prefix;
    private final Map<String, @Nullable Object> parts;

    private Contents(String prefix, Map<String, @Nullable Object> parts) {
        this.prefix = prefix;
        this.parts = parts;
    }

    /**
     * The first part in which two commands of one id differ.
     *
     * @return the part's name, empty if the commands say the same
     */
    static Optional<String> firstDifference(Command first, Command second) {
        Map<String, @Nullable Object> parts = of(first);
        Map<String, @Nullable Object> others = of(second);
        return parts.keySet().stream()
                .filter(part -> !Objects.equals(parts.get(part), others.get(part)))
                .findFirst();
    }

    private static Map<String, @Nullable Object> of(Command command) {
        Contents contents = new Contents("", new LinkedHashMap<>());
        contents.add(command);
        return contents.parts;
    }

    private void put(String part, @Nullable Object value) {
        parts.put(prefix + part, value);
    }

    private void add(Command command) {
        put("kind", command.kind());
        put("id", command.id());
        switch (command.kind()) {
            case OPEN_ACCOUNT -> addAccount(((OpenAccount) command).account());
            case UPDATE_ACCOUNT -> addUpdate((AccountUpdate) command);
            case TRANSFER -> addTransfer((Transfer) command);
            case HOLD -> addTransfer(((Hold) command).transfer());
            case CAPTURE -> addCapture((Capture) command);
            case RELEASE -> addRelease((Release) command);
            case REVERSAL -> addReversal((Reversal) command);
            case REFUND -> addRefund((Refund) command);
            case SWEEP -> addSweep((Sweep) command);
            case PAY_EACH -> addPayEach((PayEach) command);
            case GROUP -> addMembers((Group) command);
            case CLOSE_ACCOUNT -> addClosing((CloseAccount) command);
            case SCHEDULE -> addSchedule((Schedule) command);
            case CANCEL_SCHEDULE -> put("schedule", ((CancelSchedule) command).schedule());
            case TICK, RESTORE_MARK -> throw new IllegalArgumentException("nobody can ask for a " + command.kind());
        }
        put("conditions", command.conditions());
        if (command instanceof Transfer transfer) {
            put("exchange", transfer.exchange());
        } else if (command instanceof Hold hold) {
            put("exchange", hold.transfer().exchange());
            put("timeout", hold.timeout());
        }
    }

    private void addTransfer(Transfer transfer) {
        put("entries.size", transfer.entries().size());
        for (int i = 0; i < transfer.entries().size(); i++) {
            Entry entry = transfer.entries().get(i);
            put("entries[" + i + "].account", entry.account());
            put("entries[" + i + "].side", entry.side());
            put("entries[" + i + "].amount", entry.amount());
        }
        addDetails(transfer.details());
    }

    private void addDetails(Details details) {
        put("reference", details.reference());
        put("code", details.code());
        put("effectiveTime", details.effectiveTime());
        put("metadata", details.metadata());
    }

    private void addAccount(Account account) {
        put("account.id", account.id());
        put("account.asset", account.asset());
        put("account.normalSide", account.normalSide());
        put("account.lowerLimit", account.lowerLimit());
        put("account.upperLimit", account.upperLimit());
        put("account.code", account.code());
        put("account.name", account.name());
        put("account.metadata", account.metadata());
    }

    private void addUpdate(AccountUpdate update) {
        put("account", update.account());
        put("status", update.status());
        put("normalSide", update.normalSide());
        put("lowerLimit", update.lowerLimit());
        put("upperLimit", update.upperLimit());
        put("code", update.code());
        put("name", update.name());
        put("metadata", update.metadata());
    }

    private void addCapture(Capture capture) {
        put("hold", capture.hold());
        put("part", capture.part());
        put("closes", capture.closes());
        addDetails(capture.details());
    }

    private void addRelease(Release release) {
        put("hold", release.hold());
        addDetails(release.details());
    }

    private void addReversal(Reversal reversal) {
        put("origin", reversal.origin());
        addDetails(reversal.details());
    }

    private void addRefund(Refund refund) {
        put("origin", refund.origin());
        put("part", refund.part());
        addDetails(refund.details());
    }

    private void addSweep(Sweep sweep) {
        put("from", sweep.from());
        put("to", sweep.to());
        put("maximum", sweep.maximum());
        addDetails(sweep.details());
    }

    private void addClosing(CloseAccount closing) {
        put("account", closing.account());
        put("sweepTo", closing.sweepTo());
        addDetails(closing.details());
    }

    private void addPayEach(PayEach payment) {
        put("payer", payment.payer());
        put("payees.size", payment.payees().size());
        for (int i = 0; i < payment.payees().size(); i++) {
            put("payees[" + i + "].account", payment.payees().get(i).account());
            put("payees[" + i + "].amount", payment.payees().get(i).amount());
        }
        addDetails(payment.details());
    }

    private void addSchedule(Schedule schedule) {
        put("first", schedule.first());
        put("recurrence", schedule.recurrence());
        put("conditions", schedule.conditions());
        new Contents(prefix + "what.", parts).add(schedule.what());
    }

    private void addMembers(Group group) {
        put("members.size", group.members().size());
        for (int i = 0; i < group.members().size(); i++) {
            Contents member = new Contents(prefix + "members[" + i + "].", parts);
            member.add(group.members().get(i));
        }
    }
}
