package dev.florin.ledger;

import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import dev.florin.ledger.spi.LedgerClock;

/**
 * Why a command was rejected, with the figures that explain it. Amounts are minor units; values are immutable. Those of
 * commands that refer to an earlier one are {@link OriginRejection}s.
 */
public sealed interface Rejection
        permits OriginRejection,
                Rejection.IdConflict,
                Rejection.IdSettled,
                Rejection.ConditionAccountUnknown,
                Rejection.ConditionNotMet,
                Rejection.GroupMemberRejected,
                Rejection.EffectsTooLarge,
                Rejection.AccountExists,
                Rejection.AssetScaleDiffers,
                Rejection.UnknownAccount,
                Rejection.NameTaken,
                Rejection.AccountNotEmpty,
                Rejection.AccountHasHolds,
                Rejection.AccountHasSchedules,
                Rejection.LimitAlreadyBroken,
                Rejection.AccountClosed,
                Rejection.AccountFrozen,
                Rejection.AccountFrozenForDebits,
                Rejection.AssetsDiffer,
                Rejection.NothingAvailable,
                Rejection.Unbalanced,
                Rejection.NoEffect,
                Rejection.ExchangeResultDiffers,
                Rejection.ExchangeResidueDiffers,
                Rejection.DueTimeTooLate,
                Rejection.FirstDateTooEarly,
                Rejection.SumOverflow,
                Rejection.BelowLowerLimit,
                Rejection.AboveUpperLimit {
    /**
     * The reason, one constant for each member of this family.
     *
     * @return the reason
     */
    RejectionReason reason();

    /**
     * The reason and its figures in a sentence for people.
     *
     * @return the sentence, without a full stop
     */
    String message();

    /**
     * Another command has this id.
     *
     * @param field the first part in which the two differ, for example {@code entries[1].amount}
     * @param firstPosition the position of the first command's effect in the journal
     */
    record IdConflict(String field, long firstPosition) implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.ID_CONFLICT;
        }

        @Override
        public String message() {
            return "another command with this id was settled at position " + firstPosition + "; they differ in "
                    + field;
        }
    }

    /**
     * An account with this id exists.
     *
     * @param account the account
     */
    record AccountExists(AccountId account) implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.ACCOUNT_EXISTS;
        }

        @Override
        public String message() {
            return "account " + account + " exists, opened by another command; update it instead";
        }
    }

    /**
     * The ledger knows this asset code with another scale.
     *
     * @param asked the asset of the command
     * @param known the asset as the ledger knows it
     */
    record AssetScaleDiffers(Asset asked, Asset known) implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.ASSET_SCALE_DIFFERS;
        }

        @Override
        public String message() {
            return "asset " + asked + " is known to this ledger as " + known;
        }
    }

    /**
     * No account has this id.
     *
     * @param account the id
     */
    record UnknownAccount(AccountId account) implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.UNKNOWN_ACCOUNT;
        }

        @Override
        public String message() {
            return "no account has the id " + account;
        }
    }

    /**
     * Another account has this name.
     *
     * @param name the name
     * @param holder the account that has it
     */
    record NameTaken(String name, AccountId holder) implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.NAME_TAKEN;
        }

        @Override
        public String message() {
            return "the name '" + name + "' belongs to account " + holder;
        }
    }

    /**
     * The account to close is not empty: nobody is named to take what is left, or it is overdrawn.
     *
     * @param account the account
     * @param posted its balance, signed by its normal side
     */
    record AccountNotEmpty(AccountId account, SignedAmount posted) implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.ACCOUNT_NOT_EMPTY;
        }

        @Override
        public String message() {
            return "account " + account + " cannot be closed with a balance of " + posted
                    + (posted.isNegative()
                            ? "; bring it to zero first"
                            : "; move it out first, or name a receiver (CloseAccount.sweepTo)");
        }
    }

    /**
     * Present sums break a limit as the update would set it.
     *
     * @param account the account
     * @param bound which limit
     * @param limit the limit as it would become
     * @param present what it judges: available for the lower limit, posted plus pending in for the upper one
     */
    record LimitAlreadyBroken(AccountId account, Bound bound, SignedAmount limit, SignedAmount present)
            implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.LIMIT_ALREADY_BROKEN;
        }

        @Override
        public String message() {
            return "account " + account + " has " + present + ", which breaks the " + bound + " limit " + limit;
        }
    }

    /**
     * An account is closed.
     *
     * @param account the account
     */
    record AccountClosed(AccountId account) implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.ACCOUNT_CLOSED;
        }

        @Override
        public String message() {
            return "account " + account + " is closed";
        }
    }

    /**
     * An account is frozen.
     *
     * @param account the account
     */
    record AccountFrozen(AccountId account) implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.ACCOUNT_FROZEN;
        }

        @Override
        public String message() {
            return "account " + account + " is frozen";
        }
    }

    /**
     * Debits and credits of an asset differ.
     *
     * @param asset the first asset in the order of entries that does not balance
     * @param debits the sum of its debits
     * @param credits the sum of its credits
     */
    record Unbalanced(Asset asset, Amount debits, Amount credits) implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.UNBALANCED;
        }

        @Override
        public String message() {
            return "the debits of " + asset + " sum up to " + debits + " and its credits to " + credits;
        }
    }

    /** No account's balance would change: every account is debited and credited the same. */
    record NoEffect() implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.NO_EFFECT;
        }

        @Override
        public String message() {
            return "every account is debited as much as it is credited, so nothing would change";
        }
    }

    /**
     * The sum of all debits, or of all credits, that an account ever had would pass 2^128 - 1.
     *
     * @param account the account
     * @param side which sum
     * @param sum the sum before this command, what open holds will add to it included
     * @param amount what the command adds to it
     */
    record SumOverflow(AccountId account, Side side, Amount sum, Amount amount) implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.SUM_OVERFLOW;
        }

        @Override
        public String message() {
            return "the " + side + " sum of account " + account + " is " + sum + "; with " + amount
                    + " more it would pass 2^128 - 1";
        }
    }

    /**
     * What is available would fall below the lower limit.
     *
     * @param account the account
     * @param limit its lower limit
     * @param available what is available before this command
     * @param needed what the command takes from it: net, but of a hold all its entries on the side that lowers the balance
     * @param most the most that would have passed
     */
    record BelowLowerLimit(AccountId account, SignedAmount limit, SignedAmount available, Amount needed, Amount most)
            implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.BELOW_LOWER_LIMIT;
        }

        @Override
        public String message() {
            return "account " + account + " has " + available + " available and a lower limit of " + limit
                    + "; the command takes " + needed + ", the most that would pass is " + most;
        }
    }

    /**
     * The balance would rise above the upper limit.
     *
     * @param account the account
     * @param limit its upper limit
     * @param present posted plus pending in before this command
     * @param added what the command adds to it: net, but of a hold all its entries on the side that raises the balance
     * @param most the most that would have passed
     */
    record AboveUpperLimit(AccountId account, SignedAmount limit, SignedAmount present, Amount added, Amount most)
            implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.ABOVE_UPPER_LIMIT;
        }

        @Override
        public String message() {
            return "account " + account + " holds " + present + " with an upper limit of " + limit
                    + "; the command adds " + added + ", the most that would pass is " + most;
        }
    }

    /**
     * The id of a member of a group, or one that the command derives from its own, was settled before.
     *
     * @param settled the id
     * @param position the position of the effect that settled it
     */
    record IdSettled(CommandId settled, long position) implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.ID_SETTLED;
        }

        @Override
        public String message() {
            return "the id " + settled + " was settled at position " + position + ", so this command cannot use it:"
                    + " send the command that settled it again to get its outcome, or give this one a new id";
        }
    }

    /**
     * A condition names an account that is not there.
     *
     * @param account the id
     */
    record ConditionAccountUnknown(AccountId account) implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.CONDITION_ACCOUNT_UNKNOWN;
        }

        @Override
        public String message() {
            return "a condition names account " + account + ", and no account has this id";
        }
    }

    /**
     * A condition does not hold.
     *
     * @param account the account
     * @param kind what was compared
     * @param bound what it was compared with
     * @param found the value found
     */
    record ConditionNotMet(AccountId account, Condition.Kind kind, SignedAmount bound, SignedAmount found)
            implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.CONDITION_NOT_MET;
        }

        @Override
        public String message() {
            return "account " + account + " does not meet the condition " + kind + " " + bound + ": found " + found;
        }
    }

    /**
     * A member of the group would be rejected, so that none was carried out.
     *
     * @param index the index of the member, from 0
     * @param member its id, which is not used up
     * @param why why it would be rejected, seeing what the members before it did
     */
    record GroupMemberRejected(int index, CommandId member, Rejection why) implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.GROUP_MEMBER_REJECTED;
        }

        @Override
        public String message() {
            return "member " + index + " (" + member + "): " + why.message();
        }
    }

    /**
     * What the command would do takes too much room in the journal.
     *
     * @param bytes how much it had come to when it was stopped
     * @param most the most that one command may take
     */
    record EffectsTooLarge(long bytes, long most) implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.EFFECTS_TOO_LARGE;
        }

        @Override
        public String message() {
            return "the effects of the command take at least " + bytes + " bytes, the most is " + most + "; split it";
        }
    }

    /**
     * An account with open holds cannot be closed.
     *
     * @param account the account
     * @param pendingDebits what they will debit
     * @param pendingCredits what they will credit
     */
    record AccountHasHolds(AccountId account, Amount pendingDebits, Amount pendingCredits) implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.ACCOUNT_HAS_HOLDS;
        }

        @Override
        public String message() {
            return "account " + account + " has open holds (pending debits " + pendingDebits + ", pending credits "
                    + pendingCredits + "); capture or release them first";
        }
    }

    /**
     * An account that schedules with a date to come name cannot be closed.
     *
     * @param account the account
     * @param schedules how many they are
     * @param one the one of them that was set up first
     */
    record AccountHasSchedules(AccountId account, long schedules, CommandId one) implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.ACCOUNT_HAS_SCHEDULES;
        }

        @Override
        public String message() {
            return "account " + account + " is named by " + schedules + " schedules with a date to come, " + one
                    + " among them; cancel them first";
        }
    }

    /**
     * An account takes no debits.
     *
     * @param account the account
     */
    record AccountFrozenForDebits(AccountId account) implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.ACCOUNT_FROZEN_FOR_DEBITS;
        }

        @Override
        public String message() {
            return "account " + account + " is frozen for debits";
        }
    }

    /**
     * The two accounts of a sweep hold different assets.
     *
     * @param from the asset of the account that is swept
     * @param to the asset of the account that receives
     */
    record AssetsDiffer(Asset from, Asset to) implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.ASSETS_DIFFER;
        }

        @Override
        public String message() {
            return "an account of " + from + " cannot be swept into one of " + to;
        }
    }

    /**
     * There is nothing to sweep.
     *
     * @param account the account that was to be swept
     * @param available what is available in it
     */
    record NothingAvailable(AccountId account, SignedAmount available) implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.NOTHING_AVAILABLE;
        }

        @Override
        public String message() {
            return "account " + account + " has " + available + " available, so there is nothing to sweep";
        }
    }

    /**
     * The result of an exchange is not what the stated rate gives.
     *
     * @param entry the index of the entry that must be the result
     * @param expected what the rate gives, rounded as stated; 2^128 - 1 if it is more
     * @param found the entry's amount
     */
    record ExchangeResultDiffers(int entry, Amount expected, Amount found) implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.EXCHANGE_RESULT_DIFFERS;
        }

        @Override
        public String message() {
            return "at the stated rate entry " + entry + " must be " + expected + ", and is " + found;
        }
    }

    /**
     * The residue account of an exchange does not get what rounding leaves.
     *
     * @param account the residue account
     * @param expected what rounding leaves, 0 or 1
     * @param found what the transfer gives it, net, on the side of the result
     */
    record ExchangeResidueDiffers(AccountId account, Amount expected, SignedAmount found) implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.EXCHANGE_RESIDUE_DIFFERS;
        }

        @Override
        public String message() {
            return "rounding leaves " + expected + " for account " + account + ", and the transfer gives it " + found;
        }
    }

    /**
     * The time-out of a hold ends behind the last moment that the ledger can count.
     *
     * @param recordedNanos the moment the hold would be recorded at, in nanoseconds since 1970-01-01T00:00Z
     * @param timeoutNanos its time-out
     */
    record DueTimeTooLate(long recordedNanos, long timeoutNanos) implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.DUE_TIME_TOO_LATE;
        }

        @Override
        public String message() {
            return "a time-out of " + timeoutNanos + " ns after " + recordedNanos
                    + " ns reaches 2^63 - 1 ns since 1970";
        }
    }

    /**
     * A schedule begins so long ago that too many of its dates would run at once.
     *
     * @param firstNanos its first date, in nanoseconds since 1970-01-01T00:00Z
     * @param recordedNanos the moment the schedule would be recorded at
     * @param dates how many of its dates lie before that moment
     * @param most the most that may
     */
    record FirstDateTooEarly(long firstNanos, long recordedNanos, long dates, long most) implements Rejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.FIRST_DATE_TOO_EARLY;
        }

        @Override
        public String message() {
            return "from " + LedgerClock.instantOf(firstNanos) + " to " + LedgerClock.instantOf(recordedNanos)
                    + " the schedule has " + dates + " dates, all of which would run at once; the most is " + most
                    + ": let it begin later, or skip missed dates";
        }
    }

    /** Which of an account's limits. */
    enum Bound {
        /** The lower limit, which judges what is available. */
        LOWER,
        /** The upper limit, which judges posted plus pending in. */
        UPPER
    }
}
