/** Tests of the programs that measure durability. */
@NullMarked
package dev.larder.benchmarks.durability;

import org.jspecify.annotations.NullMarked;
