package dev.florin.ledger;

import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;

/** Why a command was rejected, with the figures that explain it. Amounts are minor units; values are immutable. */
public sealed interface Rejection {
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
     * The account to close is not empty.
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
            return "account " + account + " cannot be closed with a balance of " + posted + "; move it out first";
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
     * @param sum the sum before this transfer
     * @param amount what the transfer adds to it
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
     * @param available what is available before this transfer
     * @param needed what the transfer takes from it, net
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
                    + "; the transfer takes " + needed + ", the most that would pass is " + most;
        }
    }

    /**
     * The balance would rise above the upper limit.
     *
     * @param account the account
     * @param limit its upper limit
     * @param present posted plus pending in before this transfer
     * @param added what the transfer adds to it, net
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
                    + "; the transfer adds " + added + ", the most that would pass is " + most;
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
