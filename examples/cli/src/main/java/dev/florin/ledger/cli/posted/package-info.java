/** What is posted, in the formats of other programs: spreadsheets, hledger, Beancount; written from books, and read into them. */
@NullMarked
package dev.florin.ledger.cli.posted;

import org.jspecify.annotations.NullMarked;
