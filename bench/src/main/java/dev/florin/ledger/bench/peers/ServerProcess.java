package dev.florin.ledger.bench.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A peer's programs: run to their end, or in the background until they are stopped. What they print goes to a file. */
final class ServerProcess {
    private static final long STOP_SECONDS = 20;
    private static final long LOOK_MILLIS = 50;
    private static final int CONNECT_MILLIS = 1_000;
    private static final int LINES_TOLD = 8;

    private final Process process;
    private final String command;
    private final Path log;

    private ServerProcess(Process process, String command, Path log) {
        this.process = process;
        this.command = command;
        this.log = log;
    }

    /** Starts a program in a folder, without what the environment says to clients of PostgreSQL. */
    static ServerProcess start(List<String> command, Path folder, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("HOME", folder.toString());
        String text = String.join(" ", command);
        try {
            return new ServerProcess(builder.start(), text, log);
        } catch (IOException e) {
            throw new IOException("could not start " + text + ": " + e.getMessage(), e);
        }
    }

    /** Runs a program to its end, and throws unless it ends well. Returns what it printed. */
    static String run(List<String> command, Path folder, Path log, long seconds)
            throws IOException, InterruptedException {
        ServerProcess program = start(command, folder, log);
        if (!program.process.waitFor(seconds, TimeUnit.SECONDS)) {
            program.process.destroyForcibly();
            throw new IOException(program.command + " has not ended in " + seconds + " s. " + program.said());
        }
        if (program.process.exitValue() != 0) {
            throw new IOException(
                    program.command + " ended with " + program.process.exitValue() + ". " + program.said());
        }
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    /** A port of the loopback that nobody listens on now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Waits until the program listens on a port of the loopback; throws if it ends or takes too long. */
    void awaitPort(int port, long seconds) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (true) {
            requireRunning();
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new IOException(
                            command + " does not listen on port " + port + " after " + seconds + " s. " + said(), e);
                }
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    void requireRunning() throws IOException {
        if (!process.isAlive()) {
            throw new IOException(command + " ended with " + process.exitValue() + ". " + said());
        }
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Asks it to end, and ends it if it does not. */
    void stop() {
        process.destroy();
        awaitEnd();
    }

    /** Waits for its end, and ends it if it does not come. */
    void awaitEnd() {
        try {
            if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }

    /** The last lines of the log. */
    String said() {
        try {
            List<String> lines =
                    Files.readString(log, StandardCharsets.UTF_8).lines().toList();
            if (lines.isEmpty()) {
                return "It said nothing";
            }
            return "It said: "
                    + String.join(" | ", lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }
}
