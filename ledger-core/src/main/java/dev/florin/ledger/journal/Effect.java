package dev.florin.ledger.journal;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Details;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.Side;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.spi.EffectKind;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger decided about one command, in the words of the API. Immutable.
 *
 * @param receipt the id that was settled, the position and the recorded time
 * @param kind what was decided
 * @param command what was asked for; of what falls due, of a payment to one of several, and of the parts of a closing, the
 *     command derived; null of a restore and of the dates of schedules, which no command of a caller asks for
 * @param entries what moved or was reserved or freed, entry by entry; empty for other kinds
 * @param details what goes with the entries; nothing for other kinds
 * @param origin what a capture, release, reversal, refund, date of a schedule or cancellation refers to, else null
 * @param due when a hold expires; null if it never does, and for other kinds
 * @param rejection why a command was rejected, else null
 * @param after the account as an opening or an update left it, else null
 * @param members how many of the next effects belong to this one
 * @param date which date of a schedule has come, or behind which one the next is known, else null
 * @param restored where a new incarnation of the books begins, else null
 */
public record Effect(
        Receipt receipt,
        EffectKind kind,
        @Nullable Command command,
        List<Line> entries,
        Details details,
        @Nullable Origin origin,
        @Nullable Instant due,
        @Nullable Rejection rejection,
        @Nullable AccountAfter after,
        int members,
        @Nullable Date date,
        @Nullable Restored restored) {
    /** Copies the list. */
    public Effect {
        Objects.requireNonNull(receipt, "receipt");
        Objects.requireNonNull(kind, "kind");
        entries = List.copyOf(entries);
        Objects.requireNonNull(details, "details");
    }

    /**
     * An entry with the sums of its account after it.
     *
     * @param account the account as it was then
     * @param side debit or credit
     * @param amount how much; 0 if a part of its origin did not move
     * @param debits all its debits after the entry
     * @param credits all its credits after the entry
     * @param pending what holds will move after the entry; null if no hold was concerned
     */
    public record Line(
            Account account,
            Side side,
            Amount amount,
            Amount debits,
            Amount credits,
            @Nullable Pending pending) {
        /** Checks that all parts are there. */
        public Line {
            Objects.requireNonNull(account, "account");
            Objects.requireNonNull(side, "side");
            Objects.requireNonNull(amount, "amount");
            Objects.requireNonNull(debits, "debits");
            Objects.requireNonNull(credits, "credits");
        }
    }

    /**
     * What holds will move on an account.
     *
     * @param debits the sum of the pending debits
     * @param credits the sum of the pending credits
     */
    public record Pending(Amount debits, Amount credits) {
        /** Checks that both are there. */
        public Pending {
            Objects.requireNonNull(debits, "debits");
            Objects.requireNonNull(credits, "credits");
        }
    }

    /**
     * What an effect refers to.
     *
     * @param id the hold, movement or schedule
     * @param position the position of its effect
     * @param timedOut whether its time-out passed, and no command asked
     */
    public record Origin(CommandId id, long position, boolean timedOut) {
        /** Checks that the id is there. */
        public Origin {
            Objects.requireNonNull(id, "id");
        }
    }

    /**
     * A date of a schedule.
     *
     * @param due the date that has come
     * @param next the one behind it, or null if there is none, or {@code planned} is false
     * @param planned whether the one behind it, or that there is none, is known
     * @param runs how many dates have come so far
     */
    public record Date(Instant due, @Nullable Instant next, boolean planned, long runs) {
        /** Checks that the date is there. */
        public Date {
            Objects.requireNonNull(due, "due");
        }
    }

    /**
     * The mark that a restore leaves.
     *
     * @param chain the chain hash of the batch that the books were restored to, 64 hexadecimal digits
     * @param lastPosition the last position of that batch
     * @param incarnation the incarnation that begins
     */
    public record Restored(String chain, long lastPosition, int incarnation) {
        /** Checks that the chain is there. */
        public Restored {
            Objects.requireNonNull(chain, "chain");
        }
    }

    /**
     * An account as an effect left it.
     *
     * @param number its number, from 0 in the order of the openings
     * @param account its attributes
     * @param status its status
     */
    public record AccountAfter(int number, Account account, AccountStatus status) {
        /** Checks that all parts are there. */
        public AccountAfter {
            Objects.requireNonNull(account, "account");
            Objects.requireNonNull(status, "status");
        }
    }
}
