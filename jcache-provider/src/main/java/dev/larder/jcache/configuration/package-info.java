/**
 * Configuration files. The door is {@link dev.larder.jcache.configuration.CacheDefaults}: it opens the file that a
 * cache manager's URI names, and fills in what the configuration of a new cache leaves open.
 */
@NullMarked
package dev.larder.jcache.configuration;

import org.jspecify.annotations.NullMarked;
