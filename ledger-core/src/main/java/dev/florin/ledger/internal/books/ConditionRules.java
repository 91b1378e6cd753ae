package dev.florin.ledger.internal.books;

import dev.florin.ledger.Condition;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.internal.index.IdMap;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.SignedAmount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command requires of accounts. */
final class ConditionRules {
    private final Books books;
    private final LimitRules limits;

    ConditionRules(Books books) {
        this.books = books;
        this.limits = new LimitRules(books);
    }

    @Nullable
    Rejection judge(List<Condition> conditions) {
        for (Condition condition : conditions) {
            if (books.account(condition.account()) == IdMap.NONE) {
                return new Rejection.ConditionAccountUnknown(condition.account());
            }
        }
        for (Condition condition : conditions) {
            SignedAmount found = found(condition.kind(), books.account(condition.account()));
            if (!holds(condition, found)) {
                return new Rejection.ConditionNotMet(condition.account(), condition.kind(), condition.bound(), found);
            }
        }
        return null;
    }

    private static boolean holds(Condition condition, SignedAmount found) {
        int order = found.compareTo(condition.bound());
        return switch (condition.kind()) {
            case VERSION_IS -> order == 0;
            case POSTED_AT_LEAST, PENDING_OUT_AT_LEAST, PENDING_IN_AT_LEAST, AVAILABLE_AT_LEAST -> order >= 0;
            case POSTED_AT_MOST, PENDING_OUT_AT_MOST, PENDING_IN_AT_MOST, AVAILABLE_AT_MOST -> order <= 0;
        };
    }

    private SignedAmount found(Condition.Kind kind, int account) {
        boolean creditNormal = books.accounts.isCreditNormal(account);
        return switch (kind) {
            case VERSION_IS ->
                SignedAmount.of(books.accounts.chunk(account)[AccountTable.slot(account) + AccountTable.VERSION]);
            case POSTED_AT_LEAST, POSTED_AT_MOST -> limits.posted(account);
            case PENDING_OUT_AT_LEAST, PENDING_OUT_AT_MOST -> pending(account, !creditNormal);
            case PENDING_IN_AT_LEAST, PENDING_IN_AT_MOST -> pending(account, creditNormal);
            case AVAILABLE_AT_LEAST, AVAILABLE_AT_MOST -> limits.available(account);
        };
    }

    private SignedAmount pending(int account, boolean credit) {
        Amount sum = books.accounts.sum(
                account, credit ? AccountTable.PENDING_CREDITS_HIGH : AccountTable.PENDING_DEBITS_HIGH);
        return SignedAmount.ofPositive(sum);
    }
}
