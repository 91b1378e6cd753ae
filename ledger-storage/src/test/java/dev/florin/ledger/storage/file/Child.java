package dev.florin.ledger.storage.file;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.Frames;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Another process that uses books: holds them until its input ends, or writes until it is killed, or
 * fills large segments. */
final class Child {
    private Child() {}

    static Process start(String what, Path books) throws IOException {
        return start(command(what, books));
    }

    /** With a limit on the size of the files that it writes. */
    static Process startLimited(String what, Path books, int kilobytes) throws IOException {
        List<String> shell =
                new ArrayList<>(List.of("bash", "-c", "ulimit -f " + kilobytes + " && exec \"$@\"", "bash"));
        shell.addAll(command(what, books));
        return start(shell);
    }

    /** As a user who owns nothing; libraries are copied to a folder that this user can read. */
    static Process startAsNobody(String what, Path books, Path libraries) throws IOException {
        List<String> other = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        other.addAll(command(what, books));
        StringBuilder classPath = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (Files.isRegularFile(path)) {
                path = Files.copy(path, libraries.resolve(path.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            classPath.append(path).append(File.pathSeparator);
        }
        other.set(other.indexOf("-cp") + 1, classPath.toString());
        return start(other);
    }

    private static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<String> command(String what, Path books) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                what,
                books.toString());
    }

    public static void main(String[] args) throws IOException {
        Frames frames = new Frames(System.nanoTime(), 50);
        Storage storage = FileStorage.at(Path.of(args[1])).segmentBytes(args[0].equals("fill") ? 4 << 20 : 256 << 10);
        try (Storage.Session session =
                storage.open(batch -> frames.goOnBehind(batch.sequence(), batch.lastPosition()))) {
            System.out.println("open");
            if (!args[0].equals("hold")) {
                write(session, frames);
            }
            while (System.in.read() >= 0) {
                // Waits for the end of the input.
            }
        } catch (StorageException e) {
            System.out.println(e.getMessage());
        }
    }

    private static void write(Storage.Session session, Frames frames) {
        Random random = new Random();
        while (true) {
            List<EffectBatch> group = new ArrayList<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                group.add(frames.transfers(1 + random.nextInt(80)));
            }
            session.append(group);
            frames.force();
            System.out.println(frames.lastSequence());
        }
    }
}
