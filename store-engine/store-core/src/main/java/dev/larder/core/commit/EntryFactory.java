package dev.larder.core.commit;

import dev.larder.core.table.Entry;
import dev.larder.core.table.ExpiringEntry;
import dev.larder.core.table.PolicyEntry;
import dev.larder.core.table.TrackedEntry;
import org.jspecify.annotations.Nullable;

/** Makes entries with the fields that a keyspace needs, and no more. */
public enum EntryFactory {
    /** Neither deadline nor weight: the keyspace is eternal and counts its entries. */
    LEAN {
        @Override
        <K, V> Entry<K, V> create(K key, @Nullable V value, long version, boolean locked, boolean counted) {
            return new Entry<>(key, value, version, locked);
        }
    },
    /** With a deadline and a size. */
    EXPIRING {
        @Override
        <K, V> Entry<K, V> create(K key, @Nullable V value, long version, boolean locked, boolean counted) {
            return new ExpiringEntry<>(key, value, version, locked, counted);
        }
    },
    /** The same with links for a policy. */
    EVICTABLE {
        @Override
        <K, V> Entry<K, V> create(K key, @Nullable V value, long version, boolean locked, boolean counted) {
            return new PolicyEntry<>(key, value, version, locked, counted);
        }
    },
    /** The same with history. */
    TRACKED {
        @Override
        <K, V> Entry<K, V> create(K key, @Nullable V value, long version, boolean locked, boolean counted) {
            return new TrackedEntry<>(key, value, version, locked, counted);
        }
    };

    abstract <K, V> Entry<K, V> create(K key, @Nullable V value, long version, boolean locked, boolean counted);
}
