package dev.florin.ledger.bench;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/** What a report says about its run, kept beside the raw figures so that it can be made again. */
final class RunFacts {
    /** Its file in the folder of the run. */
    static final String FILE = "run.properties";

    private static final String STEP = "step.";

    private final Properties facts;

    private RunFacts(Properties facts) {
        this.facts = facts;
    }

    static RunFacts begin(Machine machine, String date, String commit, String command) {
        RunFacts run = new RunFacts(new Properties());
        run.facts.setProperty("date", date);
        run.facts.setProperty("commit", commit);
        run.facts.setProperty("command", command);
        run.facts.setProperty("processor", machine.processor() + ", " + machine.cores() + " cores");
        run.facts.setProperty("memory", machine.memory());
        run.facts.setProperty("system", machine.system());
        run.facts.setProperty("disk", machine.disk());
        run.facts.setProperty("java", machine.java());
        run.facts.setProperty("load.before", load(machine));
        return run;
    }

    /** How fast the machine is by itself, {@code when} being before or after. */
    void measured(String when, Yardstick machine) {
        facts.setProperty("yardstick." + when, machine.toString());
    }

    static RunFacts read(Path folder) throws IOException {
        Properties facts = new Properties();
        try (Reader in = Files.newBufferedReader(folder.resolve(FILE))) {
            facts.load(in);
        }
        return new RunFacts(facts);
    }

    void write(Path folder) throws IOException {
        try (Writer out = Files.newBufferedWriter(folder.resolve(FILE))) {
            facts.store(out, "A run of bench/run.sh");
        }
    }

    /** How a step went, and how busy the machine was behind it. */
    void ended(String step, String how, Machine machine) {
        facts.setProperty(STEP + step, how);
        facts.setProperty("load.after", load(machine));
    }

    String get(String fact) {
        return facts.getProperty(fact, "unknown");
    }

    /** What became of each step. */
    Map<String, String> steps() {
        Map<String, String> steps = new LinkedHashMap<>();
        for (String name : new TreeSet<>(facts.stringPropertyNames())) {
            if (name.startsWith(STEP)) {
                steps.put(name.substring(STEP.length()), get(name));
            }
        }
        return steps;
    }

    private static String load(Machine machine) {
        return String.format(Locale.ROOT, "%.2f", machine.load());
    }
}
