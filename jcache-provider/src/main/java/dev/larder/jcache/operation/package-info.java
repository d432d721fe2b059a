/**
 * The standard's operations on one key, each as one engine operation that also knows how it counts. The door is {@link
 * dev.larder.jcache.operation.EntryOperations}.
 */
@NullMarked
package dev.larder.jcache.operation;

import org.jspecify.annotations.NullMarked;
