/** The disk as storages see it: files of a folder, what makes them last, and readers that share open files. */
@NullMarked
package dev.florin.ledger.storage.disk;

import org.jspecify.annotations.NullMarked;
