package dev.larder.spring.entry;

import dev.larder.store.CapacityExceededException;
import dev.larder.store.Decision;
import dev.larder.store.EntryTooLargeException;
import dev.larder.store.EntryView;
import dev.larder.store.Lifetime;
import dev.larder.store.Operation;
import dev.larder.store.PendingLoad;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A load that a caller does on its own: begun before the source is read, and stored only if nobody changed the key, or
 * evicted one of the value's tags, since. To be stored once at most.
 */
public final class OwnLoad {
    private final Entries entries;
    private final PendingLoad<Object, Object> pending;
    private final long tick;

    OwnLoad(Entries entries, PendingLoad<Object, Object> pending, long tick) {
        this.entries = entries;
        this.pending = pending;
        this.tick = tick;
    }

    /** The key that is being loaded. */
    public Object key() {
        return pending.key();
    }

    /** Whether nobody changed the key, or evicted one of the value's tags, since the load began. */
    public boolean isWorthStoring(NewValue value) {
        return pending.isWorthStoring() && !entries.isOutdated(tick, value);
    }

    /** Stores what was found, unless the key was changed since, or is in doubt; returns whether it was stored. */
    public boolean store(NewValue value) {
        return store(value, true);
    }

    /** The same for who has the key in doubt itself. */
    public boolean storeOwnDoubt(NewValue value) {
        return store(value, false);
    }

    private boolean store(NewValue value, boolean mindDoubts) {
        try {
            return pending.store(new StoreOwn(value, mindDoubts));
        } catch (EntryTooLargeException | CapacityExceededException refused) {
            entries.refuse(key(), value, refused);
            return false;
        }
    }

    /**
     * A load that replaces an entry renews it, as loads of the engine do; not so a put, which leaves the deadline of an entry
     * whose lifetime counts from its creation. Whoever renews does so at a time of its own, so there is no jitter.
     */
    private NewValue renewing(NewValue value, EntryView<Object> entry) {
        Lifetime lifetime = entries.keyspace().config().lifetime();
        boolean putWouldNot = lifetime.afterUpdateMillis() == Lifetime.UNCHANGED
                && lifetime.afterAccessMillis() == Lifetime.UNCHANGED
                && lifetime.afterCreateMillis() != Lifetime.ETERNAL
                && lifetime.afterCreateMillis() > 0;
        return entry.isPresent() && putWouldNot && value.timeToLive() == null && value.value() != null
                ? new NewValue(value.value(), Duration.ofMillis(lifetime.afterCreateMillis()), value.tags())
                : value;
    }

    private final class StoreOwn implements Operation<Object, Object, Void> {
        private final NewValue value;
        private final boolean mindDoubts;

        StoreOwn(NewValue value, boolean mindDoubts) {
            this.value = value;
            this.mindDoubts = mindDoubts;
        }

        @Override
        public Decision<Object> decide(Object key, EntryView<Object> entry, long nowMillis) {
            return entries.decideLoaded(
                    key, mindDoubts ? renewing(value, entry) : value, tick, mindDoubts, entry, nowMillis);
        }

        @Override
        public @Nullable Void result(@Nullable Object before, Decision<Object> decision) {
            return null;
        }

        @Override
        public boolean runsUserCode() {
            return true;
        }
    }
}
