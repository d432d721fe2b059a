/** Tests of the hit-ratio runner. */
@NullMarked
package dev.larder.benchmarks.traces;

import org.jspecify.annotations.NullMarked;
