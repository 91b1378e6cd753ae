package dev.florin.ledger.cli;

import dev.florin.ledger.LedgerException;
import dev.florin.ledger.MalformedCommandException;
import dev.florin.ledger.UnknownAccountException;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.show.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What goes wrong, as one line with a next step, and as an exit code. */
final class Failures {
    private Failures() {}

    /** The command line is wrong. */
    static int usage(ParameterException e) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        say(err, command, String.valueOf(e.getMessage()));
        if (!UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println("See " + command.getCommandSpec().qualifiedName() + " --help");
        }
        err.flush();
        return ExitCode.BAD_INPUT;
    }

    /** Something failed on the way. */
    static int report(Exception e, CommandLine command, boolean verbose) {
        PrintWriter err = command.getErr();
        int exitCode = exitCode(e);
        say(err, command, message(e));
        if (verbose) {
            e.printStackTrace(err);
        }
        err.flush();
        return exitCode;
    }

    private static int exitCode(Exception e) {
        boolean input = e instanceof BadInputException
                || e instanceof ParameterException
                || e instanceof IOException
                || e instanceof UnknownAccountException
                || e instanceof MalformedCommandException;
        return input ? ExitCode.BAD_INPUT : ExitCode.BOOKS;
    }

    private static String message(Exception e) {
        Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
        String text = String.valueOf(cause.getMessage());
        if (cause instanceof NoSuchFileException) {
            return text + ": there is no such file";
        }
        if (cause instanceof AccessDeniedException) {
            return text + ": this may not be read or written; check its owner and permissions";
        }
        boolean expected = cause instanceof LedgerException
                || cause instanceof IOException
                || cause instanceof BadInputException
                || cause instanceof ParameterException;
        return expected ? text : "this is a mistake in the tool (" + cause + "); report it with what --verbose shows";
    }

    private static void say(PrintWriter err, CommandLine command, String message) {
        err.println(command.getCommandSpec().qualifiedName() + ": " + Printable.of(message));
    }
}
