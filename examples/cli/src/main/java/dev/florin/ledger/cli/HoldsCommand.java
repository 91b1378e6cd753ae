package dev.florin.ledger.cli;

import dev.florin.ledger.Entry;
import dev.florin.ledger.HoldPage;
import dev.florin.ledger.HoldQuery;
import dev.florin.ledger.HoldView;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Side;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.cli.show.Table;
import dev.florin.ledger.cli.show.Times;
import dev.florin.ledger.money.Asset;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The open holds. */
@Command(
        name = "holds",
        description = "Lists open holds with what is left of their entries, in the order of their placing.",
        footer = {"", "Example:", "  florin holds --books books --account users:alice"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class HoldsCommand extends ReadCommand {
    @Option(names = "--account", paramLabel = "NAME", description = "Only holds with an entry of this account.")
    private Optional<String> account;

    @Override
    int answer(Ledger ledger) {
        Known known = new Known(ledger);
        HoldQuery query =
                account.map(name -> HoldQuery.of(known.account(name).id())).orElseGet(HoldQuery::all);
        if (json) {
            Json.print(out(), to -> {
                to.writeArrayPropertyStart("holds");
                forEach(ledger, query, hold -> {
                    to.writeStartObject();
                    ShowHoldCommand.write(to, hold, known);
                    to.writeEndObject();
                });
                to.writeEndArray();
            });
        } else {
            Table table = table().left("hold")
                    .left("account")
                    .right("debit left")
                    .right("credit left")
                    .left("asset")
                    .left("until")
                    .left("reference");
            forEach(ledger, query, hold -> rows(table, hold, known));
            table.flush();
        }
        return ExitCode.DONE;
    }

    private static void rows(Table table, HoldView hold, Known known) {
        for (int i = 0; i < hold.left().size(); i++) {
            Entry entry = hold.hold().transfer().entries().get(i);
            Asset asset = known.asset(entry.account()).orElseThrow();
            String left = hold.left().get(i).format(asset);
            table.row(
                    hold.receipt().id().toString(),
                    known.name(entry.account()),
                    entry.side() == Side.DEBIT ? left : "",
                    entry.side() == Side.CREDIT ? left : "",
                    asset.code(),
                    hold.expiresAt().map(Times::of).orElse("released"),
                    hold.hold().transfer().reference());
        }
    }

    private void forEach(Ledger ledger, HoldQuery first, Consumer<HoldView> consumer) {
        HoldPage page = ledger.holds(first);
        page.holds().forEach(consumer);
        while (page.next() != 0 && !out().checkError()) {
            page = ledger.holds(first.after(page.next()));
            page.holds().forEach(consumer);
        }
    }
}
