package dev.larder.benchmarks.traces;

import dev.larder.store.Capacity;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;

/** Opens keyspaces of a Larder store, each in a store of its own. */
public final class LarderSubjects implements SubjectProvider {
    @Override
    public String name() {
        return "Larder";
    }

    @Override
    public HitRatioSubject open(String policy, long maxEntries, int seed) {
        Store store = Store.open(
                StoreConfig.builder().executor(Runnable::run).seed(seed).build());
        Keyspace<Long, Boolean> keyspace = store.create(
                "trace",
                KeyspaceConfig.<Long, Boolean>builder()
                        .capacity(new Capacity.Entries(maxEntries))
                        .policy(policy)
                        .build());
        return new KeyspaceSubject(store, keyspace);
    }

    private record KeyspaceSubject(Store store, Keyspace<Long, Boolean> keyspace) implements HitRatioSubject {
        @Override
        public boolean access(long key) {
            if (keyspace.getIfPresent(key) != null) {
                return true;
            }
            keyspace.put(key, Boolean.TRUE);
            return false;
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
