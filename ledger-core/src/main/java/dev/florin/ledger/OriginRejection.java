package dev.florin.ledger;

import dev.florin.ledger.money.Amount;

/**
 * Why a command that refers to an earlier one was rejected: a capture or release of a hold, a reversal or refund of a
 * movement, a cancellation of a schedule. The earlier one is called its origin. Values are immutable.
 */
public sealed interface OriginRejection extends Rejection {
    /**
     * No command was settled under the id.
     *
     * @param origin the id
     */
    record OriginUnknown(CommandId origin) implements OriginRejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.ORIGIN_UNKNOWN;
        }

        @Override
        public String message() {
            return "no command has the id " + origin;
        }
    }

    /**
     * The id is that of a command which cannot be captured or released, or reversed or refunded, or cancelled.
     *
     * @param origin the id
     * @param kind what it is
     */
    record OriginOfOtherKind(CommandId origin, CommandKind kind) implements OriginRejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.ORIGIN_OF_OTHER_KIND;
        }

        @Override
        public String message() {
            return origin + " is a " + kind + "; holds can be captured and released, transfers, sweeps and holds"
                    + " reversed and refunded, and schedules cancelled";
        }
    }

    /**
     * The command under the id was rejected, so there is nothing to refer to.
     *
     * @param origin the id
     * @param why the number of its reason, {@link RejectionReason#number()}
     */
    record OriginRejected(CommandId origin, int why) implements OriginRejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.ORIGIN_REJECTED;
        }

        @Override
        public String message() {
            return origin + " was rejected itself: " + nameOf(why);
        }

        private static String nameOf(int number) {
            for (RejectionReason reason : RejectionReason.values()) {
                if (reason.number() == number) {
                    return reason + " (" + number + ")";
                }
            }
            return "reason " + number;
        }
    }

    /**
     * The hold was captured to the end, or by a capture that closed it.
     *
     * @param hold the hold
     * @param position the position of the last capture
     */
    record HoldCaptured(CommandId hold, long position) implements OriginRejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.HOLD_CAPTURED;
        }

        @Override
        public String message() {
            return "nothing is left of hold " + hold + ": its last capture was at position " + position;
        }
    }

    /**
     * The hold was released.
     *
     * @param hold the hold
     * @param position the position of the release
     */
    record HoldReleased(CommandId hold, long position) implements OriginRejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.HOLD_RELEASED;
        }

        @Override
        public String message() {
            return "hold " + hold + " was released at position " + position;
        }
    }

    /**
     * The hold has expired.
     *
     * @param hold the hold
     * @param position the position of the expiry
     */
    record HoldExpired(CommandId hold, long position) implements OriginRejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.HOLD_EXPIRED;
        }

        @Override
        public String message() {
            return "hold " + hold + " expired at position " + position;
        }
    }

    /**
     * The hold was reversed.
     *
     * @param hold the hold
     * @param position the position of the reversal
     */
    record HoldReversed(CommandId hold, long position) implements OriginRejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.HOLD_REVERSED;
        }

        @Override
        public String message() {
            return "hold " + hold + " was reversed at position " + position;
        }
    }

    /**
     * The schedule has no more dates.
     *
     * @param schedule the schedule
     * @param position the position at which its last date ran, or none was found behind it
     */
    record ScheduleEnded(CommandId schedule, long position) implements OriginRejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.SCHEDULE_ENDED;
        }

        @Override
        public String message() {
            return "schedule " + schedule + " has no more dates since position " + position;
        }
    }

    /**
     * The schedule was cancelled.
     *
     * @param schedule the schedule
     * @param position the position of the cancellation
     */
    record ScheduleCancelled(CommandId schedule, long position) implements OriginRejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.SCHEDULE_CANCELLED;
        }

        @Override
        public String message() {
            return "schedule " + schedule + " was cancelled at position " + position;
        }
    }

    /**
     * The movement was reversed: nothing of it can be reversed or refunded any more.
     *
     * @param origin the movement
     * @param position the position of the reversal
     */
    record AlreadyReversed(CommandId origin, long position) implements OriginRejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.ALREADY_REVERSED;
        }

        @Override
        public String message() {
            return origin + " was reversed at position " + position;
        }
    }

    /**
     * Nothing is left to reverse or refund: all was refunded, or nothing of a hold was captured.
     *
     * @param origin the movement
     */
    record NothingLeft(CommandId origin) implements OriginRejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.NOTHING_LEFT;
        }

        @Override
        public String message() {
            return "nothing is left of " + origin + " to reverse or refund";
        }
    }

    /**
     * The part does not fit the entries of its origin.
     *
     * @param origin the hold or movement
     * @param asked how many amounts the part has; of a total, the index of its entry plus one
     * @param entries how many entries the origin has
     */
    record PartEntriesDiffer(CommandId origin, int asked, int entries) implements OriginRejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.PART_ENTRIES_DIFFER;
        }

        @Override
        public String message() {
            return "the part is for " + asked + " entries, and " + origin + " has " + entries;
        }
    }

    /**
     * More than is left.
     *
     * @param origin the hold or movement
     * @param entry the index of the first entry of which too much is asked for; of a total, of the entry that it names
     * @param left what is left of it; of a total, what is left in all of its asset
     * @param asked what is asked for
     */
    record MoreThanLeft(CommandId origin, int entry, Amount left, Amount asked) implements OriginRejection {
        @Override
        public RejectionReason reason() {
            return RejectionReason.MORE_THAN_LEFT;
        }

        @Override
        public String message() {
            return asked + " is asked for, and " + left + " is left (entry " + entry + " of " + origin + ")";
        }
    }
}
