package dev.larder.core.keyspace;

import dev.larder.core.commit.EntryFactory;
import dev.larder.core.commit.LocalCommitPath;
import dev.larder.core.commit.Rooms;
import dev.larder.core.durable.DurableKeyspace;
import dev.larder.core.expiry.Deadlines;
import dev.larder.core.expiry.ExpiryQueue;
import dev.larder.core.fanout.ChangeFanout;
import dev.larder.core.load.LoadRegistry;
import dev.larder.core.policy.BuiltInPolicies;
import dev.larder.core.stats.KeyspaceCounters;
import dev.larder.core.table.ExpiringEntry;
import dev.larder.core.table.MapTable;
import dev.larder.core.table.PolicyTable;
import dev.larder.core.table.Table;
import dev.larder.core.table.VersionFloors;
import dev.larder.core.weight.Weights;
import dev.larder.store.Capacity;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence.Mode;
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

    <K, V> DefaultKeyspace<K, V> assemble(
            String name, KeyspaceConfig<K, V> config, @Nullable DurableKeyspace<K, V> durable) {
        StoreConfig storeConfig = store.config();
        WriteRelief relief = new WriteRelief(store);
        Weights<K, V> weights = new Weights<>(name, config, store.budget(), relief);
        Table<K, V> table = table(config);
        ExpiryQueue<ExpiringEntry<K, V>> expiry =
                new ExpiryQueue<>(storeConfig.clock().millis(), new DeadEntries<>());
        ChangeFanout<K, V> fanout = new ChangeFanout<>(store.threads());
        LoadRegistry<K, V> loads = config.loader() == null && !config.callerLoads() ? null : new LoadRegistry<>();
        KeyspaceCounters counters = new KeyspaceCounters(config.statistics());
        VersionFloors floors = new VersionFloors();
        Rooms<K, V> rooms = new Rooms<>(
                storeConfig.clock(),
                table,
                floors,
                entries(config, table, weights),
                weights,
                config.lifetime().isEternal(),
                new Deadlines(config.lifetime(), storeConfig.seed() == null ? null : storeConfig.newRandom()),
                counters,
                fanout,
                loads,
                expiry,
                store.threads().maintenance(),
                storeConfig.evictionBatch(),
                durable != null,
                durable == null ? null : durable.log(),
                durable == null ? null : durable.source());
        LocalCommitPath<K, V> commitPath = new LocalCommitPath<>(rooms);
        if (durable != null) {
            durable.attach(table, floors, commitPath);
        }
        DefaultKeyspace<K, V> keyspace = new DefaultKeyspace<>(name, config, store, rooms, commitPath, durable);
        relief.serve(keyspace);
        return keyspace;
    }

    private <K, V> Table<K, V> table(KeyspaceConfig<K, V> config) {
        boolean bounded = store.budget() != null || !(config.capacity() instanceof Capacity.Unbounded);
        if (!bounded && config.policy().equals(KeyspaceConfig.DEFAULT_POLICY)) {
            // The commonest keyspace, which should not pay for the policies at the start of an application.
            return new MapTable<>();
        }
        Optional<EvictionPolicyProvider> policy =
                BuiltInPolicies.find(config.policy(), store.config().classLoader());
        if (policy.isEmpty() || !bounded) {
            return new MapTable<>();
        }
        long capacity = capacityOf(config.capacity());
        return new PolicyTable<>(
                capacity, policy.get().create(capacity, store.config().newRandom()));
    }

    /** Whether entries know when they were written. */
    static boolean recordsTimes(KeyspaceConfig<?, ?> config) {
        return config.metadata() || config.refreshAhead() > 0;
    }

    private static long capacityOf(Capacity capacity) {
        if (capacity instanceof Capacity.Entries entries) {
            return entries.maximum();
        }
        return capacity instanceof Capacity.Bytes bytes ? bytes.maximum() : PolicyTable.NO_CAPACITY;
    }

    private static <K, V> EntryFactory entries(KeyspaceConfig<K, V> config, Table<K, V> table, Weights<K, V> weights) {
        if (recordsTimes(config)) {
            return EntryFactory.TRACKED;
        }
        if (table.tracksEntries()) {
            return EntryFactory.EVICTABLE;
        }
        // What comes from a tier may have any deadline.
        boolean mayExpire =
                !config.lifetime().isEternal() || config.persistence().mode() == Mode.TIER;
        return weights.weighs() || mayExpire ? EntryFactory.EXPIRING : EntryFactory.LEAN;
    }

    /** What the timer need not look at. A class, because the first lambda of an application costs it milliseconds. */
    private static final class DeadEntries<K, V> implements Predicate<ExpiringEntry<K, V>> {
        @Override
        public boolean test(ExpiringEntry<K, V> entry) {
            return entry.isDead();
        }
    }
}
