package dev.florin.ledger.storage.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Looks for what belongs to one account, origin or label, part by part in the order asked for. Parts cover positions one behind
 * the other, so the first that give enough are the only ones looked at.
 *
 * @param kind of the records
 * @param key the account, origin or label
 * @param from the number to begin with
 * @param position the position of that number
 * @param ascending the order
 * @param found takes what is found
 * @param hash what a filter knows the key by
 */
record RangeSearch(Kind kind, long key, long from, long position, boolean ascending, Found found, long hash) {
    RangeSearch(Kind kind, long key, long from, long position, boolean ascending, Found found) {
        this(kind, key, from, position, ascending, found, 0);
    }

    void in(View view, BlockReader reader) throws IOException {
        if (ascending) {
            onDisk(view.runs().of(kind), reader);
            inMemory(view.recent());
        } else {
            List<Recent> newestFirst = new ArrayList<>(view.recent());
            Collections.reverse(newestFirst);
            inMemory(newestFirst);
            List<Run> runs = new ArrayList<>(view.runs().of(kind));
            Collections.reverse(runs);
            onDisk(runs, reader);
        }
    }

    private void inMemory(List<Recent> parts) {
        for (Recent part : parts) {
            if (mayHold(part.first(), part.last())) {
                part.chains(kind).find(key, from, ascending, found);
            }
        }
    }

    private void onDisk(List<Run> runs, BlockReader reader) throws IOException {
        for (Run run : runs) {
            Filter filter = run.filter();
            if (mayHold(run.facts().first(), run.facts().last()) && (filter == null || filter.mayHold(hash) == 1)) {
                run.find(key, from, ascending, found, reader);
            }
        }
    }

    private boolean mayHold(long first, long last) {
        return found.wantsMore() && (ascending ? last >= position : first <= position);
    }
}
