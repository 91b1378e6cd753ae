/** What the words of a command line mean in the books: accounts by name or id, movements by id. */
@NullMarked
package dev.florin.ledger.cli.find;

import org.jspecify.annotations.NullMarked;
