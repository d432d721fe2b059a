/** What a store has after its disk, its power or its process failed. */
@NullMarked
package dev.larder.core.durable;

import org.jspecify.annotations.NullMarked;
