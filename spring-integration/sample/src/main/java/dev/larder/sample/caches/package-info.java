/** What the caches say of themselves through javax.cache; the door is {@link dev.larder.sample.caches.CacheMonitor}. */
@NullMarked
package dev.larder.sample.caches;

import org.jspecify.annotations.NullMarked;
