/** Tests of the measuring code; none of them judges a time. */
@NullMarked
package dev.larder.benchmarks;

import org.jspecify.annotations.NullMarked;
