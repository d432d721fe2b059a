/**
 * Measures JCache providers through plain {@code javax.cache}, beside a bare map and bare Caffeine as limits. Doors:
 * {@link dev.larder.benchmarks.Compare}, {@link dev.larder.benchmarks.Footprint}, {@link dev.larder.benchmarks.StartUp}.
 */
@NullMarked
package dev.larder.benchmarks;

import org.jspecify.annotations.NullMarked;
