package dev.florin.ledger.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a figure depends on beside the code.
 *
 * @param processor its name
 * @param cores     how many of it the JVM may use
 * @param memory    of the machine
 * @param system    the operating system
 * @param disk      where the benchmarks work, with the kind of its file system
 * @param java      the JVM
 * @param load      how many threads ran or waited to, over the last minute
 */
public record Machine(
        String processor, int cores, String memory, String system, String disk, String java, double load) {
    /** This one, now. */
    public static Machine here() {
        OperatingSystemMXBean os = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(
                processorName(),
                os.getAvailableProcessors(),
                String.format(Locale.ROOT, "%.1f GiB", os.getTotalMemorySize() / (double) (1L << 30)),
                os.getName() + " " + os.getVersion() + " " + os.getArch(),
                diskName(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                os.getSystemLoadAverage());
    }

    private static String processorName() {
        Path facts = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(facts)) {
            return "unknown";
        }
        try (Stream<String> lines = Files.lines(facts)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String diskName() {
        try (BenchFolder folder = new BenchFolder()) {
            FileStore store = Files.getFileStore(folder.path());
            return store + ", " + store.type();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
