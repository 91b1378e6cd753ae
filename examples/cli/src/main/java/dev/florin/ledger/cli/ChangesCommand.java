package dev.florin.ledger.cli;

import dev.florin.ledger.ChangeStream;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.jsonl.JournalLines;
import dev.florin.ledger.cli.show.Effects;
import dev.florin.ledger.journal.Effect;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Everything that was decided, in order. */
@Command(
        name = "changes",
        description =
                "Shows everything that the ledger decided, in the order of positions: what was opened, moved, reserved "
                        + "and rejected.",
        footer = {
            "",
            "Examples:",
            "  florin changes --books books --from 4711",
            "  florin changes --books books --follow --json"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ChangesCommand extends ReadCommand {
    private static final int AT_ONCE = 1_000;

    /** Between two looks whether the output is still read. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private long from = 1;
    private long limit = Long.MAX_VALUE;

    @Option(names = "--from", paramLabel = "POSITION", description = "Begins with this position; with 1 unless told.")
    void from(long position) {
        if (position < 1) {
            throw new ParameterException(spec.commandLine(), "--from " + position + ": positions begin with 1");
        }
        from = position;
    }

    @Option(names = "--limit", paramLabel = "N", description = "At most N; all unless told.")
    void limit(long effects) {
        if (effects < 1) {
            throw new ParameterException(spec.commandLine(), "--limit " + effects + ": the least is 1");
        }
        limit = effects;
    }

    @Option(
            names = "--follow",
            description =
                    "Keep the books open, and show what falls due: until it is interrupted, or has shown --limit.")
    private boolean follow;

    @Override
    int answer(Ledger ledger) {
        try (ChangeStream stream = stream(ledger)) {
            show(stream, new Effects(out(), new Known(ledger)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.DONE;
    }

    private ChangeStream stream(Ledger ledger) {
        try {
            return ledger.changes(from - 1);
        } catch (IllegalArgumentException e) {
            throw new BadInputException("--from " + from + ": " + e.getMessage());
        }
    }

    private void show(ChangeStream stream, Effects table) throws InterruptedException {
        long left = limit;
        boolean more = true;
        while (more && left > 0 && !out().checkError()) {
            List<Effect> effects = stream.next((int) Math.min(left, AT_ONCE), follow ? PATIENCE : Duration.ZERO);
            effects.forEach(json ? effect -> out().println(JournalLines.effect(effect)) : table::add);
            if (!json) {
                table.flush();
            }
            left -= effects.size();
            more = follow || !effects.isEmpty();
        }
    }
}
