/** The entries of a keyspace by key, and the lock of each. Door: {@link dev.larder.core.table.Table}. */
@NullMarked
package dev.larder.core.table;

import org.jspecify.annotations.NullMarked;
