package dev.florin.ledger.storage.file;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.storage.index.IndexSizes;
import dev.florin.ledger.storage.mapdb.MapDbStorage;
import dev.florin.ledger.storage.maps.MapDbDisk;
import dev.florin.ledger.testkit.Frames;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Another process that uses books whose index is in MapDB, or that has no MapDB. */
final class MapDbChild {
    /** So small that the index is written and merged all the time. */
    private static final IndexSizes TINY = new IndexSizes(100, 1_000, 2, 2, 4, 4);

    /** What MapDB needs and nothing else here does. */
    private static final List<String> LIBRARIES = List.of("mapdb", "elsa", "kotlin", "eclipse", "guava", "lz4");

    private MapDbChild() {}

    /** Books with a tiny index in MapDB. */
    static Storage tiny(Path books) {
        FileStorage files = FileStorage.at(books).segmentBytes(256 << 10);
        return replay -> files.open(MapDbDisk::open, TINY, replay);
    }

    static Process start(String what, Path books) throws IOException {
        return start(command(what, books, System.getProperty("java.class.path")));
    }

    /** With a limit on the size of the files that it writes. */
    static Process startLimited(String what, Path books, int kilobytes) throws IOException {
        List<String> shell =
                new ArrayList<>(List.of("bash", "-c", "ulimit -f " + kilobytes + " && exec \"$@\"", "bash"));
        shell.addAll(command(what, books, System.getProperty("java.class.path")));
        return start(shell);
    }

    /** Without MapDB and what it needs, or without one of them. */
    static Process startWithout(List<String> libraries, String what, Path books) throws IOException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> libraries.stream()
                        .noneMatch(
                                name -> Path.of(entry).getFileName().toString().startsWith(name)))
                .collect(Collectors.joining(File.pathSeparator));
        return start(command(what, books, classPath));
    }

    static List<String> libraries() {
        return LIBRARIES;
    }

    private static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<String> command(String what, Path books, String classPath) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + books.resolveSibling(books.getFileName() + ".classes") + "::filecount=0",
                "-cp",
                classPath,
                MapDbChild.class.getName(),
                what,
                books.toString());
    }

    public static void main(String[] args) throws IOException {
        Path books = Path.of(args[1]);
        Frames frames = new Frames(System.nanoTime(), 50);
        Storage storage = switch (args[0]) {
            case "files" -> FileStorage.at(books);
            case "mapdb" -> MapDbStorage.at(books);
            default -> tiny(books);
        };
        try (Storage.Session session =
                storage.open(batch -> frames.goOnBehind(batch.sequence(), batch.lastPosition()))) {
            System.out.println("open");
            if (args[0].equals("write")) {
                write(session, frames);
            } else {
                session.append(frames.group(1));
            }
        } catch (StorageException e) {
            System.out.println(e.getMessage());
        }
        if (args[0].equals("files")) {
            System.out.println(Verification.of(books).run().notes());
        }
    }

    private static void write(Storage.Session session, Frames frames) {
        Random random = new Random();
        while (true) {
            List<EffectBatch> group = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                group.add(frames.transfers(1 + random.nextInt(40)));
            }
            session.append(group);
            frames.force();
            System.out.println(frames.lastSequence());
        }
    }
}
