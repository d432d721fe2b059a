/**
 * What the caches of one name share: their entries, the indexes of these, and what is in doubt while a transaction
 * commits. Knows nothing of Spring's cache interfaces and of transactions. Door: {@link dev.larder.spring.entry.Entries}.
 */
@NullMarked
package dev.larder.spring.entry;

import org.jspecify.annotations.NullMarked;
