package dev.larder.core.fanout;

import dev.larder.store.Change;
import dev.larder.store.ChangeListener;
import dev.larder.store.StoreException;
import dev.larder.store.Subscription;
import dev.larder.store.Subscription.Delivery;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the listeners of one keyspace of its changes. Called by whoever made a change, while the key is held, so that
 * each listener hears of a key's changes in their order.
 *
 * <p>With nobody listening, a writer pays for one read of a field.
 */
public final class ChangeFanout<K, V> {
    private final Supplier<EventLanes> lanes;
    private final List<Listening<K, V>> all = new CopyOnWriteArrayList<>();
    private volatile boolean active;
    private volatile boolean synchronous;

    /**
     * Creates a fan-out without listeners.
     *
     * @param lanes asked for when the first event must be delivered later
     */
    public ChangeFanout(Supplier<EventLanes> lanes) {
        this.lanes = lanes;
    }

    /** One listener and what it wants; the same listener may subscribe twice, so each is equal to itself only. */
    private static final class Listening<K, V> {
        final Set<Change.Kind> kinds;
        final Delivery delivery;
        final ChangeListener<K, V> listener;

        Listening(Set<Change.Kind> kinds, Delivery delivery, ChangeListener<K, V> listener) {
            this.kinds = kinds;
            this.delivery = delivery;
            this.listener = listener;
        }
    }

    /** Whether anybody listens, so that changes must be told. */
    public boolean isActive() {
        return active;
    }

    /** Whether anybody must be told before the operation returns, so that writers must hold the key. */
    public boolean isSynchronous() {
        return synchronous;
    }

    /** See {@link dev.larder.store.Keyspace#subscribe}. */
    public Subscription subscribe(Set<Change.Kind> kinds, Delivery delivery, ChangeListener<K, V> listener) {
        Listening<K, V> listening =
                new Listening<>(kinds.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(kinds)), delivery, listener);
        synchronized (all) {
            all.add(listening);
            recount();
        }
        return () -> {
            synchronized (all) {
                all.remove(listening);
                recount();
            }
        };
    }

    /**
     * Tells of a change.
     *
     * @return what a synchronous listener threw, with what others threw suppressed in it; null if none did
     */
    public @Nullable RuntimeException tell(Change<K, V> change) {
        RuntimeException failure = null;
        for (Listening<K, V> listening : all) {
            if (!listening.kinds.contains(change.kind())) {
                continue;
            }
            if (listening.delivery == Delivery.ASYNCHRONOUS) {
                lanes.get().enqueue(change.key(), () -> listening.listener.onChange(change));
                continue;
            }
            RuntimeException thrown = tell(listening.listener, change);
            if (failure == null) {
                failure = thrown;
            } else if (thrown != null && failure != thrown) {
                failure.addSuppressed(thrown);
            }
        }
        return failure;
    }

    /** What the listener threw, or null; an {@link Error} comes wrapped, since the change is made and must be finished. */
    private @Nullable RuntimeException tell(ChangeListener<K, V> listener, Change<K, V> change) {
        try {
            listener.onChange(change);
            return null;
        } catch (RuntimeException thrown) {
            return thrown;
        } catch (Error thrown) {
            return new StoreException(
                    "A listener of " + change.kind() + " threw for key '" + change.key() + "'; the change is made",
                    thrown);
        }
    }

    private void recount() {
        active = !all.isEmpty();
        synchronous = all.stream().anyMatch(listening -> listening.delivery == Delivery.SYNCHRONOUS);
    }
}
