package dev.larder.jcache;

import dev.larder.jcache.integration.BulkLoads;
import dev.larder.jcache.management.CacheStatistics;
import dev.larder.jcache.management.ManagedBean;
import dev.larder.store.Keyspace;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What begins and ends with a cache beside its entries: listeners, beans, running loads, and the objects that the
 * application's factories made.
 *
 * <p><b>Threads:</b> {@link #close} any; the others under the manager's lock.
 */
final class CacheLife<K, V> {
    private final CacheSettings<K, V> settings;
    private final BulkLoads<K, V> loads;
    private final UserObjects userObjects;
    private final Keyspace<K, V> keyspace;
    private final URI managerUri;
    private final String cacheName;
    /** Made when first wanted, and kept from then on, as are the beans: a cache without beans does not load JMX. */
    private @Nullable CacheStatistics statistics;

    private volatile @Nullable ManagedBean settingsBean;

    private volatile @Nullable ManagedBean statisticsBean;
    private final AtomicBoolean closed = new AtomicBoolean();

    CacheLife(
            URI managerUri,
            String cacheName,
            Keyspace<K, V> keyspace,
            CacheSettings<K, V> settings,
            UserObjects userObjects) {
        this.settings = settings;
        this.userObjects = userObjects;
        loads = new BulkLoads<>(keyspace);
        this.keyspace = keyspace;
        this.managerUri = managerUri;
        this.cacheName = cacheName;
    }

    CacheSettings<K, V> settings() {
        return settings;
    }

    BulkLoads<K, V> loads() {
        return loads;
    }

    /** Shows or hides the statistics; returns them if they are to be counted. */
    @Nullable CacheStatistics enableStatistics(boolean enabled) {
        settings.setStatisticsEnabled(enabled);
        if (enabled && statistics == null) {
            statistics = new CacheStatistics(keyspace);
            statisticsBean = ManagedBean.ofStatistics(managerUri, cacheName, statistics);
        }
        show(statisticsBean, enabled);
        return enabled ? statistics : null;
    }

    void enableManagement(boolean enabled) {
        settings.setManagementEnabled(enabled);
        if (enabled && settingsBean == null) {
            settingsBean = ManagedBean.ofSettings(managerUri, cacheName, settings::snapshot);
        }
        show(settingsBean, enabled);
    }

    private static void show(@Nullable ManagedBean bean, boolean wanted) {
        if (bean != null) {
            bean.show(wanted);
        }
    }

    /** Hides the beans for good; under the manager's lock, since a cache of the same name may show its own. */
    void hideBeans() {
        show(statisticsBean, false);
        show(settingsBean, false);
    }

    /**
     * Ends what began with the cache. The keyspace goes first, and with it the cache's name: a store has one keyspace of
     * a name, and loads may take long. A load that ends later finds itself worthless and stores nothing, so that nothing
     * is told to listeners that have stopped. Only what the application made must wait for the loads that use it.
     *
     * @param release makes the manager forget the cache, its keyspace and its beans
     */
    void close(Runnable release) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        release.run();
        userObjects.keepAll(settings.stopListeners());
        loads.afterAll(() -> userObjects.close(cacheName));
    }
}
