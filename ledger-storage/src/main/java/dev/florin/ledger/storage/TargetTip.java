package dev.florin.ledger.storage;

import dev.florin.ledger.StorageException;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.LedgerClock;
import dev.florin.ledger.spi.Storage;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The end of the books in the target, which must be the beginning of those in the source; or opening it fails unchanged. */
final class TargetTip extends Tip {
    private final String name;
    private final String sourceName;
    private final Tip sourceTip;
    private final Storage.Reader source;
    private Storage.@Nullable Reader target;

    /**
     * A look at a target.
     *
     * @param name how messages call it
     * @param sourceName how messages call the source
     * @param sourceTip where the source ends
     * @param source reads the source
     */
    TargetTip(String name, String sourceName, Tip sourceTip, Storage.Reader source) {
        this.name = name;
        this.sourceName = sourceName;
        this.sourceTip = sourceTip;
        this.source = source;
    }

    /** The books in the target are not the beginning of those in the source. */
    static final class OwnBatches extends StorageException {
        private static final long serialVersionUID = 1;

        OwnBatches(String message) {
            super(message);
        }
    }

    @Override
    public void begin(Storage.Reader past) {
        target = past;
    }

    @Override
    public void end() {
        Storage.Reader here = Objects.requireNonNull(target, "the storage did not say where to look");
        boolean isBeginning = position() <= sourceTip.position() && (position() == 0 || isShared(here, position()));
        if (!isBeginning) {
            throw refusal(here, lastShared(here));
        }
    }

    private OwnBatches refusal(Storage.Reader here, long shared) {
        long own = sequence() - (shared == 0 ? 0 : here.batch(shared).sequence());
        EffectBatch first = here.batch(shared + 1);
        return new OwnBatches("the books in the target (" + name + ") have " + own
                + (own == 1 ? " batch of their own, at position " : " batches of their own, from position ")
                + first.firstPosition() + ", recorded " + LedgerClock.instantOf(first.firstTimeNanos()) + ": they "
                + advice(shared));
    }

    private String advice(long shared) {
        if (shared == 0) {
            return "are other books than the source (" + sourceName + "). Nothing was changed; choose another place";
        }
        if (shared == sourceTip.position()) {
            return "have all of the source (" + sourceName
                    + ") and went on since. Nothing was changed. Go on with them," + " and leave the source as it is";
        }
        return "and the source (" + sourceName
                + ") share what is before, and each went on by itself. Nothing was changed."
                + " Choose another place, and see which of the two is to be used";
    }

    /** The last position up to which both have the same batches, by bisection: a chain hash is that of all before it, too. */
    private long lastShared(Storage.Reader here) {
        long shared = 0;
        long different = Math.min(position(), sourceTip.position()) + 1;
        while (different - shared > 1) {
            long middle = shared + (different - shared) / 2;
            if (isShared(here, middle)) {
                shared = middle;
            } else {
                different = middle;
            }
        }
        return shared;
    }

    private boolean isShared(Storage.Reader here, long at) {
        EffectBatch one = source.batch(at);
        EffectBatch other = here.batch(at);
        return one.sequence() == other.sequence() && Arrays.equals(one.chain(), other.chain());
    }
}
