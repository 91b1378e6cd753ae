/** How the tool shows what the ledger says: text that is safe to print, tables, sentences, JSON. */
@NullMarked
package dev.florin.ledger.cli.show;

import org.jspecify.annotations.NullMarked;
