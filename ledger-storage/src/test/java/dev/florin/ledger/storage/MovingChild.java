package dev.florin.ledger.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Another process that moves books, and says how far it is. */
final class MovingChild {
    private MovingChild() {}

    static Process start(String from, String to) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MovingChild.class.getName(),
                        from,
                        to)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Rests after each group, so that whoever kills it meets it anywhere. */
    public static void main(String[] args) {
        Migration.Result result = Migration.from(Storages.at(args[0]))
                .to(Storages.at(args[1]))
                .groupBytes(8_000)
                .progress(progress -> {
                    System.out.println(progress.stage());
                    try {
                        TimeUnit.MILLISECONDS.sleep(3);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                })
                .run();
        System.out.println("done " + result.fingerprints().position());
    }
}
