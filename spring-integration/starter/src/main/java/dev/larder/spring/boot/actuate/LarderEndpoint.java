package dev.larder.spring.boot.actuate;

import dev.larder.spring.LarderCache;
import dev.larder.spring.LarderCacheManager;
import dev.larder.spring.boot.actuate.CacheReport.CacheFigures;
import dev.larder.store.DiskStatus;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * The endpoint {@code larder}: what the store and its caches hold and how well they do. It only reads; Spring Boot's own
 * endpoint {@code caches} clears.
 */
@Endpoint(id = "larder")
public final class LarderEndpoint {
    private static final int MOST_KEYS = 1_000;

    private final Store store;
    private final List<LarderCacheManager> managers;
    private final Show showKeys;

    /**
     * Creates the endpoint.
     *
     * @param managers whose caches are reported, if they are in this store
     * @param showKeys to whom keys are shown, which may say something about people
     */
    public LarderEndpoint(Store store, Collection<LarderCacheManager> managers, Show showKeys) {
        this.showKeys = showKeys;
        this.store = store;
        this.managers =
                managers.stream().filter(manager -> manager.store() == store).toList();
    }

    /**
     * What the endpoint says of the whole.
     *
     * @param store the store
     * @param caches the caches by name
     */
    public record Report(StoreReport store, Map<String, CacheFigures> caches) implements OperationResponseBody {}

    /**
     * What the endpoint says of the store.
     *
     * @param name its name
     * @param bytes bytes in all keyspaces that weigh their entries
     * @param maxBytes how many they may be; null without a limit
     * @param keyspaces the names of all keyspaces, also of those that are no caches
     * @param disk its data directory; null if it has none
     */
    public record StoreReport(
            String name,
            long bytes,
            @Nullable Long maxBytes,
            Collection<String> keyspaces,
            @Nullable DiskReport disk) {}

    /**
     * What the endpoint says of the data directory.
     *
     * @param directory where it is
     * @param lastSequence the number of the last record of the log
     * @param durableSequence the last record that the disk has confirmed, with all before it
     * @param logBytes the length of the log
     * @param snapshotBytes the length of all snapshots
     * @param recoveredRecords how many records of the log were found at the start
     * @param cutBytes how many bytes of an unfinished write were cut off the log then
     * @param failure why writes are refused; null as long as they are not
     */
    public record DiskReport(
            String directory,
            long lastSequence,
            long durableSequence,
            long logBytes,
            long snapshotBytes,
            long recoveredRecords,
            long cutBytes,
            @Nullable String failure) {
        static @Nullable DiskReport of(@Nullable DiskStatus disk) {
            return disk == null
                    ? null
                    : new DiskReport(
                            disk.directory().toString(),
                            disk.lastSequence(),
                            disk.durableSequence(),
                            disk.logBytes(),
                            disk.snapshotBytes(),
                            disk.recoveredRecords(),
                            disk.cutBytes(),
                            disk.failure() == null ? null : disk.failure().getMessage());
        }
    }

    /** The store and all caches. */
    @ReadOperation
    public Report larder() {
        Map<String, CacheFigures> caches = new TreeMap<>();
        for (LarderCacheManager manager : managers) {
            for (String name : manager.getCacheNames()) {
                if (manager.getCache(name) instanceof LarderCache cache) {
                    caches.put(name, CacheFigures.of(cache));
                }
            }
        }
        StoreConfig config = store.config();
        Long maxBytes = config.maxMemoryBytes() == StoreConfig.UNLIMITED ? null : config.maxMemoryBytes();
        return new Report(
                new StoreReport(
                        config.name(), store.weightBytes(), maxBytes, store.names(), DiskReport.of(store.disk())),
                caches);
    }

    /**
     * One cache.
     *
     * @param topKeys how many of the most read keys to list, from 0 to 1000; 10 if not said
     * @return null if there is no such cache
     */
    @ReadOperation
    public @Nullable CacheReport cache(
            @Selector String cache, @Nullable Integer topKeys, SecurityContext securityContext) {
        int wanted = topKeys == null ? 10 : topKeys;
        if (wanted < 0 || wanted > MOST_KEYS) {
            throw new InvalidEndpointRequestException(
                    "topKeys is " + wanted, "topKeys must be from 0 to " + MOST_KEYS + ", found " + wanted);
        }
        LarderCache found = find(cache);
        return found == null ? null : CacheReport.of(found, wanted, showKeys.isShown(securityContext, Set.of()));
    }

    private @Nullable LarderCache find(String name) {
        for (LarderCacheManager manager : managers) {
            if (manager.getCacheNames().contains(name) && manager.getCache(name) instanceof LarderCache cache) {
                return cache;
            }
        }
        return null;
    }
}
