/** What applications hold: the store, its keyspaces, and the operations on them. */
@NullMarked
package dev.larder.store;

import org.jspecify.annotations.NullMarked;
