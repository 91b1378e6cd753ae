package dev.florin.ledger.testkit;

import dev.florin.ledger.Condition;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.money.SignedAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** The conditions of commands of any kind. */
final class ModelConditions {
    private final ModelBooks books;

    ModelConditions(ModelBooks books) {
        this.books = books;
    }

    Optional<Rejection> judge(List<Condition> conditions) {
        return ModelRules.first(() -> accountUnknown(conditions), () -> notMet(conditions));
    }

    private Optional<Rejection> accountUnknown(List<Condition> conditions) {
        return conditions.stream()
                .map(Condition::account)
                .filter(id -> !books.accounts.containsKey(id))
                .findFirst()
                .map(Rejection.ConditionAccountUnknown::new);
    }

    private Optional<Rejection> notMet(List<Condition> conditions) {
        return conditions.stream()
                .filter(condition -> !isMet(condition))
                .findFirst()
                .map(condition -> new Rejection.ConditionNotMet(
                        condition.account(), condition.kind(), condition.bound(), SignedAmount.of(found(condition))));
    }

    private boolean isMet(Condition condition) {
        int comparison = found(condition).compareTo(condition.bound().toBigInteger());
        return switch (condition.kind()) {
            case VERSION_IS -> comparison == 0;
            case POSTED_AT_LEAST, PENDING_OUT_AT_LEAST, PENDING_IN_AT_LEAST, AVAILABLE_AT_LEAST -> comparison >= 0;
            case POSTED_AT_MOST, PENDING_OUT_AT_MOST, PENDING_IN_AT_MOST, AVAILABLE_AT_MOST -> comparison <= 0;
        };
    }

    private BigInteger found(Condition condition) {
        ModelAccount account = books.accounts.get(condition.account());
        return switch (condition.kind()) {
            case VERSION_IS -> BigInteger.valueOf(account.entries.size());
            case POSTED_AT_LEAST, POSTED_AT_MOST -> account.balance();
            case PENDING_OUT_AT_LEAST, PENDING_OUT_AT_MOST -> account.pendingOut();
            case PENDING_IN_AT_LEAST, PENDING_IN_AT_MOST -> account.pendingIn();
            case AVAILABLE_AT_LEAST, AVAILABLE_AT_MOST -> account.available();
        };
    }
}
