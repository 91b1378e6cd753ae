package dev.florin.ledger.cli;

import dev.florin.ledger.cli.show.Printable;
import dev.florin.ledger.storage.file.BooksRepair;
import dev.florin.ledger.storage.file.Restore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** New books of what is whole in damaged ones. */
@Command(
        name = "repair",
        description = {
            "Makes new books of damaged ones that are refused: every batch before the first that is missing or damaged. Shows first "
                    + "what is wrong, what would be kept and what would be lost, and does nothing until that is confirmed.",
            "",
            "What was recorded behind the damage is lost, though it was confirmed to callers: if there is a backup that goes "
                    + "further, restore that instead. The damaged books are only read and stay as they are. The repaired ones "
                    + "are another incarnation, which receipts show."
        },
        footer = {"", "Example:", "  florin repair --books books --to books-repaired"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RepairCommand implements Callable<Integer> {
    private static final String WORD = "repair";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--books",
            required = true,
            paramLabel = "DIR",
            converter = JournalFolder.class,
            description = "The folder of the damaged books.")
    private Path books;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            converter = JournalFolder.class,
            description =
                    "The folder of the repaired books, new or empty; beside the damaged ones, with -repaired behind its "
                            + "name, if nothing is said.")
    private @Nullable Path to;

    @Option(names = "--yes", description = "Do it without asking.")
    private boolean confirmed;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        BooksRepair repair = BooksRepair.of(books);
        Optional<BooksRepair.Plan> plan = repair.plan();
        if (plan.isEmpty()) {
            out.println("nothing is wrong with the books in " + books + ": they can be opened");
            return ExitCode.DONE;
        }
        Path target = to == null ? beside(books) : to;
        print(plan.get(), target, out);
        if (plan.get().batches() == 0) {
            out.println("not one batch is whole before the damage: there is nothing to repair. Restore a backup.");
            return ExitCode.DIFFERENCES;
        }
        if (!confirmed && !isConfirmed(out)) {
            out.println("nothing was done");
            return ExitCode.DIFFERENCES;
        }
        print(repair.run(plan.get(), target), target, out);
        return ExitCode.DONE;
    }

    private static Path beside(Path books) {
        Path folder = books.toAbsolutePath().normalize();
        return folder.resolveSibling(folder.getFileName() + "-repaired");
    }

    private void print(BooksRepair.Plan plan, Path target, PrintWriter out) {
        out.println("books        " + plan.books());
        out.println("damage       " + Printable.of(plan.problem()));
        out.println();
        out.println("kept         " + plan.batches() + " batches up to position "
                + plan.kept().position() + (plan.recorded() == null ? "" : ", recorded until " + plan.recorded()));
        out.println("             they end in " + Printable.of(plan.place()));
        out.println("chain        " + plan.kept().chain());
        out.println("state        " + plan.kept().state());
        out.println("LOST         everything behind it. Of that, can still be seen: " + seen(plan.loss()));
        out.println("into         " + target);
        out.println("             " + books + " stays as it is");
        out.println();
        out.flush();
    }

    private static String seen(BooksRepair.Loss loss) {
        return loss.batches() == 0
                ? "nothing"
                : loss.effects() + " effects in " + loss.batches() + " batches up to position " + loss.lastPosition()
                        + ", recorded " + loss.first() + " to " + loss.last() + "; " + loss.accounts()
                        + " accounts will have other balances or statements";
    }

    private static boolean isConfirmed(PrintWriter out) {
        out.print("Type '" + WORD + "' to do this, anything else to leave it: ");
        out.flush();
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            out.println();
            return line != null && line.strip().equals(WORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print(Restore.Result result, Path target, PrintWriter out) {
        out.println("repaired     " + result.batches() + " batches up to position "
                + result.restored().position() + ", opened and checked");
        out.println("incarnation  " + result.incarnation());
        out.println("chain        " + result.chain());
        out.println();
        out.println("To go on with them, move " + books + " away, where it is kept, and " + target + " to its place.");
        out.flush();
    }
}
