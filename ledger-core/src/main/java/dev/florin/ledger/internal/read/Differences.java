package dev.florin.ledger.internal.read;

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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first part in which two commands of one id differ, in a fixed order, which {@code docs/vocabulary.md} lists
 * with the names.
 */
final class Differences {
    /** Before the name of each part: which member of a group is compared. */
    private String prefix = "";

    private @Nullable String first;

    private Differences() {}

    /** The name of the first part that differs, or empty if the commands have the same content. */
    static Optional<String> first(Command one, Command other) {
        Differences differences = new Differences();
        differences.commands(one, other);
        return Optional.ofNullable(differences.first);
    }

    private void commands(Command one, Command other) {
        compare("kind", one.kind(), other.kind());
        compare("id", one.id(), other.id());
        if (one instanceof Transfer a && other instanceof Transfer b) {
            transfers(a, b);
        } else if (one instanceof OpenAccount a && other instanceof OpenAccount b) {
            accounts(a.account(), b.account());
            conditions(a, b);
        } else if (one instanceof AccountUpdate a && other instanceof AccountUpdate b) {
            updates(a, b);
        } else if (one instanceof Hold a && other instanceof Hold b) {
            transfers(a.transfer(), b.transfer());
            compare("timeout", a.timeout(), b.timeout());
        } else if (one instanceof Capture a && other instanceof Capture b) {
            captures(a, b);
        } else if (one instanceof Release a && other instanceof Release b) {
            compare("hold", a.hold(), b.hold());
            details(a.details(), b.details());
            conditions(a, b);
        } else if (one instanceof Reversal a && other instanceof Reversal b) {
            compare("origin", a.origin(), b.origin());
            details(a.details(), b.details());
            conditions(a, b);
        } else if (one instanceof Refund a && other instanceof Refund b) {
            refunds(a, b);
        } else if (one instanceof Sweep a && other instanceof Sweep b) {
            sweeps(a, b);
        } else if (one instanceof PayEach a && other instanceof PayEach b) {
            payments(a, b);
        } else if (one instanceof Group a && other instanceof Group b) {
            groups(a, b);
        } else if (one instanceof CloseAccount a && other instanceof CloseAccount b) {
            closings(a, b);
        } else if (one instanceof Schedule a && other instanceof Schedule b) {
            schedules(a, b);
        } else if (one instanceof CancelSchedule a && other instanceof CancelSchedule b) {
            compare("schedule", a.schedule(), b.schedule());
            conditions(a, b);
        }
    }

    private void schedules(Schedule a, Schedule b) {
        compare("first", a.first(), b.first());
        compare("recurrence", a.recurrence(), b.recurrence());
        conditions(a, b);
        prefix = "what.";
        commands(a.what(), b.what());
        prefix = "";
    }

    private void transfers(Transfer a, Transfer b) {
        entries(a.entries(), b.entries());
        details(a.details(), b.details());
        conditions(a, b);
        compare("exchange", a.exchange(), b.exchange());
    }

    private void details(Details a, Details b) {
        compare("reference", a.reference(), b.reference());
        compare("code", a.code(), b.code());
        compare("effectiveTime", a.effectiveTime(), b.effectiveTime());
        compare("metadata", a.metadata(), b.metadata());
    }

    private void conditions(Command a, Command b) {
        compare("conditions", a.conditions(), b.conditions());
    }

    private void captures(Capture a, Capture b) {
        compare("hold", a.hold(), b.hold());
        compare("part", a.part(), b.part());
        compare("closes", a.closes(), b.closes());
        details(a.details(), b.details());
        conditions(a, b);
    }

    private void refunds(Refund a, Refund b) {
        compare("origin", a.origin(), b.origin());
        compare("part", a.part(), b.part());
        details(a.details(), b.details());
        conditions(a, b);
    }

    private void sweeps(Sweep a, Sweep b) {
        compare("from", a.from(), b.from());
        compare("to", a.to(), b.to());
        compare("maximum", a.maximum(), b.maximum());
        details(a.details(), b.details());
        conditions(a, b);
    }

    private void payments(PayEach a, PayEach b) {
        compare("payer", a.payer(), b.payer());
        compare("payees.size", a.payees().size(), b.payees().size());
        for (int i = 0; i < a.payees().size() && first == null; i++) {
            PayEach.Payee one = a.payees().get(i);
            PayEach.Payee other = b.payees().get(i);
            if (!one.equals(other)) {
                compare("payees[" + i + "].account", one.account(), other.account());
                compare("payees[" + i + "].amount", one.amount(), other.amount());
            }
        }
        details(a.details(), b.details());
        conditions(a, b);
    }

    private void groups(Group a, Group b) {
        compare("members.size", a.members().size(), b.members().size());
        for (int i = 0; i < a.members().size() && first == null; i++) {
            prefix = "members[" + i + "].";
            commands(a.members().get(i), b.members().get(i));
        }
        prefix = "";
        conditions(a, b);
    }

    private void closings(CloseAccount a, CloseAccount b) {
        compare("account", a.account(), b.account());
        compare("sweepTo", a.sweepTo(), b.sweepTo());
        details(a.details(), b.details());
        conditions(a, b);
    }

    private void entries(List<Entry> a, List<Entry> b) {
        compare("entries.size", a.size(), b.size());
        for (int i = 0; i < a.size() && first == null; i++) {
            if (!a.get(i).equals(b.get(i))) {
                compare(
                        "entries[" + i + "].account",
                        a.get(i).account(),
                        b.get(i).account());
                compare("entries[" + i + "].side", a.get(i).side(), b.get(i).side());
                compare("entries[" + i + "].amount", a.get(i).amount(), b.get(i).amount());
            }
        }
    }

    private void accounts(Account a, Account b) {
        compare("account.id", a.id(), b.id());
        compare("account.asset", a.asset(), b.asset());
        compare("account.normalSide", a.normalSide(), b.normalSide());
        compare("account.lowerLimit", a.lowerLimit(), b.lowerLimit());
        compare("account.upperLimit", a.upperLimit(), b.upperLimit());
        compare("account.code", a.code(), b.code());
        compare("account.name", a.name(), b.name());
        compare("account.metadata", a.metadata(), b.metadata());
    }

    private void updates(AccountUpdate a, AccountUpdate b) {
        compare("account", a.account(), b.account());
        compare("status", a.status(), b.status());
        compare("normalSide", a.normalSide(), b.normalSide());
        compare("lowerLimit", a.lowerLimit(), b.lowerLimit());
        compare("upperLimit", a.upperLimit(), b.upperLimit());
        compare("code", a.code(), b.code());
        compare("name", a.name(), b.name());
        compare("metadata", a.metadata(), b.metadata());
        conditions(a, b);
    }

    private void compare(String part, @Nullable Object a, @Nullable Object b) {
        if (first == null && !Objects.equals(a, b)) {
            first = prefix + part;
        }
    }
}
