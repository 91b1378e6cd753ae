package dev.florin.ledger.cli;

/** The formats of whole books. */
enum BooksFormat {
    JSONL,
    CSV,
    HLEDGER,
    BEANCOUNT
}
