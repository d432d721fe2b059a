/** What the standard's expiry policies mean to the engine. The door is {@link dev.larder.jcache.expiry.ExpiryRules}. */
@NullMarked
package dev.larder.jcache.expiry;

import org.jspecify.annotations.NullMarked;
