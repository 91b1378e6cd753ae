package dev.florin.ledger.cli;

import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.cli.find.Known;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Posts a transfer. */
@CommandLine.Command(
        name = "post",
        description = "Posts a transfer of two or more entries; debits equal credits for each asset.",
        footer = {
            "",
            "Examples:",
            "  florin post --books books --debit bank:cash=50 --credit users:alice=50",
            "  florin post --books books --debit users:alice=9 --credit users:bob=5 \\",
            "    --credit users:carol=4 --reference dinner"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PostCommand extends WriteCommand {
    @Mixin
    private EntryOptions entries;

    @Override
    Command command(CommandId id, Known known) {
        return entries.transfer(id, asking, known);
    }
}
