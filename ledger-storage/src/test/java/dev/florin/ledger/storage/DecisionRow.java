package dev.florin.ledger.storage;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The rows of {@code docs/recovery.md} that a test shows. {@link DecisionTableTest} holds the two together. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface DecisionRow {
    /** The labels: {@code R5}. */
    String[] value();
}
