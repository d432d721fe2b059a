/**
 * What transactions do to caches, kept apart until they commit. The only room that uses {@code spring-tx}, which an
 * application may leave out. Door: {@link dev.larder.spring.transaction.CacheTransaction}.
 */
@NullMarked
package dev.larder.spring.transaction;

import org.jspecify.annotations.NullMarked;
