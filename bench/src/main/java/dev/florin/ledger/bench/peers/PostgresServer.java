package dev.florin.ledger.bench.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of its own in a folder, on a free port of the loopback, with a password made for it. Root must not run it, so a
 * process of root runs it as {@code postgres}, or as {@code nobody} where there is no such user, and gives that user the folder.
 */
final class PostgresServer implements AutoCloseable {
    private static final String USER = "florin";
    private static final long INIT_SECONDS = 120;
    private static final long START_SECONDS = 60;
    private static final long STOP_SECONDS = 60;
    private static final long LOOK_MILLIS = 50;
    private static final String CANNOT_CONNECT_NOW = "57P03";

    /** Durable as by default; more memory and fewer checkpoints than the defaults, which are for a small machine. */
    private static final String SETTINGS = """

            listen_addresses = '127.0.0.1'
            port = %d
            unix_socket_directories = ''
            max_connections = 200
            fsync = on
            synchronous_commit = on
            full_page_writes = on
            shared_buffers = %s
            effective_cache_size = 4GB
            max_wal_size = 8GB
            min_wal_size = 1GB
            checkpoint_timeout = 15min
            """;

    static final String SHARED_BUFFERS = "1GB";

    private final Path binaries;
    private final Path folder;
    private final Path log;
    private final List<String> asUser;
    private final int port;
    private final String password = UUID.randomUUID().toString();
    private @Nullable ServerProcess server;

    /** Makes the data in an empty folder; nothing runs yet. */
    PostgresServer(Path binaries, Path folder) throws IOException, InterruptedException {
        this.binaries = binaries;
        this.folder = folder.toAbsolutePath().normalize();
        this.log = this.folder.resolve("postgresql.log");
        this.asUser = isRoot(this.folder) ? handOver(this.folder) : List.of();
        this.port = ServerProcess.freePort();
        init();
    }

    /** Whether the programs are there. */
    static boolean isIn(Path binaries) {
        return Files.isExecutable(binaries.resolve("postgres")) && Files.isExecutable(binaries.resolve("initdb"));
    }

    /** Whether this process, which has made the folder, is one of root's. */
    private static boolean isRoot(Path folder) throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid"));
    }

    /** Gives the folder to a user who is not root. Returns how to run a program as that user. */
    private static List<String> handOver(Path folder) throws IOException, InterruptedException {
        UserPrincipal user = user(folder, "postgres");
        if (user == null) {
            user = user(folder, "nobody");
        }
        if (user == null) {
            throw new IOException("PostgreSQL must not run as root, and there is neither a user postgres nor nobody."
                    + " Make one, or run this as another user");
        }
        String group =
                ServerProcess.run(List.of("id", "-g", user.getName()), folder, folder.resolve("group"), START_SECONDS);
        Files.setOwner(folder, user);
        return List.of("setpriv", "--reuid=" + user.getName(), "--regid=" + group.strip(), "--clear-groups");
    }

    private static @Nullable UserPrincipal user(Path folder, String name) throws IOException {
        try {
            return folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
        } catch (UserPrincipalNotFoundException e) {
            return null;
        }
    }

    private void init() throws IOException, InterruptedException {
        Path passwordFile = Files.writeString(folder.resolve("password"), password, StandardCharsets.UTF_8);
        if (!asUser.isEmpty()) {
            Files.setOwner(passwordFile, Files.getOwner(folder));
        }
        run(
                INIT_SECONDS,
                "initdb",
                "--pgdata=" + data(),
                "--username=" + USER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-locale");
        Files.writeString(
                data().resolve("postgresql.conf"),
                SETTINGS.formatted(port, SHARED_BUFFERS),
                StandardCharsets.UTF_8,
                StandardOpenOption.APPEND);
    }

    /** Starts it; returns when it takes connections. */
    void start() throws IOException, InterruptedException, SQLException {
        ServerProcess process = ServerProcess.start(command("postgres", "-D", data().toString()), folder, log);
        server = process;
        process.awaitPort(port, START_SECONDS);
        awaitReady(process);
    }

    /** It listens before it takes anyone. */
    private void awaitReady(ServerProcess process) throws IOException, InterruptedException, SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            process.requireRunning();
            try {
                connect().close();
                return;
            } catch (SQLException e) {
                if (!CANNOT_CONNECT_NOW.equals(e.getSQLState()) || System.nanoTime() > deadline) {
                    throw e;
                }
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** The last lines of its log. */
    String said() {
        ServerProcess process = server;
        return process == null ? "" : process.said();
    }

    private Path data() {
        return folder.resolve("data");
    }

    private void run(long seconds, String... command) throws IOException, InterruptedException {
        ServerProcess.run(command(command), folder, log, seconds);
    }

    private List<String> command(String... parts) {
        List<String> command = new ArrayList<>(asUser);
        command.add(binaries.resolve(parts[0]).toString());
        command.addAll(List.of(parts).subList(1, parts.length));
        return command;
    }

    /** A new connection, in auto-commit mode. */
    Connection connect() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", USER);
        login.setProperty("password", password);
        // Makes batches of inserts inserts of many rows, several times as fast.
        login.setProperty("reWriteBatchedInserts", "true");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", login);
    }

    /** Stops it at once, without the last writing of what is deleted next. */
    @Override
    public void close() {
        ServerProcess running = server;
        if (running == null || !running.isRunning()) {
            return;
        }
        try {
            run(STOP_SECONDS, "pg_ctl", "stop", "-D", data().toString(), "-m", "immediate", "-w");
            running.awaitEnd();
        } catch (IOException e) {
            running.stop();
            throw new IllegalStateException("PostgreSQL did not stop in order: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            running.stop();
            Thread.currentThread().interrupt();
        }
    }
}
