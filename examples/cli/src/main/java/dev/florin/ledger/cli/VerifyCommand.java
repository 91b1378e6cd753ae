package dev.florin.ledger.cli;

import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.show.Json;
import dev.florin.ledger.cli.show.Printable;
import dev.florin.ledger.cli.show.Sums;
import dev.florin.ledger.storage.file.Verification;
import dev.florin.ledger.storage.file.VerificationReport;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** Whether books are whole. */
@Command(
        name = "verify",
        description = {
            "Verifies books from the first byte of their journal to the last: headers, checksums, hash chain, positions, sums of "
                    + "every entry, the digest of every batch, debits and credits, holds. Changes nothing, and does not "
                    + "mind a ledger that has the books open. Exit code 1 if something is wrong.",
            "",
            "A chain hash that was noted earlier (verify, trial-balance and receipts show it) proves with --since that "
                    + "nothing up to there was changed."
        },
        footer = {
            "",
            "Examples:",
            "  florin verify books",
            "  florin verify --books books --since 928c3bf32c671ca50b73c85cb725e72a5b90d09612b392138ad6079355883c82"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private WhichBooks books;

    @Option(
            names = "--since",
            paramLabel = "HASH",
            description =
                    "A chain hash that was noted earlier: the journal up to the batch with it is unchanged, or the exit "
                            + "code is 1.")
    private @Nullable String since;

    @Option(names = "--json", description = "Answer with one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        VerifyProgress progress = new VerifyProgress(spec.commandLine().getErr());
        Verification verification = Verification.of(books.folder()).progress(progress);
        VerificationReport report = (since == null ? verification : since(verification, since)).run();
        progress.end();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Json.print(out, to -> write(to, report));
        } else {
            print(out, report);
        }
        return report.isWhole() ? ExitCode.DONE : ExitCode.DIFFERENCES;
    }

    private static Verification since(Verification verification, String chain) {
        try {
            return verification.since(chain);
        } catch (IllegalArgumentException e) {
            throw new BadInputException("--since: " + e.getMessage());
        }
    }

    private void print(PrintWriter out, VerificationReport report) {
        Fingerprints fingerprints = report.fingerprints();
        Sums.print(report.sums(), out, "");
        out.println();
        out.println("books        " + (report.books() == null ? "none" : report.books()));
        out.println("batches      " + report.batches());
        out.println("position     " + fingerprints.position());
        if (report.lastRecorded() != null) {
            out.println("recorded     " + report.lastRecorded());
        }
        out.println("incarnation  " + report.incarnation());
        out.println("accounts     " + report.accounts());
        out.println("open holds   " + report.openHolds());
        out.println("end          " + (report.inUse() ? "in use" : report.sealed() ? "sealed" : "not sealed"));
        out.println("chain        " + fingerprints.chain());
        out.println("state        " + fingerprints.state());
        out.println("content      " + fingerprints.content());
        report.unchangedSince()
                .ifPresent(mark -> out.println("since        unchanged up to batch " + mark.sequence() + ", position "
                        + mark.position() + ", recorded " + mark.recorded()));
        if (!report.notes().isEmpty()) {
            out.println();
            report.notes().forEach(note -> out.println("note: " + Printable.of(note)));
        }
        out.println();
        report.problems().forEach(problem -> out.println("problem: " + Printable.of(problem)));
        out.println(report.isWhole() ? "whole" : "NOT whole: the figures above are of what comes before the damage");
        out.flush();
    }

    private static void write(JsonGenerator to, VerificationReport report) {
        Fingerprints fingerprints = report.fingerprints();
        to.writeBooleanProperty("whole", report.isWhole());
        to.writeStringProperty("books", String.valueOf(report.books()));
        to.writeNumberProperty("batches", report.batches());
        to.writeNumberProperty("position", fingerprints.position());
        to.writeStringProperty("recorded", String.valueOf(report.lastRecorded()));
        to.writeNumberProperty("incarnation", report.incarnation());
        to.writeNumberProperty("accounts", report.accounts());
        to.writeNumberProperty("open_holds", report.openHolds());
        to.writeBooleanProperty("in_use", report.inUse());
        to.writeBooleanProperty("sealed", report.sealed());
        to.writeStringProperty("chain", fingerprints.chain());
        to.writeStringProperty("state", fingerprints.state());
        to.writeStringProperty("content", fingerprints.content());
        Sums.write(to, report.sums());
        to.writeObjectPropertyStart("since");
        report.unchangedSince().ifPresent(mark -> {
            to.writeNumberProperty("batch", mark.sequence());
            to.writeNumberProperty("position", mark.position());
            to.writeStringProperty("recorded", mark.recorded().toString());
        });
        to.writeEndObject();
        Json.write(to, "problems", report.problems());
        Json.write(to, "notes", report.notes());
    }
}
