package dev.florin.ledger.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A part of the suite that runs in a JVM of its own.
 *
 * @param name by which it is left out, and its files are called
 * @param mainClass what runs
 * @param jvm options of its JVM
 * @param arguments what it is told
 */
record Step(String name, String mainClass, List<String> jvm, List<String> arguments) {
    Step {
        jvm = List.copyOf(jvm);
        arguments = List.copyOf(arguments);
    }

    /** Runs it, with what it prints in {@code NAME.log} of a folder, and says how it went. */
    String run(Path folder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dflorin.bench.dir=" + System.getProperty("florin.bench.dir", "bench-books"));
        String more = System.getProperty("florin.bench.jvm", "");
        command.add("-Dflorin.bench.jvm=" + more);
        command.addAll(jvm);
        Stream.of(more.split(" ")).filter(option -> !option.isEmpty()).forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        long start = System.nanoTime();
        File log = folder.resolve(name + ".log").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        Thread ending = new Thread(process::destroy, "end-" + name);
        Runtime.getRuntime().addShutdownHook(ending);
        int exitCode = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(ending);
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        return (exitCode == 0 ? "done" : "ended with exit code " + exitCode + ": " + log.getName() + " says why") + " ("
                + seconds + " s)";
    }
}
