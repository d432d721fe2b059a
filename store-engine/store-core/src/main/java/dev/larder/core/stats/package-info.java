/** Counters. Door: {@link dev.larder.core.stats.KeyspaceCounters}. */
@NullMarked
package dev.larder.core.stats;

import org.jspecify.annotations.NullMarked;
