package dev.florin.ledger.bench;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a call of the suite leaves out or adds.
 *
 * @param without steps that are left out; those whose names begin with it and a hyphen too
 * @param only steps that run alone; all if there are none
 * @param soak how long to post at a fixed rate, if at all
 * @param tigerbeetle the program of TigerBeetle, if it is to be measured
 */
record SuiteOptions(List<String> without, List<String> only, Optional<String> soak, Optional<String> tigerbeetle) {
    static SuiteOptions parse(List<String> options) {
        List<String> without = new ArrayList<>();
        List<String> only = new ArrayList<>();
        Optional<String> soak = Optional.empty();
        Optional<String> tigerbeetle = Optional.empty();
        Iterator<String> left = options.iterator();
        while (left.hasNext()) {
            String name = left.next();
            if (!left.hasNext()) {
                throw new IllegalArgumentException(name + " is no option, or has no value");
            }
            String value = left.next();
            switch (name) {
                case "--without" -> without.addAll(List.of(value.split(",")));
                case "--only" -> only.addAll(List.of(value.split(",")));
                case "--soak" -> soak = Optional.of(value);
                case "--tigerbeetle" -> tigerbeetle = Optional.of(value);
                default ->
                    throw new IllegalArgumentException("--without, --only, --soak or --tigerbeetle, not " + name);
            }
        }
        return new SuiteOptions(List.copyOf(without), List.copyOf(only), soak, tigerbeetle);
    }

    /** Those of all steps that are to run; a name that is no step's is refused, before hours of measuring. */
    List<Step> choose(List<Step> all) {
        for (List<String> names : List.of(without, only)) {
            for (String name : names) {
                if (all.stream().noneMatch(step -> isNamed(step, name))) {
                    throw new IllegalArgumentException("there is no step " + name + ", but "
                            + all.stream().map(Step::name).collect(Collectors.joining(", ")));
                }
            }
        }
        return all.stream()
                .filter(step -> only.isEmpty() || only.stream().anyMatch(name -> isNamed(step, name)))
                .filter(step -> without.stream().noneMatch(name -> isNamed(step, name)))
                .toList();
    }

    private static boolean isNamed(Step step, String name) {
        return step.name().equals(name) || step.name().startsWith(name + "-");
    }

    /** The arguments of the peers. */
    List<String> peers(String figures) {
        List<String> arguments = new ArrayList<>(List.of("--out", figures));
        tigerbeetle.ifPresent(program -> arguments.addAll(List.of("--tigerbeetle", program)));
        return List.copyOf(arguments);
    }
}
