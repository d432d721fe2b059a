/**
 * Larder as a provider of the JCache standard (JSR-107). Applications see {@link
 * dev.larder.jcache.LarderConfiguration}, which says what the standard's configuration has no words for.
 */
@NullMarked
package dev.larder.jcache;

import org.jspecify.annotations.NullMarked;
