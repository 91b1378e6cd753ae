package dev.florin.ledger.storage.file;

import dev.florin.ledger.testkit.StorageChild;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A process of a user who owns nothing, and opens books. */
final class ForeignProcess {
    private ForeignProcess() {}

    /** Starts it; libraries are copied to a folder that this user can read. */
    static Process start(Path books, Path libraries) throws IOException {
        StringBuilder classPath = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (Files.isRegularFile(path)) {
                path = Files.copy(path, libraries.resolve(path.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            classPath.append(path).append(File.pathSeparator);
        }
        List<String> command = List.of(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath.toString(),
                StorageChild.class.getName(),
                FileStorageTest.Kind.class.getName(),
                StorageChild.Job.HOLD.name(),
                books.toString(),
                "0");
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        return process;
    }
}
