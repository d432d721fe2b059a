/**
 * How adapters read what users configure: quantities with units, names with patterns, and the settings of one cache under
 * the keys that every configuration format of Larder shares. Door: {@link dev.larder.store.settings.CacheSettings}.
 */
@NullMarked
package dev.larder.store.settings;

import org.jspecify.annotations.NullMarked;
