/**
 * What store by value costs: immutable values are shared, all others copied on the way in and out.
 *
 * <p>The door is {@link dev.larder.copy.Copiers}. {@link dev.larder.copy.Route} decides once per class;
 * {@code ForyGraphCopier} is the only class that leads to Apache Fory and is loaded only where Fory is present. Most
 * objects are flat, and {@code FlatCopier} copies them without a walk through a graph.
 */
@NullMarked
package dev.larder.copy;

import org.jspecify.annotations.NullMarked;
