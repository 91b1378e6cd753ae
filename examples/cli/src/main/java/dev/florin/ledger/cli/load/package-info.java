/** Import: layouts turn rows of a file into transfers, the loader posts them and checks what the ledger answers. */
@NullMarked
package dev.florin.ledger.cli.load;

import org.jspecify.annotations.NullMarked;
