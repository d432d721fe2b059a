/** A bounded burst of searches against the catalog; the door is {@link dev.larder.sample.burst.Burst}. */
@NullMarked
package dev.larder.sample.burst;

import org.jspecify.annotations.NullMarked;
