package dev.larder.core.commit;

import dev.larder.store.EntryView;
import org.jspecify.annotations.Nullable;

/** The look of a key that has no entry. */
public final class AbsentEntry<V> implements EntryView<V> {
    private static final AbsentEntry<?> INSTANCE = new AbsentEntry<>();

    private AbsentEntry() {}

    /** The only one. */
    @SuppressWarnings("unchecked")
    public static <V> EntryView<V> view() {
        return (EntryView<V>) INSTANCE;
    }

    @Override
    public @Nullable V value() {
        return null;
    }

    @Override
    public long version() {
        return 0;
    }

    @Override
    public long expiresAtMillis() {
        return NEVER;
    }

    @Override
    public long createdAtMillis() {
        return UNTRACKED;
    }

    @Override
    public long updatedAtMillis() {
        return UNTRACKED;
    }

    @Override
    public long accessedAtMillis() {
        return UNTRACKED;
    }

    @Override
    public long hitCount() {
        return UNTRACKED;
    }

    @Override
    public int sizeBytes() {
        return 0;
    }
}
