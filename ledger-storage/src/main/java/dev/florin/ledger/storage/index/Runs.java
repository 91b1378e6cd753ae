package dev.florin.ledger.storage.index;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The runs of an index and how far they reach. Immutable.
 *
 * @param tip the last batch covered
 * @param byKind of each kind, in order of their positions, which do not overlap
 */
record Runs(Tip tip, Map<Kind, List<Run>> byKind) {
    static final Runs NONE = of(Tip.START, List.of());

    static Runs of(Tip tip, List<Run> runs) {
        Map<Kind, List<Run>> byKind = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            byKind.put(
                    kind,
                    runs.stream().filter(run -> run.facts().kind() == kind).toList());
        }
        return new Runs(tip, byKind);
    }

    List<Run> of(Kind kind) {
        return byKind.getOrDefault(kind, List.of());
    }

    List<Run> all() {
        return byKind.values().stream().flatMap(List::stream).toList();
    }

    /** These and further ones, behind them. */
    Runs with(Tip newTip, List<Run> added) {
        List<Run> all = new ArrayList<>(all());
        all.addAll(added);
        return of(newTip, all);
    }

    /** One in the place of several that are beside each other. */
    Runs replaced(List<Run> merged, Run by) {
        List<Run> all = new ArrayList<>(all());
        all.set(all.indexOf(merged.get(0)), by);
        all.removeAll(merged);
        return of(tip, all);
    }

    Manifest manifest(UUID books, long seed) {
        return new Manifest(books, seed, tip, all().stream().map(Run::facts).toList());
    }

    /** How many runs there are of the kind and level that has the most: of less than the fan-out if merges keep up. */
    int mostOfALevel() {
        int most = 0;
        for (Run run : all()) {
            RunFacts facts = run.facts();
            long same = of(facts.kind()).stream()
                    .filter(other -> other.facts().level() == facts.level())
                    .count();
            most = Math.max(most, (int) same);
        }
        return most;
    }

    /** The oldest runs beside each other that are due to be merged: as many of one level as the fan-out says. */
    List<Run> due(int fanOut) {
        for (Kind kind : Kind.values()) {
            List<Run> runs = of(kind);
            for (int from = 0; from + fanOut <= runs.size(); from++) {
                List<Run> window = runs.subList(from, from + fanOut);
                int level = window.get(0).facts().level();
                if (window.stream().allMatch(run -> run.facts().level() == level)) {
                    return window;
                }
            }
        }
        return List.of();
    }
}
