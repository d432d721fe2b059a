/** Tiers in RocksDB. Door: {@link dev.larder.rocksdb.RocksDbTierProvider}; nothing else is public. */
@NullMarked
package dev.larder.rocksdb;

import org.jspecify.annotations.NullMarked;
