/** Books as JSON lines: a full copy that people and programs can read, and books made from such a copy. */
@NullMarked
package dev.florin.ledger.cli.jsonl;

import org.jspecify.annotations.NullMarked;
