package dev.larder.core.keyspace;

import dev.larder.core.weight.Relief;
import org.jspecify.annotations.Nullable;

/**
 * Makes room for the writes of a keyspace, which is made after its rooms. What listeners throw while a write waits for
 * room is logged, as that of maintenance is: the write they would fail is not made yet.
 *
 * <p>Safe from any thread.
 */
final class WriteRelief implements Relief {
    private final DefaultStore store;
    private volatile @Nullable DefaultKeyspace<?, ?> keyspace;

    WriteRelief(DefaultStore store) {
        this.store = store;
    }

    void serve(DefaultKeyspace<?, ?> made) {
        keyspace = made;
    }

    @Override
    public @Nullable RuntimeException relieveStore() {
        return store.relieve();
    }

    @Override
    public void makeRoomInStore(long bytes) {
        RuntimeException failure = store.makeRoom(bytes);
        DefaultKeyspace<?, ?> served = keyspace;
        if (failure != null && served != null) {
            Maintenance.log(served.name(), failure);
        }
    }

    @Override
    public boolean removeDue() {
        DefaultKeyspace<?, ?> served = keyspace;
        if (served == null) {
            return false;
        }
        try {
            return served.removeDue(store.config().clock().millis(), Maintenance.ROUND_ENTRIES);
        } catch (RuntimeException failure) {
            Maintenance.log(served.name(), failure);
            return true;
        }
    }
}
