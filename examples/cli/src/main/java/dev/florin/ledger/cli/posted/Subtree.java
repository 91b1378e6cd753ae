package dev.florin.ledger.cli.posted;

import java.util.ArrayList;
import java.util.List;

/** The accounts that an account lies below, by their names. */
final class Subtree {
    private Subtree() {}

    /** The name itself, and those of all accounts above it. */
    static List<String> of(String name) {
        List<String> names = new ArrayList<>();
        names.add(name);
        for (int colon = name.lastIndexOf(':'); colon > 0; colon = name.lastIndexOf(':', colon - 1)) {
            names.add(name.substring(0, colon));
        }
        return names;
    }
}
