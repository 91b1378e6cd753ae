package dev.florin.ledger.cli.show;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.money.Asset;
import java.util.Optional;

/** Rejections in sentences, with the names of accounts for their ids and decimals for minor units. */
public final class Explain {
    private Explain() {}

    /**
     * Why a command was rejected.
     *
     * @param rejection the rejection
     * @param ledger knows the accounts
     * @return a sentence without a full stop, safe to print
     */
    public static String rejection(Rejection rejection, Ledger ledger) {
        return Printable.of(sentence(rejection, ledger));
    }

    /**
     * What an account is called.
     *
     * @param account its id
     * @param ledger knows the accounts
     * @return its name, or its id if it has none or is unknown
     */
    public static String name(AccountId account, Ledger ledger) {
        return ledger.account(account)
                .map(view -> view.account().name())
                .filter(name -> !name.isEmpty())
                .orElseGet(account::toString);
    }

    private static String sentence(Rejection rejection, Ledger ledger) {
        if (rejection instanceof Rejection.BelowLowerLimit low) {
            Optional<Asset> asset = asset(low.account(), ledger);
            if (asset.isPresent()) {
                Asset unit = asset.get();
                return name(low.account(), ledger) + " has " + low.available().format(unit) + " available"
                        + (low.limit().signum() == 0
                                ? ""
                                : " and a lower limit of " + low.limit().format(unit))
                        + "; this takes " + low.needed().format(unit) + ", the most that would pass is "
                        + low.most().format(unit);
            }
        } else if (rejection instanceof Rejection.AboveUpperLimit high) {
            Optional<Asset> asset = asset(high.account(), ledger);
            if (asset.isPresent()) {
                Asset unit = asset.get();
                return name(high.account(), ledger) + " holds " + high.present().format(unit)
                        + " with an upper limit of " + high.limit().format(unit) + "; this adds "
                        + high.added().format(unit) + ", the most that would pass is "
                        + high.most().format(unit);
            }
        } else if (rejection instanceof Rejection.AccountFrozen frozen) {
            return name(frozen.account(), ledger) + " is frozen";
        } else if (rejection instanceof Rejection.AccountClosed closed) {
            return name(closed.account(), ledger) + " is closed";
        }
        return rejection.message();
    }

    private static Optional<Asset> asset(AccountId account, Ledger ledger) {
        return ledger.account(account).map(AccountView::account).map(known -> known.asset());
    }
}
