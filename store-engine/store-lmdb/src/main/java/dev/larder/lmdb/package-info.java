/** Tiers in LMDB. Door: {@link dev.larder.lmdb.LmdbTierProvider}; nothing else is public. */
@NullMarked
package dev.larder.lmdb;

import org.jspecify.annotations.NullMarked;
