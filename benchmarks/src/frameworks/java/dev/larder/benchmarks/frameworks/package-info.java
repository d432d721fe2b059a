/** Larder behind Spring and Hibernate, beside the caches that are usually there; the door is {@link CompareFrameworks}. */
@NullMarked
package dev.larder.benchmarks.frameworks;

import org.jspecify.annotations.NullMarked;
