package dev.florin.ledger.internal.snapshot;

/**
 * The body of a snapshot: records, one behind the other: the beginning, accounts, the milestone, holds, schedules, the end. Conventions are those of {@code docs/catalogue.md}.
 *
 * <pre>
 *   every record                                       3 MILESTONE, where the books stood behind all stamps
 *     0  u32  size of the record, a multiple of 8        8  u64  sequence of the batch
 *     4  u16  kind                                      16  u64  its last position
 *     6  u16  as the kind says, else zero               24  u64  its order
 *                                                       32  i64  time of the first frame of that order
 *   1 BEGIN, where the books stood before               40  i64  time of its last effect
 *     8  u32  magic "FLNB"                              48  16 B state digest: first half, second half
 *    12  u16  format version of the body                64  32 B the digests' part that is not of accounts:
 *    14  u16  rules version                                      content, then times, both halves of each
 *    16  u64  sequence of the last batch                96  32 B chain of the batch
 *    24  u64  its last position                        128  u64  for each incarnation from the second one on,
 *    32  32 B its chain                                          the position at which it begins
 *
 *   2 ACCOUNT, in the order of their numbers           4 HOLD, open at the milestone, in the order of positions
 *     6  u16  which of nine sums are there: bit 0        6  u16  number of entries
 *             for the first                              8  id   the hold
 *     8  u64  stamp: the position it was read at        24  u64  its position
 *    16  u64  position of its opening                   32  i64  due time, 2^63 - 1 if it has none
 *    24  u64  each sum that is there and not zero:      40       entries, 40 bytes each:
 *             debits, credits, pending debits,             0  u32  number of the account
 *             pending credits, upper half first;           4  u32  0 debit, 1 credit
 *             version                                      8  u128 what is left
 *     +  id   the account                                 24  u128 what was captured
 *     +       attribute block
 *                                                      5 END
 *   6 SCHEDULE, with a date to come at the milestone,    8  u64  number of accounts
 *     in the order of positions                         16  u64  number of holds
 *     6  u16  number of accounts                        24  u64  number of schedules, since version 2
 *     8  id   the schedule
 *    24  u64  its position                              56  i64  when that one ran, if the next one is not known, else 0
 *    32  i64  its first date                            64  u64  how many dates have run
 *    40  i64  the next one, -2^63 if it is not known    72  id   of each account that it names
 *    48  i64  the one that ran last, -2^63 if none has   +       section RECURRENCE, if it repeats
 * </pre>
 */
final class SnapshotFormat {
    static final int BEGIN = 1;
    static final int ACCOUNT = 2;
    static final int MILESTONE = 3;
    static final int HOLD = 4;
    static final int END = 5;
    static final int SCHEDULE = 6;

    static final int MAGIC = 0x424E4C46;
    /** Version 2 added schedules. */
    static final int VERSION = 2;

    static final int VERSION_BEFORE_SCHEDULES = 1;

    /** Size and kind of a record. */
    static final int HEAD_BYTES = 8;

    static final int BEGIN_BYTES = 64;
    static final int ACCOUNT_SUMS = 24;
    static final int MILESTONE_BYTES = 128;
    static final int HOLD_ENTRIES = 40;
    static final int HOLD_ENTRY_BYTES = 40;
    static final int SCHEDULE_ACCOUNTS = 72;
    static final int SCHEDULE_ACCOUNT_BYTES = 16;
    static final int END_BYTES = 32;
    static final int END_BYTES_BEFORE_SCHEDULES = 24;

    /** No record takes more: a hold has at most 4,096 entries, and attributes are small. */
    static final int MAX_BYTES = 1 << 20;

    private SnapshotFormat() {}
}
