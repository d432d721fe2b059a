package dev.larder.core.keyspace;

import dev.larder.core.commit.EntryFactory;
import dev.larder.core.commit.LocalCommitPath;
import dev.larder.core.commit.Rooms;
import dev.larder.core.expiry.Deadlines;
import dev.larder.core.expiry.ExpiryQueue;
import dev.larder.core.fanout.ChangeFanout;
import dev.larder.core.load.LoadRegistry;
import dev.larder.core.policy.BuiltInPolicies;
import dev.larder.core.stats.KeyspaceCounters;
import dev.larder.core.table.CaffeineTable;
import dev.larder.core.table.Entry;
import dev.larder.core.table.ExpiringEntry;
import dev.larder.core.table.MapTable;
import dev.larder.core.table.PolicyTable;
import dev.larder.core.table.Table;
import dev.larder.core.table.VersionFloors;
import dev.larder.core.weight.Weights;
import dev.larder.store.Capacity;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.StoreConfig;
import dev.larder.store.spi.EvictionPolicyProvider;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Builds the rooms of a keyspace from its configuration. The only class that knows them all. */
final class KeyspaceAssembly {
    private final DefaultStore store;

    KeyspaceAssembly(DefaultStore store) {
        this.store = store;
    }

    <K, V> DefaultKeyspace<K, V> assemble(String name, KeyspaceConfig<K, V> config) {
        StoreConfig storeConfig = store.config();
        Optional<EvictionPolicyProvider> policy = BuiltInPolicies.find(config.policy(), storeConfig.classLoader());
        Weights<K, V> weights =
                new Weights<>(name, config, store.budget(), store.budget() == null ? null : store::relieve);
        Evictions<K, V> evictions = new Evictions<>();
        Table<K, V> table = table(config, policy, evictions);
        ExpiryQueue<ExpiringEntry<K, V>> expiry =
                new ExpiryQueue<>(storeConfig.clock().millis(), new DeadEntries<>());
        ChangeFanout<K, V> fanout = new ChangeFanout<>(store.threads());
        LoadRegistry<K, V> loads = config.loader() == null ? null : new LoadRegistry<>();
        KeyspaceCounters counters = new KeyspaceCounters(config.statistics());
        Rooms<K, V> rooms = new Rooms<>(
                storeConfig.clock(),
                table,
                new VersionFloors(),
                entries(config, table, weights),
                weights,
                config.lifetime().isEternal(),
                new Deadlines(config.lifetime(), storeConfig.seed() == null ? null : storeConfig.newRandom()),
                counters,
                fanout,
                loads,
                expiry,
                store.threads().maintenance());
        LocalCommitPath<K, V> commitPath = new LocalCommitPath<>(rooms);
        evictions.path = commitPath;
        return new DefaultKeyspace<>(name, config, store, rooms, commitPath);
    }

    private <K, V> Table<K, V> table(
            KeyspaceConfig<K, V> config, Optional<EvictionPolicyProvider> policy, Evictions<K, V> evictions) {
        boolean bounded = !(config.capacity() instanceof Capacity.Unbounded);
        boolean refuses = config.policy().equals(KeyspaceConfig.NO_EVICTION);
        if (refuses || !(bounded || store.budget() != null)) {
            return new MapTable<>();
        }
        long capacity = capacityOf(config.capacity());
        return policy.isPresent()
                ? new PolicyTable<>(
                        capacity, policy.get().create(capacity, store.config().newRandom()))
                : new CaffeineTable<>(capacity, config.capacity() instanceof Capacity.Entries, evictions);
    }

    private static long capacityOf(Capacity capacity) {
        if (capacity instanceof Capacity.Entries entries) {
            return entries.maximum();
        }
        return capacity instanceof Capacity.Bytes bytes ? bytes.maximum() : CaffeineTable.NO_CAPACITY;
    }

    private static <K, V> EntryFactory entries(KeyspaceConfig<K, V> config, Table<K, V> table, Weights<K, V> weights) {
        if (config.metadata() || config.refreshAhead() > 0 || table.tracksEntries()) {
            return EntryFactory.TRACKED;
        }
        return weights.weighs() || !config.lifetime().isEternal() ? EntryFactory.EXPIRING : EntryFactory.LEAN;
    }

    /** What the timer need not look at. A class, because the first lambda of an application costs it milliseconds. */
    private static final class DeadEntries<K, V> implements Predicate<ExpiringEntry<K, V>> {
        @Override
        public boolean test(ExpiringEntry<K, V> entry) {
            return entry.isDead();
        }
    }

    /** Hands evictions on to the commit path, which is made after the table. */
    private static final class Evictions<K, V> implements Table.Evictions<K, V> {
        @Nullable LocalCommitPath<K, V> path;

        @Override
        public void evicting(Entry<K, V> entry) {
            LocalCommitPath<K, V> made = path;
            if (made != null) {
                made.evicting(entry);
            }
        }
    }
}
