package dev.florin.ledger.storage.file;

import dev.florin.ledger.Fingerprints;
import dev.florin.ledger.TrialBalance;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Verification} found. Figures are of what was verified: of damaged books, all batches before the damage.
 *
 * @param books the id of the books; null if there is no segment that says it
 * @param inUse whether a ledger had the books open
 * @param sealed whether the journal ends with the seal of an orderly close
 * @param batches how many batches were verified
 * @param lastRecorded when the last effect was recorded; null if there is none
 * @param incarnation of the last batch
 * @param fingerprints position, chain and digests behind the last batch
 * @param accounts how many accounts there are
 * @param openHolds how many holds are open
 * @param sums all accounts added up
 * @param since the batch with the chain hash that was asked for; null if none was asked for, or none was found
 * @param problems what is wrong, each in sentences that say where, what was expected, what was found, and what to do
 * @param notes what an operator should know beside it
 */
public record VerificationReport(
        @Nullable UUID books,
        boolean inUse,
        boolean sealed,
        long batches,
        @Nullable Instant lastRecorded,
        int incarnation,
        Fingerprints fingerprints,
        long accounts,
        long openHolds,
        TrialBalance sums,
        @Nullable Mark since,
        List<String> problems,
        List<String> notes) {
    /** Copies the lists. */
    public VerificationReport {
        Objects.requireNonNull(fingerprints, "fingerprints");
        Objects.requireNonNull(sums, "sums");
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /**
     * A batch that was found by its chain hash.
     *
     * @param sequence its sequence
     * @param position its last position
     * @param recorded when its last effect was recorded
     */
    public record Mark(long sequence, long position, Instant recorded) {}

    /**
     * Whether nothing is wrong.
     *
     * @return true if there are no problems
     */
    public boolean isWhole() {
        return problems.isEmpty();
    }

    /**
     * The batch with the chain hash that was asked for: nothing up to it was changed since the hash was noted.
     *
     * @return empty if none was asked for, or none was found
     */
    public Optional<Mark> unchangedSince() {
        return Optional.ofNullable(since);
    }
}
