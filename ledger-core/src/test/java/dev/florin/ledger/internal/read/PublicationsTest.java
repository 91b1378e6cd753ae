package dev.florin.ledger.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountHandle;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.Balance;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Hold;
import dev.florin.ledger.OpenAccount;
import dev.florin.ledger.Side;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.internal.index.IdMap;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.testkit.DecidedEffects;
import dev.florin.ledger.testkit.SmallBooks;
import dev.florin.ledger.testkit.Watch;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Publications as fast as they can be made, far faster than a ledger makes them, before the eyes of readers. */
@Timeout(60)
class PublicationsTest {
    private static final int PUBLICATIONS = 20_000;
    private static final List<AccountId> ACCOUNTS = List.of(AccountId.of("first"), AccountId.of("second"));

    private final IdMap ids = new IdMap();
    private final DecidedEffects effects = new DecidedEffects(ids);
    private final PublishedBooks published = new PublishedBooks();
    private final Between fallback = new Between() {
        @Override
        public <T> T call(Supplier<T> work) {
            // What the ledger does on the publisher's thread; here it tells that the tries were not enough.
            throw new TooManyTries();
        }
    };
    private final Reads reads = new Reads(published, ids, null, null, () -> {}, fallback);

    private static final class TooManyTries extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void open() {
        for (AccountId account : ACCOUNTS) {
            publish(effects.decide(
                    OpenAccount.of(Account.of(account, SmallBooks.USD).unlimited())));
        }
    }

    private void publish(DecidedEffects.Batch batch) {
        batch.forEach(published::apply);
        published.publish(batch.lastPosition());
    }

    /** What goes out of first goes into second, one at a time, published in groups of one to three. */
    @Test
    void noReaderSeesAVersionThatIsReplacedUnderItsEyes() {
        try (Watch forth = Watch.with(1, () -> {
                    long out = out(reads.balance(ACCOUNTS.get(0)));
                    long in = in(reads.balance(ACCOUNTS.get(1)));
                    assertThat(in).as("read later").isGreaterThanOrEqualTo(out);
                });
                Watch back = Watch.with(1, () -> {
                    long in = in(reads.balance(ACCOUNTS.get(1)));
                    long out = out(reads.balance(ACCOUNTS.get(0)));
                    assertThat(out).as("read later").isGreaterThanOrEqualTo(in);
                });
                Watch together = Watch.with(1, () -> {
                    try {
                        List<Balance> both = reads.balances(ACCOUNTS);
                        assertThat(in(both.get(1))).isEqualTo(out(both.get(0)));
                        assertThat(both.get(0).version()).isEqualTo(both.get(1).version());
                        assertThat(both.get(0).position()).isEqualTo(both.get(1).position());
                    } catch (TooManyTries e) {
                        Thread.onSpinWait();
                    }
                })) {
            for (int i = 0; i < PUBLICATIONS; i++) {
                int count = 1 + ThreadLocalRandom.current().nextInt(3);
                publish(effects.decide(transfers(count)));
            }
        }
    }

    private static Transfer[] transfers(int count) {
        Transfer[] transfers = new Transfer[count];
        for (int i = 0; i < count; i++) {
            transfers[i] = Transfer.of(CommandId.next())
                    .debit(ACCOUNTS.get(0), 1)
                    .credit(ACCOUNTS.get(1), 1)
                    .build();
        }
        return transfers;
    }

    private static long out(Balance balance) {
        assertThat(balance.debits().toLong()).isEqualTo(balance.version());
        return balance.debits().toLong();
    }

    private static long in(Balance balance) {
        assertThat(balance.credits().toLong()).isEqualTo(balance.version());
        return balance.credits().toLong();
    }

    /** Handles keep attributes of their time; every few publications those are replaced, normal side and all. */
    @Test
    void handlesKeepTheOrderAcrossUpdates() {
        AccountHandle first = reads.handle(ACCOUNTS.get(0));
        AccountHandle second = reads.handle(ACCOUNTS.get(1));
        try (Watch forth = Watch.with(1, () -> {
                    Balance before = first.balance();
                    assertThat(in(second.balance())).isGreaterThanOrEqualTo(out(before));
                    Balance after = first.balance();
                    assertThat(after.position()).isGreaterThanOrEqualTo(before.position());
                    assertThat(after.normalSide()).isEqualTo(sideAt(after.position()));
                });
                Watch back = Watch.with(1, () -> {
                    long in = in(second.balance());
                    assertThat(out(first.balance())).isGreaterThanOrEqualTo(in);
                    Balance fresh = reads.handle(ACCOUNTS.get(0)).balance();
                    assertThat(out(fresh)).isGreaterThanOrEqualTo(in);
                    assertThat(fresh.normalSide()).isEqualTo(sideAt(fresh.position()));
                })) {
            for (int i = 0; i < PUBLICATIONS; i++) {
                publish(effects.decide(transfers(2)[0], flipAtNextPosition()));
            }
        }
    }

    /** The side of the first account flips with every even position from 4 on. */
    private static Side sideAt(long position) {
        return position < 4 || position / 2 % 2 == 1 ? Side.CREDIT : Side.DEBIT;
    }

    /** The flip behind a transfer, which takes an odd position. */
    private AccountUpdate flipAtNextPosition() {
        return AccountUpdate.of(CommandId.next(), ACCOUNTS.get(0)).normalSide(sideAt(published.position() + 2));
    }

    /**
     * Each pair of accounts begins with small sums, and then outgrows 63 bits or has something pending, which moves its sums
     * elsewhere: no reader sees them on the way.
     */
    @Test
    void noReaderSeesSumsThatMove() {
        AtomicReference<AccountHandle> watched = new AtomicReference<>(reads.handle(ACCOUNTS.get(0)));
        try (Watch byHandle = Watch.with(2, () -> requireRight(watched.get().balance()));
                Watch byId = Watch.with(
                        1, () -> requireRight(reads.balance(watched.get().id())))) {
            for (int i = 0; i < PUBLICATIONS / 20; i++) {
                AccountId from = AccountId.of("from " + i);
                AccountId to = AccountId.of("to " + i);
                publish(effects.decide(
                        OpenAccount.of(Account.of(from, SmallBooks.USD).unlimited()),
                        OpenAccount.of(Account.of(to, SmallBooks.USD).unlimited())));
                watched.set(reads.handle(from));
                post(from, to, 3);
                publish(effects.decide(i % 2 == 0 ? Hold.of(move(from, to, Amount.of(1))) : move(from, to, LARGE)));
                post(from, to, 3);
            }
        }
    }

    private static final Amount LARGE = new Amount(0, Long.MIN_VALUE);

    private void post(AccountId from, AccountId to, int count) {
        for (int i = 0; i < count; i++) {
            publish(effects.decide(move(from, to, Amount.of(1))));
        }
    }

    private static Transfer move(AccountId from, AccountId to, Amount amount) {
        return Transfer.of(CommandId.next())
                .debit(from, amount)
                .credit(to, amount)
                .build();
    }

    private static void requireRight(Balance balance) {
        long version = balance.version();
        boolean holds = !balance.pendingDebits().isZero();
        Amount expected = version <= 3 || holds ? Amount.of(version) : LARGE.plus(Amount.of(version - 1));
        assertThat(balance.debits()).as("after %d entries", version).isEqualTo(expected);
        assertThat(balance.credits().isZero()).isTrue();
        assertThat(version).isLessThanOrEqualTo(7);
    }

    /** Attributes are kept in two versions, too: a reader that falls behind both begins again. */
    @Test
    void anAccountThatIsUpdatedAllTheTimeIsNeverUnknown() {
        AccountId account = ACCOUNTS.get(0);
        try (Watch single = Watch.with(
                        1, () -> assertThat(reads.balance(account).account()).isEqualTo(account));
                Watch several = Watch.with(1, () -> {
                    try {
                        assertThat(reads.balances(ACCOUNTS)).hasSize(2);
                    } catch (TooManyTries e) {
                        Thread.onSpinWait();
                    }
                })) {
            for (int i = 0; i < PUBLICATIONS; i++) {
                publish(effects.decide(
                        AccountUpdate.of(CommandId.next(), account).code(i)));
            }
        }
    }

    /** A fault elsewhere ends the reads while the publisher is at work: who still reads at a position sees that one. */
    @Test
    void anEndInTheMiddleOfAPublicationChangesNothingThatWasPublished() {
        publish(effects.decide(transfers(1)));
        publish(effects.decide(transfers(1)));
        long position = published.position();
        Balance seen = published.balance(0, position);
        published.stop();
        effects.decide(transfers(2)).forEach(published::apply);
        assertThat(published.balance(0, position)).isEqualTo(seen);
        assertThat(PublishedBooks.isEnded(published.position())).isTrue();
    }
}
