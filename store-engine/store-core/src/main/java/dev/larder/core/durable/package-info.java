/**
 * What ties tables to files: the data directory, what is recorded and restored. Doors: {@link
 * dev.larder.core.durable.DurableStore} and {@link dev.larder.core.durable.DurableKeyspace}.
 */
@NullMarked
package dev.larder.core.durable;

import org.jspecify.annotations.NullMarked;
