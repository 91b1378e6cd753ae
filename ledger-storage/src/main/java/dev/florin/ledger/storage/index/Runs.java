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
 * @param byKind of each kind and level in order of their positions, which do not overlap; of a kind that does not {@linkplain
 *     Kind#keepsMerged keep} what was merged, all in order of their positions
 * @param sums those of {@link Kind#SUMS}, by level
 */
record Runs(Tip tip, Map<Kind, List<Run>> byKind, List<List<Run>> sums) {
    static final Runs NONE = of(Tip.START, List.of());

    static Runs of(Tip tip, List<Run> runs) {
        Map<Kind, List<Run>> byKind = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            byKind.put(
                    kind,
                    runs.stream().filter(run -> run.facts().kind() == kind).toList());
        }
        List<List<Run>> sums = new ArrayList<>();
        for (Run run : byKind.getOrDefault(Kind.SUMS, List.of())) {
            while (sums.size() <= run.facts().level()) {
                sums.add(new ArrayList<>());
            }
            sums.get(run.facts().level()).add(run);
        }
        return new Runs(tip, byKind, sums);
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

    /** One in the place of several that are beside each other, or beside them if they stay. */
    Runs merged(List<Run> merged, Run by) {
        if (by.facts().kind().keepsMerged()) {
            return with(tip, List.of(by));
        }
        List<Run> all = new ArrayList<>(all());
        all.set(all.indexOf(merged.get(0)), by);
        all.removeAll(merged);
        return of(tip, all);
    }

    Manifest manifest(UUID books, long seed) {
        return new Manifest(books, seed, tip, all().stream().map(Run::facts).toList());
    }

    /** Those of a kind and level that were not merged yet. */
    private List<Run> toMerge(Kind kind, int level) {
        List<Run> merged = kind.keepsMerged() ? ofLevel(kind, level + 1) : List.of();
        long covered =
                merged.isEmpty() ? 0 : merged.get(merged.size() - 1).facts().last();
        return ofLevel(kind, level).stream()
                .filter(run -> run.facts().first() > covered)
                .toList();
    }

    private List<Run> ofLevel(Kind kind, int level) {
        return of(kind).stream().filter(run -> run.facts().level() == level).toList();
    }

    private int highest(Kind kind) {
        return of(kind).stream().mapToInt(run -> run.facts().level()).max().orElse(-1);
    }

    /** How many runs wait to be merged of the kind and level that has the most: less than the fan-out if merges keep up. */
    int mostOfALevel() {
        int most = 0;
        for (Kind kind : Kind.values()) {
            for (int level = kind.leastMerged(); level <= highest(kind); level++) {
                most = Math.max(most, toMerge(kind, level).size());
            }
        }
        return most;
    }

    /** The oldest runs beside each other that are due to be merged: as many of one level as the fan-out says. */
    List<Run> due(int fanOut) {
        for (Kind kind : Kind.values()) {
            for (int level = highest(kind); level >= kind.leastMerged(); level--) {
                List<Run> waiting = toMerge(kind, level);
                if (waiting.size() >= fanOut) {
                    return waiting.subList(0, fanOut);
                }
            }
        }
        return List.of();
    }
}
