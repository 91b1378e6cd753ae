package dev.florin.ledger.internal.read;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.HoldPage;
import dev.florin.ledger.HoldQuery;
import dev.florin.ledger.HoldView;
import dev.florin.ledger.UnknownAccountException;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.spi.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds at one position. Which ones are open is told between two publications; what they are and what became of them is
 * read from the storage, on the caller's thread.
 */
public final class Holds {
    private final Reads reads;
    private final PublishedHolds published;
    private final Storage.Session storage;
    private final PastCommands past;
    private final Between between;

    public Holds(Reads reads, PublishedBooks published, Storage.Session storage, PastCommands past, Between between) {
        this.reads = reads;
        this.published = published.holds();
        this.storage = storage;
        this.past = past;
        this.between = between;
    }

    public Optional<HoldView> hold(CommandId id) {
        long position = reads.position();
        EffectCursor effect = reads.settled(id, position);
        return effect == null || effect.kind() != EffectKind.HOLD_PLACED
                ? Optional.empty()
                : Optional.of(view(effect, position));
    }

    /** The positions of open holds, and the position at which they are open. */
    private record Open(List<Long> holds, long position) {}

    public HoldPage holds(HoldQuery query) {
        AccountId account = query.account();
        Integer number = account == null ? null : reads.number(account);
        // One more than asked for tells whether another page follows.
        Open open = between.call(
                () -> new Open(published.open(number, query.after(), query.limit() + 1), reads.position()));
        if (account != null && number != null && !reads.isOpenAt(number, open.position)) {
            throw new UnknownAccountException(account);
        }
        int count = Math.min(open.holds.size(), query.limit());
        List<HoldView> views = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            views.add(view(storage.read(open.holds.get(i)), open.position));
        }
        return new HoldPage(views, open.holds.size() > count ? open.holds.get(count - 1) : 0);
    }

    private HoldView view(EffectCursor placed, long position) {
        HoldFold fold = new HoldFold(placed);
        reads.forEachReference(placed.position(), position, fold::add);
        return fold.view(past);
    }
}
