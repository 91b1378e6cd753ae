package dev.florin.ledger.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Another process that uses books: see {@link StorageChild}. Closing kills it. */
public final class ChildProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    /** The exit value of a process that signal 9 ended. */
    private static final int KILLED = 128 + 9;

    private final Process process;
    private final BufferedReader output;
    private final Path errors;

    private ChildProcess(Process process, Path errors) {
        this.process = process;
        this.output = process.inputReader();
        this.errors = errors;
    }

    /** Starts a child, which waits until it is told to {@linkplain #go() go}. */
    public static ChildProcess start(StorageKind kind, StorageChild.Job job, Path books, long seed) {
        return start(command(kind, job, books, seed));
    }

    /** Starts a child whose files the system stops at the size that the kind says. */
    public static ChildProcess startLimited(StorageKind kind, StorageChild.Job job, Path books) {
        List<String> shell = new ArrayList<>(
                List.of("bash", "-c", "ulimit -f " + kind.largestFileKilobytes() + " && exec \"$@\"", "bash"));
        shell.addAll(command(kind, job, books, 0));
        return start(shell);
    }

    private static List<String> command(StorageKind kind, StorageChild.Job job, Path books, long seed) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StorageChild.class.getName(),
                kind.getClass().getName(),
                job.name(),
                books.toString(),
                Long.toString(seed));
    }

    private static ChildProcess start(List<String> command) {
        try {
            // Not this process's own: it may be a file, which a limit on the size of files would count.
            Path errors = Files.createTempFile("florin-child", ".err");
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            return new ChildProcess(process, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the child begin. */
    public ChildProcess go() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new AssertionError("a child could not be told to go; it said: " + errors(), e);
        }
    }

    /** The next line that it says whole; null if there is none any more. */
    public @Nullable String line() {
        try {
            String line = output.readLine();
            return line == null || !line.endsWith(StorageChild.END) ? null : line.substring(0, line.length() - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line, which must be there. */
    public String told() {
        String line = line();
        if (line == null) {
            throw new AssertionError("a child said nothing more, but: " + errors());
        }
        return line;
    }

    /** All lines until it ends. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (String line = line(); line != null; line = line()) {
            lines.add(line);
        }
        return lines;
    }

    /** Ends its input, upon which one that holds books closes them. */
    public void end() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await();
    }

    /** Kills it with signal 9. What it had said can still be read. */
    public void kill() {
        // Not the process itself: that would close its output before it is read to the end.
        process.toHandle().destroyForcibly();
    }

    /** Stops it with a signal; it still has what it has. */
    public void stop() {
        try {
            Process kill = new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start();
            if (kill.waitFor() != 0) {
                throw new AssertionError("process " + process.pid() + " could not be stopped");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for its end. */
    public void await() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("a child did not end; it said: " + errors());
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for its end, which must come from {@link #kill}. */
    public void requireKilled() {
        await();
        if (process.exitValue() != KILLED) {
            throw new AssertionError(
                    "a child ended with " + process.exitValue() + " before it was killed; it said: " + errors());
        }
    }

    /** Its number in the system. */
    public long pid() {
        return process.pid();
    }

    /** What it wrote to its standard error. */
    public String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        kill();
        await();
        try {
            Files.deleteIfExists(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
