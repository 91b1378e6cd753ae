package dev.florin.ledger.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The folder of books that a tool looks into without opening them. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class WhichBooks {
    @ArgGroup(multiplicity = "1")
    private Either either;

    private static final class Either {
        @Option(
                names = "--books",
                paramLabel = "DIR",
                converter = JournalFolder.class,
                description = "The folder of the books.")
        private @Nullable Path option;

        @Parameters(paramLabel = "DIR", converter = JournalFolder.class, description = "The folder of the books.")
        private @Nullable Path parameter;
    }

    /** The folder. */
    Path folder() {
        Path folder = either.option != null ? either.option : either.parameter;
        if (folder == null) {
            throw new IllegalStateException("picocli lets nothing pass without a folder");
        }
        return folder;
    }
}
