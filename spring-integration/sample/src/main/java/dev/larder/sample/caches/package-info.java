/** What the caches and the second level say of themselves; the door is {@link dev.larder.sample.caches.CacheMonitor}. */
@NullMarked
package dev.larder.sample.caches;

import org.jspecify.annotations.NullMarked;
