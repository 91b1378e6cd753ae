package dev.florin.ledger.cli;

import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.show.Inspected;
import dev.florin.ledger.storage.file.Inspection;
import dev.florin.ledger.storage.file.JournalRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the files of books hold. */
@Command(
        name = "inspect",
        description =
                "Shows what the files of books hold: all segments of the journal, the batches of one, a batch, or an effect "
                        + "in words. Changes nothing, does not mind a ledger that has the books open, and shows of damaged books "
                        + "what is whole and where the damage is (exit code 1).",
        footer = {
            "",
            "Examples:",
            "  florin inspect books",
            "  florin inspect books --segment 1",
            "  florin inspect --books books --position 17 --hex"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class InspectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private WhichBooks books;

    @ArgGroup
    private @Nullable What what;

    private static final class What {
        @Option(names = "--segment", paramLabel = "N", description = "The batches and seals of a segment.")
        private @Nullable Long segment;

        @Option(names = "--batch", paramLabel = "N", description = "The batch with this sequence.")
        private @Nullable Long batch;

        @Option(names = "--position", paramLabel = "P", description = "The effect at this position.")
        private @Nullable Long position;
    }

    @Option(names = "--hex", description = "With --position: the bytes of the effect, too.")
    private boolean hex;

    @Option(names = "--json", description = "Answer with one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (hex && (what == null || what.position == null)) {
            throw new BadInputException("--hex goes with --position");
        }
        Inspection inspection = Inspection.of(books.folder());
        Inspected show = new Inspected(spec.commandLine().getOut(), json);
        if (what == null) {
            return show.books(inspection.segments(), books.folder()) ? ExitCode.DONE : ExitCode.DIFFERENCES;
        }
        if (what.segment != null) {
            return segment(inspection, show, what.segment) ? ExitCode.DONE : ExitCode.DIFFERENCES;
        }
        if (what.batch != null) {
            long sequence = what.batch;
            show.batch(inspection.batch(sequence).orElseThrow(() -> missing("batch " + sequence)));
        } else if (what.position != null) {
            long position = what.position;
            show.effect(inspection.effect(position).orElseThrow(() -> missing("position " + position)), hex);
        }
        return ExitCode.DONE;
    }

    private BadInputException missing(String what) {
        return new BadInputException("no whole batch in " + books.folder() + " holds " + what
                + "; florin inspect shows which ones there are");
    }

    private boolean segment(Inspection inspection, Inspected show, long number) {
        List<JournalRecord> records = new ArrayList<>();
        if (!inspection.records(number, records::add)) {
            throw new BadInputException("there is no segment " + number + " in " + books.folder());
        }
        return show.segment(number, records);
    }
}
