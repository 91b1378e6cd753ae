package dev.florin.ledger.cli.show;

import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.CloseAccount;
import dev.florin.ledger.Command;
import dev.florin.ledger.Decision;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Group;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.PayEach;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.Schedule;
import dev.florin.ledger.Side;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.write.Repeats;
import dev.florin.ledger.money.Asset;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.core.JsonGenerator;

/**
 * The answer to a command.
 *
 * @param command what was asked for
 * @param outcome what became of it
 * @param checked whether it was only asked what would become of it
 * @param known knows the accounts
 */
public record Answer(Command command, Outcome outcome, boolean checked, Known known) {
    /**
     * Whether all of it was done, or would be.
     *
     * @return false if it was rejected, or one of its payees
     */
    public boolean isClean() {
        return outcome.isPosted()
                && !(command instanceof PayEach
                        && parts().stream().anyMatch(part -> !part.outcome().isPosted()));
    }

    /**
     * Prints the answer for people.
     *
     * @param out where to
     */
    public void print(PrintWriter out) {
        String what = Json.word(command.kind()).replace('_', ' ') + " " + command.id();
        if (outcome instanceof Outcome.Rejected rejected) {
            out.println(what
                    + (checked ? " would be rejected: " : " was rejected: ")
                    + Explain.rejection(rejected.rejection(), known));
            return;
        }
        out.println("id        " + command.id());
        out.println("outcome   " + verb());
        if (!checked || outcome instanceof Outcome.AlreadyPosted) {
            Receipt receipt = receipt().orElseThrow();
            out.println("recorded  " + receipt.recordedTime() + ", position " + receipt.position());
        }
        if (command instanceof Schedule schedule) {
            out.println("first     " + schedule.first());
            schedule.repeats().ifPresent(how -> out.println("repeats   " + Repeats.words(how)));
        }
        if (command instanceof PayEach payment) {
            out.println();
            printPayees(payment, out);
        } else if (command instanceof Group) {
            out.println();
            printMembers(out);
        } else if (!entries().isEmpty()) {
            out.println();
            printEntries(out);
        }
        out.flush();
    }

    /**
     * Writes the answer for programs.
     *
     * @param to stands inside an object
     */
    public void write(JsonGenerator to) {
        to.writeStringProperty("id", command.id().toString());
        to.writeStringProperty("command", Json.word(command.kind()));
        to.writeStringProperty("outcome", outcomeWord());
        to.writeBooleanProperty("checked", checked);
        if (outcome instanceof Outcome.Rejected rejected) {
            Explain.write(to, rejected.rejection(), known);
            return;
        }
        Receipt receipt = receipt().orElseThrow();
        to.writeNumberProperty("position", receipt.position());
        to.writeStringProperty("recorded", receipt.recordedTime().toString());
        writeEntries(to);
        if (!parts().isEmpty()) {
            to.writeArrayPropertyStart(command instanceof PayEach ? "payments" : "members");
            for (Answer part : parts()) {
                to.writeStartObject();
                part.write(to);
                to.writeEndObject();
            }
            to.writeEndArray();
        }
    }

    /**
     * Writes what is moved, as the property {@code entries}.
     *
     * @param to stands inside an object
     */
    public void writeEntries(JsonGenerator to) {
        to.writeArrayPropertyStart("entries");
        entries().forEach(entry -> write(to, entry));
        to.writeEndArray();
    }

    private void write(JsonGenerator to, Entry entry) {
        Asset asset = known.asset(entry.account()).orElseThrow();
        to.writeStartObject();
        to.writeStringProperty("account", known.name(entry.account()));
        to.writeStringProperty("id", entry.account().toString());
        to.writeStringProperty("side", Json.word(entry.side()));
        to.writeStringProperty("amount", entry.amount().format(asset));
        to.writeStringProperty("asset", asset.toString());
        to.writeEndObject();
    }

    /**
     * Prints what is moved.
     *
     * @param out where to
     */
    public void printEntries(PrintWriter out) {
        Table table = new Table(out, "")
                .left("account")
                .right("debit")
                .right("credit")
                .left("asset");
        entries().forEach(entry -> table.row(cells(entry)));
        table.flush();
    }

    private void printPayees(PayEach payment, PrintWriter out) {
        Asset asset = known.asset(payment.payer()).orElseThrow();
        Table table =
                new Table(out, "").left("payee").right("amount").left("asset").left("outcome");
        List<Answer> parts = parts();
        for (int i = 0; i < parts.size(); i++) {
            PayEach.Payee payee = payment.payees().get(i);
            table.row(
                    known.name(payee.account()),
                    payee.amount().format(asset),
                    asset.code(),
                    parts.get(i).outcome() instanceof Outcome.Rejected rejected
                            ? "rejected: " + Explain.rejection(rejected.rejection(), known)
                            : parts.get(i).verb());
        }
        table.flush();
    }

    private void printMembers(PrintWriter out) {
        Table table = new Table(out, "")
                .right("member")
                .left("command")
                .left("account")
                .right("debit")
                .right("credit")
                .left("asset");
        List<Answer> parts = parts();
        for (int i = 0; i < parts.size(); i++) {
            String member = Integer.toString(i);
            String kind = Json.word(parts.get(i).command().kind()).replace('_', ' ');
            List<Entry> entries = parts.get(i).entries();
            if (entries.isEmpty()) {
                table.row(member, kind, account(parts.get(i).command()), "", "", "");
            }
            for (Entry entry : entries) {
                String[] cells = cells(entry);
                table.row(member, kind, cells[0], cells[1], cells[2], cells[3]);
            }
        }
        table.flush();
    }

    /** The account that a command without entries is about, or nothing. */
    private String account(Command about) {
        if (about instanceof OpenAccount opening) {
            return known.name(opening.account().id());
        } else if (about instanceof AccountUpdate update) {
            return known.name(update.account());
        }
        return about instanceof CloseAccount closing ? known.name(closing.account()) : "";
    }

    private String[] cells(Entry entry) {
        Asset asset = known.asset(entry.account()).orElseThrow();
        String amount = entry.amount().format(asset);
        return new String[] {
            known.name(entry.account()),
            entry.side() == Side.DEBIT ? amount : "",
            entry.side() == Side.CREDIT ? amount : "",
            asset.code()
        };
    }

    private List<Entry> entries() {
        return Moves.of(command, Moves.decision(outcome), known);
    }

    /** The members of a group, or the payments to payees, with what became of each. */
    private List<Answer> parts() {
        if (!(Moves.decision(outcome) instanceof Decision.Each each)) {
            return List.of();
        }
        if (command instanceof Group group) {
            return answers(group.members(), each.outcomes());
        }
        return command instanceof PayEach payment
                ? answers(
                        IntStream.range(0, payment.payees().size())
                                .mapToObj(payment::transfer)
                                .toList(),
                        each.outcomes())
                : List.of();
    }

    private List<Answer> answers(List<? extends Command> commands, List<Outcome> outcomes) {
        return IntStream.range(0, commands.size())
                .mapToObj(i -> new Answer(commands.get(i), outcomes.get(i), checked, known))
                .toList();
    }

    private Optional<Receipt> receipt() {
        if (outcome instanceof Outcome.Posted posted) {
            return Optional.of(posted.receipt());
        }
        return outcome instanceof Outcome.AlreadyPosted already ? Optional.of(already.receipt()) : Optional.empty();
    }

    private String outcomeWord() {
        if (outcome instanceof Outcome.Rejected) {
            return "rejected";
        }
        return outcome instanceof Outcome.AlreadyPosted ? "already_posted" : "posted";
    }

    private String verb() {
        String done = switch (command.kind()) {
            case OPEN_ACCOUNT -> "opened";
            case UPDATE_ACCOUNT -> "updated";
            case CLOSE_ACCOUNT -> "closed";
            case HOLD -> "reserved";
            case RELEASE -> "released";
            case SCHEDULE -> "scheduled";
            case CANCEL_SCHEDULE -> "cancelled";
            default -> "posted";
        };
        if (outcome instanceof Outcome.AlreadyPosted) {
            return done + " before; nothing was done again";
        }
        return checked ? "would be " + done : done;
    }
}
