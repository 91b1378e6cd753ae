package dev.florin.ledger.cli.posted;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What stands in a journal of hledger or Beancount, as far as it is understood; debits are positive. */
sealed interface Text {
    /** Where it begins in the file, from 1. */
    long line();

    /** A commodity is declared; the pairs are the ones behind it. */
    record Commodity(long line, String symbol, int scale, Map<String, String> pairs) implements Text {
        public Commodity {
            Objects.requireNonNull(symbol, "symbol");
            pairs = Map.copyOf(pairs);
        }
    }

    /** An account is declared. */
    record Declared(long line, String account, @Nullable String symbol, Map<String, String> pairs) implements Text {
        public Declared {
            Objects.requireNonNull(account, "account");
            pairs = Map.copyOf(pairs);
        }
    }

    /** Amounts move; the id is empty if the file gives none. */
    record Transaction(
            long line, LocalDate date, String id, String description, Map<String, String> pairs, List<Posting> postings)
            implements Text {
        public Transaction {
            Objects.requireNonNull(date, "date");
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(description, "description");
            pairs = Map.copyOf(pairs);
            postings = List.copyOf(postings);
        }
    }

    /** An amount that moves on an account. */
    record Posting(long line, String account, BigDecimal amount, String symbol) {
        public Posting {
            Objects.requireNonNull(account, "account");
            Objects.requireNonNull(amount, "amount");
            Objects.requireNonNull(symbol, "symbol");
        }
    }

    /** What an account, with those below it or alone, is said to hold at this place of the file. */
    record Balance(long line, String account, BigDecimal amount, String symbol, boolean withThoseBelow)
            implements Text {
        public Balance {
            Objects.requireNonNull(account, "account");
            Objects.requireNonNull(amount, "amount");
            Objects.requireNonNull(symbol, "symbol");
        }
    }
}
