/** The facade, its threads, and the assembly of all rooms. Door: {@link dev.larder.core.keyspace.CoreStoreProvider}. */
@NullMarked
package dev.larder.core.keyspace;

import org.jspecify.annotations.NullMarked;
