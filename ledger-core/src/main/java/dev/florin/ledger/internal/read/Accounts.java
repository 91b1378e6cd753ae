package dev.florin.ledger.internal.read;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountPage;
import dev.florin.ledger.AccountQuery;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Balance;
import dev.florin.ledger.RollUp;
import dev.florin.ledger.internal.read.PublishedNames.Named;
import dev.florin.ledger.spi.Storage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Accounts one by one, in pages and added up, each time at one position. On the caller's thread. */
public final class Accounts {
    private final Reads reads;
    private final PublishedBooks published;
    private final Storage.Session storage;
    private final PastCommands past;

    public Accounts(Reads reads, PublishedBooks published, Storage.Session storage, PastCommands past) {
        this.reads = reads;
        this.published = published;
        this.storage = storage;
        this.past = past;
    }

    /** An account at one position. */
    private record Snapshot(int number, PublishedBooks.Seen seen, Balance balance) {
        Account account() {
            return seen.state().account();
        }
    }

    public Optional<AccountView> account(AccountId account) {
        int number = reads.numberIfKnown(account);
        if (number < 0) {
            return Optional.empty();
        }
        List<Snapshot> found = reads.atOneMoment(position -> tryAccount(number, position));
        return found.stream().findFirst().map(this::view);
    }

    private @Nullable List<Snapshot> tryAccount(int number, long position) {
        if (!published.isOpenAt(number, position)) {
            return List.of();
        }
        PublishedBooks.Seen seen = published.attributes(number, position);
        Snapshot snapshot = seen == null ? null : trySnapshot(number, seen, position);
        return snapshot == null ? null : List.of(snapshot);
    }

    private @Nullable Snapshot trySnapshot(int number, PublishedBooks.Seen seen, long position) {
        Balance balance = published.balance(number, position);
        return balance == null ? null : new Snapshot(number, seen, balance);
    }

    public AccountPage accounts(AccountQuery query) {
        // One more than asked for tells whether another page follows.
        int most = query.limit() + 1;
        List<Snapshot> found = query.namePrefix().isEmpty()
                ? reads.atOneLongMoment(() -> tryByNumber(query, most, reads.position()))
                : withNames(position -> tryByName(query, most, position));
        AccountQuery.Cursor next = null;
        if (found.size() == most) {
            found.remove(most - 1);
            Snapshot last = found.get(most - 2);
            next = new AccountQuery.Cursor(last.account().name(), last.number);
        }
        return new AccountPage(found.stream().map(this::view).toList(), next);
    }

    private @Nullable List<Snapshot> tryByNumber(AccountQuery query, int most, long position) {
        List<Snapshot> found = new ArrayList<>();
        AccountQuery.Cursor after = query.after();
        int number = after == null ? 0 : (int) Math.min(after.number() + 1, Integer.MAX_VALUE);
        for (; found.size() < most && published.isOpenAt(number, position); number++) {
            PublishedBooks.Seen seen = published.attributes(number, position);
            if (seen == null || !tryAdd(query, number, seen, position, found)) {
                return null;
            }
        }
        return found;
    }

    private @Nullable List<Snapshot> tryByName(AccountQuery query, int most, long position) {
        List<Snapshot> found = new ArrayList<>();
        AccountQuery.Cursor after = query.after();
        Named behind = after == null ? null : new Named(after.name(), (int) after.number());
        Iterator<Named> names =
                published.names().from(query.namePrefix(), behind).iterator();
        while (found.size() < most && names.hasNext()) {
            Named named = names.next();
            PublishedBooks.Seen seen = published.attributes(named.number(), position);
            if (seen == null) {
                if (published.isOpenAt(named.number(), position)) {
                    return null;
                }
            } else if (hasName(seen, named) && !tryAdd(query, named.number(), seen, position, found)) {
                return null;
            }
        }
        return found;
    }

    /** Whether an account has at the position seen the name that it has at some position. */
    private static boolean hasName(PublishedBooks.Seen seen, Named named) {
        return seen.state().account().name().equals(named.name());
    }

    /** False if the balance was replaced since. */
    private boolean tryAdd(
            AccountQuery query, int number, PublishedBooks.Seen seen, long position, List<Snapshot> found) {
        if (!matches(query, seen)) {
            return true;
        }
        Snapshot snapshot = trySnapshot(number, seen, position);
        return snapshot != null && found.add(snapshot);
    }

    private static boolean matches(AccountQuery query, PublishedBooks.Seen seen) {
        Account account = seen.state().account();
        return (query.asset() == null || query.asset().equals(account.asset()))
                && (query.code() == null || query.code() == account.code())
                && (query.status() == null || query.status() == seen.state().status());
    }

    public RollUp rollUp(String prefix) {
        return withNames(position -> tryRollUp(prefix, position));
    }

    private @Nullable RollUp tryRollUp(String prefix, long position) {
        RollUpSums sums = new RollUpSums();
        Iterator<Named> names = published.names().from(prefix, null).iterator();
        while (names.hasNext()) {
            Named named = names.next();
            PublishedBooks.Seen seen = published.attributes(named.number(), position);
            Balance balance =
                    seen == null || !hasName(seen, named) ? null : published.balance(named.number(), position);
            if (balance != null) {
                sums.add(balance);
            } else if (seen == null ? published.isOpenAt(named.number(), position) : hasName(seen, named)) {
                return null;
            }
        }
        return new RollUp(prefix, sums.lines(), position);
    }

    /** As {@link PublishedNames} asks: no name that counts at the position was taken out during the read. */
    private <T> T withNames(LongFunction<@Nullable T> read) {
        PublishedNames names = published.names();
        return reads.atOneLongMoment(() -> {
            long removals = names.removals();
            T found = read.apply(reads.position());
            return names.removals() == removals ? found : null;
        });
    }

    /** The opening's command id is in its effect alone. */
    private AccountView view(Snapshot snapshot) {
        return new AccountView(
                snapshot.account(),
                snapshot.seen.state().status(),
                snapshot.balance,
                past.receipt(storage.read(snapshot.seen.openedPosition())));
    }
}
