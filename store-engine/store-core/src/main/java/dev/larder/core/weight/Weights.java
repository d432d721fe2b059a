package dev.larder.core.weight;

import dev.larder.store.Capacity;
import dev.larder.store.CapacityExceededException;
import dev.larder.store.EntryTooLargeException;
import dev.larder.store.EvictionHint;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Weigher;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Sizes the entries of one keyspace and says whether they fit. The capacity may count entries while the store's memory,
 * or the largest entry, is a matter of bytes, so size and weight are two things. Safe from any thread.
 */
public final class Weights<K, V> {
    /** What the table and the entry take themselves, about. Without it, a map of small numbers would weigh nothing. */
    private static final int ENTRY_BYTES = 96;

    /** How often at most a write has due entries removed before it is refused. */
    private static final int DUE_ROUNDS = 16;

    private static final int LONGEST_KEY_TEXT = 100;

    private final String keyspaceName;
    private final @Nullable Weigher<? super K, ? super V> weigher;
    private final boolean callsWeigher;
    private final int maxKeyBytes;
    private final int maxValueBytes;
    private final int maxEntryBytes;
    private final boolean countsEntries;
    private final boolean refuses;
    private final @Nullable MemoryBudget quota;
    private final @Nullable BudgetShare storeShare;
    private final Relief relief;

    /**
     * Creates the scales of a keyspace.
     *
     * @param storeBudget the budget of all keyspaces of the store, or null if it has no limit
     * @param relief makes room where there is too little
     */
    public Weights(
            String keyspaceName, KeyspaceConfig<K, V> config, @Nullable MemoryBudget storeBudget, Relief relief) {
        this.relief = relief;
        this.keyspaceName = keyspaceName;
        storeShare = storeBudget == null ? null : new BudgetShare(storeBudget);
        maxKeyBytes = config.maxKeyBytes();
        maxValueBytes = config.maxValueBytes();
        maxEntryBytes = config.maxEntryBytes();
        countsEntries = !(config.capacity() instanceof Capacity.Bytes);
        weigher = !config.weighs() && storeBudget == null
                ? null
                : config.weigher() == null ? Weights::estimate : config.weigher();
        callsWeigher = weigher != null && config.weigher() != null;
        refuses = config.policy().equals(KeyspaceConfig.NO_EVICTION);
        quota = refuses ? quotaOf(config.capacity()) : null;
    }

    /** Whether entries are sized. */
    public boolean weighs() {
        return weigher != null;
    }

    /** Whether {@link #sizeOf} asks the application. */
    public boolean callsWeigher() {
        return callsWeigher;
    }

    /** Whether an entry takes 1 of the capacity, not its size. */
    public boolean countsEntries() {
        return countsEntries;
    }

    /** How much of the capacity an entry takes. */
    public int weightOf(int sizeBytes, EvictionHint hint) {
        if (hint == EvictionHint.PINNED) {
            return 0;
        }
        return countsEntries ? 1 : sizeBytes;
    }

    /**
     * The entry's size in bytes; 0 where nobody asks for it.
     *
     * @throws EntryTooLargeException if the keyspace does not take entries as large as this one
     */
    public int sizeOf(K key, V value) {
        if (weigher == null) {
            return 0;
        }
        if (maxKeyBytes != Integer.MAX_VALUE) {
            requireAtMost("key", maxKeyBytes, ObjectSizes.sizeOf(key), key);
        }
        if (maxValueBytes != Integer.MAX_VALUE) {
            requireAtMost("value", maxValueBytes, ObjectSizes.sizeOf(value), key);
        }
        int weight = weigher.weigh(key, value);
        if (weight < 0) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "The weigher of '%s' gave the entry of key '%s' a weight of %d; it must be zero or more.",
                    keyspaceName,
                    key,
                    weight));
        }
        requireAtMost("entry", maxEntryBytes, weight, key);
        return weight;
    }

    private void requireAtMost(String what, int limitBytes, long sizeBytes, K key) {
        if (sizeBytes > limitBytes) {
            throw new EntryTooLargeException(String.format(
                    Locale.ROOT,
                    "The %s of key '%s' in '%s' has %d bytes; at most %d are allowed. Store less under one key,"
                            + " or raise the largest %s size of the keyspace.",
                    what,
                    textOf(key),
                    keyspaceName,
                    sizeBytes,
                    limitBytes,
                    what));
        }
    }

    /** A key that is refused may be very long. */
    private static String textOf(Object key) {
        String text = String.valueOf(key);
        return text.length() <= LONGEST_KEY_TEXT ? text : text.substring(0, LONGEST_KEY_TEXT) + "…";
    }

    /**
     * Takes room for a write, or gives some back, where the keyspace refuses what does not fit. Where there is none,
     * entries that are due make room, and then other keyspaces of the store.
     *
     * @throws CapacityExceededException if there is no room
     */
    public void reserve(K key, long weightDelta, long sizeDeltaBytes) {
        MemoryBudget full = take(weightDelta, sizeDeltaBytes);
        for (int round = 0; full != null && round < DUE_ROUNDS && relief.removeDue(); round++) {
            full = take(weightDelta, sizeDeltaBytes);
        }
        if (full != null) {
            full = take(weightDelta, sizeDeltaBytes);
        }
        if (full != null && full != quota) {
            relief.makeRoomInStore(sizeDeltaBytes);
            full = take(weightDelta, sizeDeltaBytes);
        }
        if (full != null) {
            throw new CapacityExceededException(String.format(
                    Locale.ROOT,
                    "%s is full (%d of %d) and the policy of keyspace '%s' is '%s', so key '%s' was not stored. Remove"
                            + " entries, raise the limit, or choose a policy that evicts.",
                    full == quota ? "Keyspace '" + keyspaceName + "'" : "The store's memory",
                    full.used(),
                    full.limit(),
                    keyspaceName,
                    KeyspaceConfig.NO_EVICTION,
                    key));
        }
    }

    /** Takes room for a write, or gives some back, if that is possible at once. */
    public boolean tryReserve(long weightDelta, long sizeDeltaBytes) {
        return take(weightDelta, sizeDeltaBytes) == null;
    }

    /** Gives back the room of an entry that was not made. */
    public void cancel(long weight, long sizeBytes) {
        giveBack(weight);
        if (refuses) {
            takeOfStore(-sizeBytes);
        }
    }

    /** Gives back the room of an entry that is gone; its size is given back by {@link #sizeChanged}. */
    public void giveBack(long weight) {
        if (quota != null) {
            quota.use(-weight);
        }
    }

    /** Notes that the size of an entry changed. */
    public void sizeChanged(long deltaBytes) {
        // Where writes are refused, what is taken was taken before the write.
        if (!refuses || deltaBytes < 0) {
            takeOfStore(deltaBytes);
        }
    }

    /** Takes room; returns null, or what is too full. */
    private @Nullable MemoryBudget take(long weightDelta, long sizeDeltaBytes) {
        if (!refuses) {
            return null;
        }
        if (quota != null && !quota.tryUse(weightDelta)) {
            return quota;
        }
        if (storeShare != null && sizeDeltaBytes > 0 && !storeShare.tryUse(sizeDeltaBytes)) {
            giveBack(weightDelta);
            return storeShare.budget();
        }
        return null;
    }

    private void takeOfStore(long bytes) {
        if (storeShare != null) {
            storeShare.use(bytes);
        }
    }

    /**
     * Lets the store make room if all its keyspaces together hold too much.
     *
     * @return what synchronous listeners threw, or null
     */
    public @Nullable RuntimeException relieveStore() {
        return storeShare != null && storeShare.budget().excess(0) > 0 ? relief.relieveStore() : null;
    }

    /** Gives the store's memory back, and takes none from now on, whatever is still written. */
    public void close() {
        if (storeShare != null) {
            storeShare.close();
        }
    }

    private static int estimate(Object key, Object value) {
        int weight = ObjectSizes.weigh(key, value);
        return weight > Integer.MAX_VALUE - ENTRY_BYTES ? Integer.MAX_VALUE : weight + ENTRY_BYTES;
    }

    private static @Nullable MemoryBudget quotaOf(Capacity capacity) {
        if (capacity instanceof Capacity.Entries entries) {
            return new MemoryBudget(entries.maximum(), 1);
        }
        if (capacity instanceof Capacity.Bytes bytes) {
            return new MemoryBudget(bytes.maximum(), 1);
        }
        return null;
    }
}
