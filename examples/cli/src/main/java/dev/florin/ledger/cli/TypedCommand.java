package dev.florin.ledger.cli;

import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.storage.Location;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A command that is typed within another one: a line of a group, or what a schedule does. */
final class TypedCommand {
    private TypedCommand() {}

    /**
     * Reads a command as it is typed, without florin and --books.
     *
     * @param words at least one
     * @param books where the books are
     * @param own its id, unless it names one
     * @param known what can be referred to
     * @param whole what --json and --check belong to, for messages
     * @throws BadInputException if it cannot be used
     */
    static Command parse(List<String> words, Location books, CommandId own, Known known, String whole)
            throws IOException {
        try {
            return parsed(words, books, own, known, whole);
        } catch (ParameterException e) {
            throw new BadInputException(String.valueOf(e.getMessage())); // told as the whole command tells it
        }
    }

    private static Command parsed(List<String> words, Location books, CommandId own, Known known, String whole)
            throws IOException {
        CommandLine line = Florin.writing(new CommandLine(new Line()));
        List<String> args = new ArrayList<>(words);
        args.add(1, "--books=" + books);
        CommandLine.ParseResult parsed = line.parseArgs(args.toArray(String[]::new));
        if (!(parsed.subcommand().commandSpec().userObject() instanceof WriteCommand typed)) {
            throw new BadInputException("'" + words.get(0) + "' moves no money and changes no account");
        }
        if (typed.json || typed.asking.isCheck()) {
            throw new BadInputException("--json and --check belong to " + whole);
        }
        typed.prepare();
        return typed.command(typed.asking.id().orElse(own), known);
    }

    /** What it is parsed as. */
    @CommandLine.Command
    private static final class Line {}
}
