package dev.florin.ledger.cli;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.proof.InclusionProof;
import dev.florin.ledger.storage.Location;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A proof that something is in the books. */
@Command(
        name = "prove",
        description = {
            "Prints a proof, as one JSON object, that something is in the books: what became of a command, or the entry that made "
                    + "an account's balance what it is. Whoever knows the chain hash it leads to checks it without the "
                    + "books, with check-proof or a few lines of code.",
            "",
            "A proof of an account's balance does not prove that nothing was posted later."
        },
        footer = {
            "",
            "Examples:",
            "  florin prove --books books --id table-12 > proof.json",
            "  florin prove --books books --account users:alice --to newest > proof.json"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ProveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--books", required = true, paramLabel = "LOCATION", description = Books.LOCATION)
    private Location books;

    @ArgGroup(multiplicity = "1")
    private What what;

    private static final class What {
        @Option(
                names = "--id",
                paramLabel = "ID-or-NAME",
                description = "The command: its id, or the name its id was made from.")
        private @Nullable String command;

        @Option(names = "--account", paramLabel = "NAME", description = "The account whose balance is meant.")
        private @Nullable String account;
    }

    @Option(
            names = "--at",
            paramLabel = "POSITION",
            description = "With --account: the balance at this position, not the newest one.")
    private @Nullable Long at;

    @Option(
            names = "--to",
            paramLabel = "HASH",
            description =
                    "Lead the proof on to this later chain hash, or to the 'newest'; if nothing is said, it leads to the "
                            + "chain hash of its own batch.")
    private @Nullable String to;

    @Override
    public Integer call() {
        try (Ledger ledger = Books.openExisting(books, spec)) {
            InclusionProof proof = proof(ledger);
            PrintWriter out = spec.commandLine().getOut();
            out.println((to == null ? proof : ledOn(ledger, proof, to)).toJson());
            out.flush();
            return ExitCode.DONE;
        }
    }

    private InclusionProof proof(Ledger ledger) {
        Known known = new Known(ledger);
        if (what.account == null) {
            if (at != null) {
                throw new BadInputException("--at goes with --account: a command has one position");
            }
            String command = String.valueOf(what.command);
            return ledger.proof(known.commandId(command))
                    .orElseThrow(
                            () -> new BadInputException("nothing was ever posted or rejected under '" + command + "'"));
        }
        return ledger.proof(known.account(what.account).id(), at == null ? Long.MAX_VALUE : at)
                .orElseThrow(() -> new BadInputException("nothing was posted to '" + what.account + "'"
                        + (at == null ? "" : " up to position " + at) + ", so there is no entry to prove"));
    }

    private static InclusionProof ledOn(Ledger ledger, InclusionProof proof, String to) {
        String chain = to.equals("newest") ? ledger.fingerprints().chain() : to;
        Optional<InclusionProof> ledOn = ledger.leadOn(proof, chain);
        return ledOn.orElseThrow(() -> new BadInputException("no batch from position " + proof.position()
                + " on has the chain hash " + to + "; florin verify --since tells which batch has it, if any"));
    }
}
