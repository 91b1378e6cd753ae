package dev.florin.ledger.cli;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.Details;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.cli.show.Printable;
import java.io.PrintWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** What movements and holds have in common where they are shown. */
final class Movements {
    private Movements() {}

    /** What goes with it, as far as there is anything. */
    static void print(Details details, PrintWriter out) {
        if (details.effectiveTime() != null) {
            out.println("effective  " + details.effectiveTime());
        }
        if (!details.reference().isEmpty()) {
            out.println("reference  " + Printable.of(details.reference()));
        }
        if (details.code() != 0) {
            out.println("code       " + details.code());
        }
        details.metadata()
                .forEach((key, value) -> out.println("metadata   " + Printable.of(key) + " = " + Printable.of(value)));
    }

    /** What goes with it; it is effective when it is recorded, unless it says otherwise. */
    static void write(JsonGenerator to, Details details, Receipt receipt) {
        to.writeStringProperty(
                "effective",
                String.valueOf(details.effectiveTime() != null ? details.effectiveTime() : receipt.recordedTime()));
        to.writeStringProperty("reference", details.reference());
        to.writeNumberProperty("code", details.code());
        AccountsCommand.write(to, details.metadata());
    }

    static void write(JsonGenerator to, String name, List<CommandId> ids) {
        to.writeArrayPropertyStart(name);
        ids.forEach(id -> to.writeString(id.toString()));
        to.writeEndArray();
    }
}
