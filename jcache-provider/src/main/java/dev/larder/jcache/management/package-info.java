/** What consoles and meters see of a cache: its statistics and settings as MXBeans. */
@NullMarked
package dev.larder.jcache.management;

import org.jspecify.annotations.NullMarked;
