package dev.florin.ledger.cli;

import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Hold;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.write.Timeouts;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Places a hold. */
@CommandLine.Command(
        name = "hold",
        description = "Reserves what a transfer would move, until it is captured, released or its time-out passes.",
        footer = {
            "",
            "Examples:",
            "  florin hold --books books --debit users:alice=30 --credit shops:cafe=30 \\",
            "    --timeout 7d --id table-12"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class HoldCommand extends WriteCommand {
    @Mixin
    private EntryOptions entries;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "Release what is left by itself after 7d, 12h, 30m, 45s, or PT1H30M; never unless told.")
    private Optional<String> timeout;

    @Override
    Command command(CommandId id, Known known) {
        Transfer transfer = entries.transfer(id, asking, known);
        return new Hold(transfer, timeout.map(Timeouts::parse).orElse(null));
    }
}
