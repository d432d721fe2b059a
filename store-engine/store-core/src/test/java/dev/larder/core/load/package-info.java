/** Loads in flight, tested. */
@NullMarked
package dev.larder.core.load;

import org.jspecify.annotations.NullMarked;
