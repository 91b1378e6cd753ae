/** Schedules as effects tell of them, and the dates of calendars. What falls due is run by the books. */
@NullMarked
package dev.florin.ledger.internal.schedule;

import org.jspecify.annotations.NullMarked;
