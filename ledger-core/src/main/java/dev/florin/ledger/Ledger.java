package dev.florin.ledger;

import dev.florin.ledger.internal.Pipeline;
import dev.florin.ledger.journal.Effect;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.proof.InclusionProof;
import dev.florin.ledger.spi.Storage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * One isolated set of books: accounts, and the transfers that moved money between them.
 *
 * <p><b>Guarantees.</b> Commands take effect one after the other, in one order; an outcome is given, and a balance
 * shown, only once it is durable; a read that begins after an outcome was given contains it. A command's id has one
 * outcome for ever, so that sending a command again is always safe.
 *
 * <p><b>Threads.</b> All methods may be called from any thread, virtual ones included. The blocking forms wait while the
 * queue is full; a thread that is interrupted goes on waiting, with its interrupt flag set, because the command is
 * already on its way.
 *
 * <p><b>Faults.</b> A storage fault stops the ledger: callers that wait get {@link OutcomeUnknownException}, later calls
 * {@link LedgerFailedException}; recovery is to close it and to open the books again. After {@link #close()}, calls get
 * {@link LedgerClosedException}.
 */
public interface Ledger extends AutoCloseable {
    /**
     * Opens the books that a storage keeps, new ones if it is empty, with default options.
     *
     * @param storage where the books are kept
     * @return the ledger, recovered and ready
     * @throws StorageException if the books cannot be opened; the message says what to do
     */
    static Ledger open(Storage storage) {
        return open(storage, LedgerOptions.defaults());
    }

    /**
     * Opens the books that a storage keeps, new ones if it is empty.
     *
     * @param storage where the books are kept
     * @param options how to run
     * @return the ledger, recovered and ready
     * @throws StorageException if the books cannot be opened; the message says what to do
     */
    static Ledger open(Storage storage, LedgerOptions options) {
        return Pipeline.open(storage, options);
    }

    /**
     * Opens an account, unless the same opening was asked for before (see {@link OpenAccount#of(Account)}). An opening
     * that was rejected stays rejected; to try the same one again, submit an {@link OpenAccount} with a new id.
     *
     * @param account what to open
     * @return the receipt of the opening, the first one if it was opened before
     * @throws CommandRejectedException if it was rejected; the account is not open
     * @throws MalformedCommandException if its limits exclude a balance of zero
     */
    default Receipt open(Account account) {
        return receiptOf(submit(OpenAccount.of(account)));
    }

    /**
     * Changes an account.
     *
     * @param update what to change
     * @return the receipt, the first one if the same update was posted before
     * @throws CommandRejectedException if it was rejected; nothing has changed
     */
    default Receipt update(AccountUpdate update) {
        return receiptOf(submit(update));
    }

    /**
     * Posts a transfer.
     *
     * @param transfer what to move
     * @return the receipt, the first one if the same transfer was posted before
     * @throws CommandRejectedException if it was rejected; nothing has moved
     */
    default Receipt post(Transfer transfer) {
        return receiptOf(submit(transfer));
    }

    /**
     * Posts all members of a group, or none.
     *
     * @param group what to do
     * @return the receipt of the group, the first one if the same group was posted before
     * @throws CommandRejectedException if it was rejected; nothing has changed
     */
    default Receipt post(Group group) {
        return receiptOf(submit(group));
    }

    /**
     * Reserves what a transfer would move.
     *
     * @param hold what to reserve
     * @return the receipt, the first one if the same hold was placed before
     * @throws CommandRejectedException if it was rejected; nothing is reserved
     */
    default Receipt reserve(Hold hold) {
        return receiptOf(submit(hold));
    }

    /**
     * Posts what a hold reserves, or a part of it.
     *
     * @param capture which hold, and how much
     * @return the receipt, the first one if the same capture was posted before
     * @throws CommandRejectedException if it was rejected; nothing has moved
     */
    default Receipt capture(Capture capture) {
        return receiptOf(submit(capture));
    }

    /**
     * Gives back what is left of a hold.
     *
     * @param release which hold
     * @return the receipt, the first one if the same release was carried out before
     * @throws CommandRejectedException if it was rejected; nothing has changed
     */
    default Receipt release(Release release) {
        return receiptOf(submit(release));
    }

    /**
     * Posts the inverse of what is left of a movement.
     *
     * @param reversal which movement
     * @return the receipt, the first one if the same reversal was posted before
     * @throws CommandRejectedException if it was rejected; nothing has moved
     */
    default Receipt reverse(Reversal reversal) {
        return receiptOf(submit(reversal));
    }

    /**
     * Posts a part of the inverse of a movement.
     *
     * @param refund which movement, and how much
     * @return the receipt, the first one if the same refund was posted before
     * @throws CommandRejectedException if it was rejected; nothing has moved
     */
    default Receipt refund(Refund refund) {
        return receiptOf(submit(refund));
    }

    /**
     * Moves all that is available.
     *
     * @param sweep from where to where
     * @return how much was moved, by the first one if the same sweep was carried out before
     * @throws CommandRejectedException if it was rejected; nothing has moved
     */
    default Amount sweep(Sweep sweep) {
        return carriedOut(submit(sweep)).moved().get(0);
    }

    /**
     * Pays several payees, each on its own.
     *
     * @param payment who pays whom
     * @return the outcome of each payment, in the order of the payees
     * @throws CommandRejectedException if the payment as a whole was rejected; nobody was paid
     */
    default List<Outcome> payEach(PayEach payment) {
        return carriedOut(submit(payment)).parts();
    }

    /**
     * Closes an account.
     *
     * @param closing which account, and who takes what is left
     * @return the receipt, the first one if the same closing was carried out before
     * @throws CommandRejectedException if it was rejected; nothing has changed
     */
    default Receipt closeAccount(CloseAccount closing) {
        return receiptOf(submit(closing));
    }

    /**
     * Sets up a schedule: something is done later, once or repeatedly.
     *
     * @param schedule what is done, and when
     * @return the receipt, the first one if the same schedule was set up before
     * @throws CommandRejectedException if it was rejected; nothing will be done
     */
    default Receipt schedule(Schedule schedule) {
        return receiptOf(submit(schedule));
    }

    /**
     * Stops a schedule.
     *
     * @param cancellation which schedule
     * @return the receipt, the first one if the same cancellation was carried out before
     * @throws CommandRejectedException if it was rejected; nothing has changed
     */
    default Receipt cancel(CancelSchedule cancellation) {
        return receiptOf(submit(cancellation));
    }

    /**
     * Says what would become of a command if it came now, by the same rules, and without any effect: it leaves no trace,
     * and its id can still be used. Between this and the command itself, others may change the outcome.
     *
     * @param command what would be asked for
     * @return {@link Outcome.Posted} with the position and time it would have, {@link Outcome.Rejected}, or what the id
     *     was settled with before; all that it rests on is durable
     * @throws MalformedCommandException if the command is refused for its form alone
     * @throws LedgerClosedException if the ledger is closed
     * @throws LedgerFailedException if the ledger has stopped
     */
    Outcome check(Command command);

    /**
     * Carries out a command and waits for its outcome.
     *
     * @param command what to do
     * @return the outcome, durable
     * @throws MalformedCommandException if the command is refused for its form alone
     * @throws OutcomeUnknownException if the ledger stopped before it could answer
     * @throws LedgerClosedException if the ledger is closed
     * @throws LedgerFailedException if the ledger has stopped
     */
    Outcome submit(Command command);

    /**
     * Carries out commands in their order and waits for all outcomes. Each stands alone: one that is rejected does not
     * hold up the others. Costs one hand-over for thousands of commands, so this is the fast form.
     *
     * @param commands what to do
     * @return the outcomes, in the order of the commands
     * @throws MalformedCommandException if a command is refused for its form alone; none was carried out then
     * @throws OutcomeUnknownException if the ledger stopped before it could answer; a part may have been carried out
     * @throws LedgerClosedException if the ledger is closed; a part may have been carried out if it was closed meanwhile
     * @throws LedgerFailedException if the ledger has stopped
     */
    List<Outcome> submitAll(List<? extends Command> commands);

    /**
     * Carries out a command without waiting.
     *
     * @param command what to do
     * @return completes with the outcome or with a {@link LedgerException}, {@link OverloadedException} included;
     *     dependent stages run on the ledger's own thread and must be short: use the {@code Async} forms for more.
     *     A blocking call in such a stage would wait for itself and throws {@link IllegalStateException}
     * @throws MalformedCommandException if the command is refused for its form alone
     */
    CompletionStage<Outcome> submitAsync(Command command);

    /**
     * Carries out commands in their order without waiting. See {@link #submitAll}.
     *
     * @param commands what to do
     * @return completes with the outcomes in the order of the commands, or with a {@link LedgerException}; with
     *     {@link OverloadedException}, a leading part of more than 8,190 commands may have been carried out: send all
     *     again, with the same ids
     * @throws MalformedCommandException if a command is refused for its form alone; none was carried out then
     */
    CompletionStage<List<Outcome>> submitAllAsync(List<? extends Command> commands);

    /**
     * The balance of an account, from memory: lock-free.
     *
     * @param account the account
     * @return its balance
     * @throws UnknownAccountException if there is no such account
     */
    Balance balance(AccountId account);

    /**
     * The balance of an account, by the name whose hash is its id.
     *
     * @param accountName the name
     * @return its balance
     * @throws UnknownAccountException if there is no such account
     */
    default Balance balance(String accountName) {
        return balance(AccountId.of(accountName));
    }

    /**
     * The balances of several accounts at one moment. Retries while postings race with it, at most 64 times; then the
     * thread that publishes balances reads them between two batches.
     *
     * @param accounts the accounts
     * @return their balances, in the order asked for, all of one position
     * @throws UnknownAccountException if there is no such account
     */
    List<Balance> balances(List<AccountId> accounts);

    /**
     * What the balance of an account was at a past moment, or what it is by effective time. Read from the storage, in at most
     * logarithmic time, however many entries the account has.
     *
     * @param account the account
     * @param moment by recorded or by effective time, as known now or on some day
     * @return its sums at that moment, all zero if it was opened later
     * @throws UnknownAccountException if there is no such account
     */
    PastBalance balanceAt(AccountId account, Moment moment);

    /**
     * What the balance of an account was at a past moment, by the name whose hash is its id.
     *
     * @param accountName the name
     * @param moment by recorded or by effective time, as known now or on some day
     * @return its sums at that moment, all zero if it was opened later
     * @throws UnknownAccountException if there is no such account
     */
    default PastBalance balanceAt(String accountName, Moment moment) {
        return balanceAt(AccountId.of(accountName), moment);
    }

    /**
     * Looks an account up once, for the fastest reads of its balance.
     *
     * @param account the account
     * @return its handle
     * @throws UnknownAccountException if there is no such account
     */
    AccountHandle handle(AccountId account);

    /**
     * Looks an account up once, by the name whose hash is its id.
     *
     * @param accountName the name
     * @return its handle
     * @throws UnknownAccountException if there is no such account
     */
    default AccountHandle handle(String accountName) {
        return handle(AccountId.of(accountName));
    }

    /**
     * An account with its attributes and balance.
     *
     * @param account the account
     * @return the account, or empty if there is none with this id
     */
    Optional<AccountView> account(AccountId account);

    /**
     * An account, by the name whose hash is its id.
     *
     * @param accountName the name
     * @return the account, or empty if there is none
     */
    default Optional<AccountView> account(String accountName) {
        return account(AccountId.of(accountName));
    }

    /**
     * A page of accounts, all of one moment: while postings race with it, it is read between two batches after a few
     * tries. With a filter that few accounts meet, a page can take time in proportion to all.
     *
     * @param query which ones
     * @return the page
     */
    AccountPage accounts(AccountQuery query);

    /**
     * Adds up the accounts whose names start with a prefix, for each asset, at one moment. Takes time in proportion to
     * their number, and while postings race with it, it is read between two batches, which wait for it.
     *
     * @param namePrefix for example {@code users:alice:}; empty for all accounts that have a name
     * @return the sums for each asset
     */
    RollUp rollUp(String namePrefix);

    /**
     * A hold, open or closed.
     *
     * @param id its id
     * @return the hold, or empty if none was placed under this id
     */
    Optional<HoldView> hold(CommandId id);

    /**
     * A page of open holds.
     *
     * @param query which ones
     * @return the page
     * @throws UnknownAccountException if it asks for the holds of an account that is not there
     */
    HoldPage holds(HoldQuery query);

    /**
     * A schedule, with dates to come or without.
     *
     * @param id its id
     * @return the schedule, or empty if none was set up under this id
     */
    Optional<ScheduleView> schedule(CommandId id);

    /**
     * A page of schedules that have a date to come.
     *
     * @param query which ones
     * @return the page
     * @throws UnknownAccountException if it asks for the schedules of an account that is not there
     */
    SchedulePage schedules(ScheduleQuery query);

    /**
     * A page of the dates of a schedule that have come, with what became of them.
     *
     * @param schedule its id
     * @param after {@link ScheduleRuns#next()} of the page before, 0 for the first page
     * @param limit the most runs of the page, 1 to {@link ScheduleRuns#MAX_LIMIT}
     * @return the page, or empty if no schedule was set up under this id
     * @throws IllegalArgumentException if the limit is outside its range, or {@code after} is negative
     */
    Optional<ScheduleRuns> runs(CommandId schedule, long after, int limit);

    /**
     * A movement that was posted: a transfer, or what a capture, reversal, refund or sweep has moved.
     *
     * @param id the id of the command that moved it
     * @return the movement, or empty if nothing was posted under this id
     */
    Optional<RecordedTransfer> transfer(CommandId id);

    /**
     * A page of movements: transfers, and what captures, reversals, refunds and sweeps have moved. Newest first goes down from
     * what is recorded when the first page is asked for, oldest first goes on to what is recorded meanwhile; neither skips
     * or repeats one while others post.
     *
     * <p>Looking takes 10,000 steps a page at most, each in logarithmic time: then the page ends early, with a cursor to go
     * on with. Only a page without a cursor is the last one. Account, reference, code, metadata and recorded time are
     * looked up; which movements are effective in a range of time is told by looking at those that meet the other filters.
     *
     * @param query which ones
     * @return the page
     * @throws UnknownAccountException if it asks for the movements of an account that is not there
     * @throws IllegalArgumentException if its cursor is not one of these books
     */
    TransferPage transfers(TransferQuery query);

    /**
     * What became of a command: the way to ask after an {@link OutcomeUnknownException} without sending it again.
     *
     * @param id the command's id
     * @return {@link Outcome.AlreadyPosted}, {@link Outcome.Rejected}, or empty if no command was settled under this id
     */
    Optional<Outcome> outcome(CommandId id);

    /**
     * A page of an account's entries with running balances: of all, or of those in a period, by recorded or effective time.
     *
     * @param account the account
     * @param query which page
     * @return the page
     * @throws UnknownAccountException if there is no such account
     * @throws IllegalArgumentException if its cursor is that of another statement
     */
    StatementPage statement(AccountId account, StatementQuery query);

    /**
     * A page of an account's entries with running balances, by the name whose hash is its id.
     *
     * @param accountName the name
     * @param query which page
     * @return the page
     * @throws UnknownAccountException if there is no such account
     * @throws IllegalArgumentException if its cursor is that of another statement
     */
    default StatementPage statement(String accountName, StatementQuery query) {
        return statement(AccountId.of(accountName), query);
    }

    /**
     * Adds up all accounts at one moment, between two batches; takes time in proportion to their number.
     *
     * @return the sums for each asset
     */
    TrialBalance trialBalance();

    /**
     * The fingerprints of the books as they are published now.
     *
     * @return the fingerprints
     */
    Fingerprints fingerprints();

    /**
     * The receipt of a command with the chain hash of the books at its effect, for whoever wants to know later that nothing
     * up to there was changed.
     *
     * @param id the id of any command that was settled, also of one that was rejected
     * @return its receipt with the hash, or empty if no command was settled under this id
     */
    Optional<ChainedReceipt> chainedReceipt(CommandId id);

    /**
     * Proves what became of a command, to whoever knows the chain hash of the batch that holds its effect.
     *
     * @param id the id of any command that was settled
     * @return the proof, or empty if no command was settled under this id
     */
    Optional<InclusionProof> proof(CommandId id);

    /**
     * Proves the posted balance of an account at a position: by the newest effect that changed it, which carries the sums
     * of the account after it. That there is no newer one is not proved (see {@link InclusionProof}).
     *
     * @param account the account
     * @param position the position; {@link Long#MAX_VALUE} for now
     * @return the proof of that effect, or empty if nothing was posted to the account by then
     * @throws UnknownAccountException if there is no such account
     */
    Optional<InclusionProof> proof(AccountId account, long position);

    /**
     * Leads a proof on, batch by batch, to a later chain hash that somebody knows, such as that of {@link #fingerprints}.
     * Takes time, and the proof grows by 140 bytes, for each batch between.
     *
     * @param proof a proof of these books
     * @param chain the hash, 64 hex digits
     * @return the proof to whoever knows this hash, or empty if no batch from the proof's last one on has it
     * @throws IllegalArgumentException if the proof is not one of these books
     */
    Optional<InclusionProof> leadOn(InclusionProof proof, String chain);

    /**
     * Everything that was decided behind a position, and everything that will be: to feed other systems. A slow reader does
     * not slow the ledger, which keeps nothing for it.
     *
     * @param after the position behind which to begin: 0 for the first effect of the books, or where an earlier stream
     *     {@linkplain ChangeStream#position() had come to}
     * @return the stream, to be closed by the caller
     * @throws IllegalArgumentException if the books have no such position, because they are other books, or were restored
     *     to an earlier moment
     */
    ChangeStream changes(long after);

    /**
     * The same for subscribers, by the rules of Reactive Streams: each gets every effect behind the position, as it asks for
     * them, on a thread of its own. There is no last effect, so a subscription never completes: it ends with an error, as
     * {@link ChangeStream#next} does, also when the ledger is closed.
     *
     * @param after the position behind which every subscription begins
     * @return the publisher
     * @throws IllegalArgumentException if the books have no such position
     */
    Flow.Publisher<Effect> changesPublisher(long after);

    /**
     * What opening these books found.
     *
     * @return the report
     */
    RecoveryReport recovery();

    /**
     * Takes no more commands, answers all that were taken, seals the journal and releases the storage. Closing twice
     * does nothing.
     *
     * @throws StorageException if the end of the journal could not be sealed; everything acknowledged is durable
     */
    @Override
    void close();

    private static Receipt receiptOf(Outcome outcome) {
        if (outcome instanceof Outcome.Posted posted) {
            return posted.receipt();
        }
        if (outcome instanceof Outcome.AlreadyPosted already) {
            return already.receipt();
        }
        throw rejected(outcome);
    }

    private static Outcome carriedOut(Outcome outcome) {
        if (outcome.isPosted()) {
            return outcome;
        }
        throw rejected(outcome);
    }

    private static CommandRejectedException rejected(Outcome outcome) {
        Outcome.Rejected rejected = (Outcome.Rejected) outcome;
        return new CommandRejectedException(rejected.id(), rejected.rejection());
    }
}
