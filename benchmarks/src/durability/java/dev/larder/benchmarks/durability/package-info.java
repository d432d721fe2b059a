/** What it costs to have the disk keep what is written. */
@NullMarked
package dev.larder.benchmarks.durability;

import org.jspecify.annotations.NullMarked;
