package dev.larder.core.table;

import dev.larder.store.EntryView;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * An entry that can expire and has a size. 64 bytes.
 */
public class ExpiringEntry<K, V> extends Entry<K, V> {
    private static final VarHandle DEADLINE;

    static {
        try {
            DEADLINE = MethodHandles.lookup().findVarHandle(ExpiringEntry.class, "expiresAtMillis", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private volatile long expiresAtMillis = EntryView.NEVER;
    private long scheduledAtMillis = EntryView.NEVER;
    private volatile int sizeBytes;

    /**
     * A new entry that no other thread knows yet.
     *
     * @param counted whether it takes 1 of the capacity, not its size
     */
    public ExpiringEntry(K key, @Nullable V value, long version, boolean locked, boolean counted) {
        super(key, value, version, locked, counted);
    }

    @Override
    public final long expiresAtMillis() {
        return expiresAtMillis;
    }

    /** Sets the deadline; for the holder. */
    public final void setExpiresAtMillis(long deadlineMillis) {
        DEADLINE.setRelease(this, deadlineMillis);
        setCoarseDeadline(deadlineMillis);
    }

    /** When the timer looks at this entry next; for the holder. */
    public final long scheduledAtMillis() {
        return scheduledAtMillis;
    }

    /** Notes when the timer looks at this entry next; for the holder. */
    public final void setScheduledAtMillis(long dueMillis) {
        scheduledAtMillis = dueMillis;
    }

    @Override
    public final int sizeBytes() {
        return sizeBytes;
    }

    /** Sets the size; for the holder. */
    public final void setSizeBytes(int newSizeBytes) {
        sizeBytes = newSizeBytes;
    }

    @Override
    public final int weight() {
        if (isPinned()) {
            return 0;
        }
        return isCounted() ? 1 : sizeBytes;
    }
}
