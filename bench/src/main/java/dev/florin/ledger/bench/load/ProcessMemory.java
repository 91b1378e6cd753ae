package dev.florin.ledger.bench.load;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the system says of this process; 0 for what it does not say.
 *
 * @param residentBytes in main memory
 * @param anonymousBytes of these, what is no part of a file: heap, buffers, stacks, code
 * @param openFiles file descriptors
 */
record ProcessMemory(long residentBytes, long anonymousBytes, long openFiles) {
    private static final Path STATUS = Path.of("/proc/self/status");

    static ProcessMemory now() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        long files = system instanceof UnixOperatingSystemMXBean unix ? unix.getOpenFileDescriptorCount() : 0;
        if (!Files.isReadable(STATUS)) {
            return new ProcessMemory(0, 0, files);
        }
        try {
            List<String> lines = Files.readAllLines(STATUS);
            return new ProcessMemory(bytes(lines, "VmRSS:"), bytes(lines, "RssAnon:"), files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line such as {@code VmRSS:     12345 kB}. */
    private static long bytes(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }
}
