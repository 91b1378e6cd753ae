package dev.florin.ledger.testkit;

import dev.florin.ledger.journal.Effect;
import dev.florin.ledger.journal.EffectReader;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.Storage;
import java.util.ArrayList;
import java.util.List;

/** A journal read from its first effect on: what a stream must show, wherever it begins. */
public final class WholeJournal {
    private WholeJournal() {}

    /** All effects of books that nobody has open; the one at position n is the (n - 1)th. */
    public static List<Effect> effects(Storage storage) {
        List<Effect> effects = new ArrayList<>();
        EffectReader reader = new EffectReader();
        Storage.Replay collect = batch -> {
            EffectCursor cursor = batch.cursor();
            while (cursor.next()) {
                effects.add(reader.read(cursor, batch.incarnation()));
            }
        };
        storage.open(collect).close();
        return effects;
    }
}
