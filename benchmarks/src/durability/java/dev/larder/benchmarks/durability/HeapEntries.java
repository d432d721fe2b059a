package dev.larder.benchmarks.durability;

import dev.larder.store.Capacity;
import dev.larder.store.DiskConfig;
import dev.larder.store.Keyspace;
import dev.larder.store.Persistence;
import dev.larder.store.Store;
import java.nio.file.Path;

/**
 * A keyspace that has all its entries on the heap, whatever it has elsewhere, and what it is asked for: keys that are equal to its
 * own and not the same, in an order drawn at random. For one thread.
 */
final class HeapEntries implements AutoCloseable {
    static final int COUNT = 100_000;

    private final Store store;
    private final Keyspace<String, String> keyspace;
    private final String[] keys = new String[COUNT];
    private final String[] values = new String[COUNT];

    /** Fills a keyspace of a new store. */
    HeapEntries(Path directory, Persistence persistence, Capacity capacity) {
        // Without it, each put into LMDB would wait for the disk, and filling take minutes.
        store = LarderStores.open(
                DiskConfig.at(directory).tierSetting("lmdb.sync", "interval").build());
        keyspace = LarderStores.keyspace(store, persistence, capacity);
        int[] order = Entries.shuffled(COUNT);
        for (int i = 0; i < COUNT; i++) {
            keys[i] = Entries.key(order[i]);
            values[i] = Entries.value(order[i]);
            keyspace.put(Entries.key(order[i]), values[i]);
        }
    }

    Keyspace<String, String> keyspace() {
        return keyspace;
    }

    String key(int position) {
        return keys[position];
    }

    String value(int position) {
        return values[position];
    }

    @Override
    public void close() {
        store.close();
    }
}
