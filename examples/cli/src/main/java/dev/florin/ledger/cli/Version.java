package dev.florin.ledger.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote down. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            program() + " (Java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch") + ")"
        };
    }

    /** The name and the version alone. */
    static String program() {
        Properties build = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("build.properties")) {
            build.load(Objects.requireNonNull(in, "build.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException("the jar of this tool cannot be read", e);
        }
        return "florin " + build.getProperty("version");
    }
}
