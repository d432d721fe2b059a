/**
 * Replays recorded traces through caches and compares their hit ratios. Door: {@link
 * dev.larder.benchmarks.traces.HitRatios}.
 */
@NullMarked
package dev.larder.benchmarks.traces;

import org.jspecify.annotations.NullMarked;
