package dev.florin.ledger.cli.show;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Condition;
import dev.florin.ledger.Entry;
import dev.florin.ledger.OriginRejection;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The figures of a rejection in the unit that they have, as far as it is known. */
final class Units {
    private final Optional<Asset> unit;
    private final String without;

    /** Without a unit, figures are shown as they are, with a word behind them. */
    private Units(Optional<Asset> unit, String without) {
        this.unit = unit;
        this.without = without;
    }

    static Units of(Rejection rejection, Known known) {
        if (rejection instanceof Rejection.ConditionNotMet condition && condition.kind() == Condition.Kind.VERSION_IS) {
            return new Units(Optional.empty(), "");
        }
        return new Units(unit(rejection, known), " minor units");
    }

    private static Optional<Asset> unit(Rejection rejection, Known known) {
        if (rejection instanceof Rejection.Unbalanced unbalanced) {
            return Optional.of(unbalanced.asset());
        }
        if (rejection instanceof OriginRejection.MoreThanLeft more) {
            return known.entries(more.origin()).flatMap(entries -> asset(entries, more.entry(), known));
        }
        return figures(rejection).values().stream()
                .filter(AccountId.class::isInstance)
                .findFirst()
                .flatMap(account -> known.asset((AccountId) account));
    }

    /** With as many decimals as the unit has; in minor units, and saying so, if it is not known. */
    String format(Amount amount) {
        return unit.map(amount::format).orElseGet(() -> amount + without);
    }

    String format(SignedAmount amount) {
        return unit.map(amount::format).orElseGet(() -> amount + without);
    }

    /** The components of a rejection, by their names: every figure there is, in order. */
    static Map<String, Object> figures(Rejection rejection) {
        Map<String, Object> figures = new LinkedHashMap<>();
        for (RecordComponent component : rejection.getClass().getRecordComponents()) {
            try {
                figures.put(component.getName(), component.getAccessor().invoke(rejection));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a rejection hides its " + component.getName(), e);
            }
        }
        return figures;
    }

    private static Optional<Asset> asset(List<Entry> entries, int entry, Known known) {
        return entry < entries.size() ? known.asset(entries.get(entry).account()) : Optional.empty();
    }
}
