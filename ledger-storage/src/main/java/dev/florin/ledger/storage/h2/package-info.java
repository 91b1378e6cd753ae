/** The storage in H2: books as tables, which an application can also read with SQL. */
@NullMarked
package dev.florin.ledger.storage.h2;

import org.jspecify.annotations.NullMarked;
