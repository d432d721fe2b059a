/** Loads in flight. Door: {@link dev.larder.core.load.LoadRegistry}. */
@NullMarked
package dev.larder.core.load;

import org.jspecify.annotations.NullMarked;
