package dev.larder.hibernate.warm;

import dev.larder.store.CodecConfig;
import dev.larder.store.DiskStatus;
import dev.larder.store.Durability;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Store;
import dev.larder.store.ValueFormat;
import dev.larder.store.settings.PersistenceSettings;
import java.io.Serializable;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.cache.spi.CacheKeysFactory;
import org.hibernate.cache.spi.entry.CollectionCacheEntry;
import org.hibernate.cache.spi.entry.StandardCacheEntryImpl;
import org.jspecify.annotations.Nullable;

/**
 * Whether the regions of a session factory may begin with what an earlier run left on disk, and how they are kept there.
 *
 * <p>They may if the mapping is the same and the last run was stopped, not killed. A killed one may have committed changes to the
 * database that its cache was not told of yet, or that a power failure took from the cache's log. Whatever is
 * found else is dropped.
 *
 * <p>What is to be known of the last run is in a keyspace of its own beside the regions, in the same log: when it says "stopped",
 * all that the regions were told before is on disk as well.
 *
 * <p><b>Threads:</b> any.
 */
public final class WarmStart {
    private static final System.Logger LOG = System.getLogger(WarmStart.class.getName());
    private static final String FINGERPRINT = "fingerprint";
    private static final String STARTED = "started";
    private static final String STOPPED = "stopped";
    private static final String REGION = "region ";
    /** States are serializable by Hibernate's own rule. */
    private static final PersistenceSettings DEFAULTS =
            PersistenceSettings.builder().mode(Mode.HYBRID).codec("java").build();

    private final Store store;
    private final String ownName;
    private final Keyspace<String, String> memory;
    private final ClassLoader loader;
    private final Set<Class<?>> known;
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    private WarmStart(Store store, String ownName, Keyspace<String, String> memory, Mapping mapping) {
        this.store = store;
        this.ownName = ownName;
        this.memory = memory;
        loader = store.config().classLoader();
        known = new LinkedHashSet<>(mapping.types());
        known.add(Serializable.class); // of which states are arrays
        known.add(StandardCacheEntryImpl.class);
        known.add(CollectionCacheEntry.class);
    }

    /**
     * Opens what is known of the last run, and decides.
     *
     * @param prefix what the names of the regions' keyspaces begin with
     * @param mapping the mapping of this run
     * @param obstacle why whatever is there must not be used, or null
     * @param afterCrash whether what a killed run left is used as well
     */
    public static WarmStart begin(
            Store store, String prefix, Mapping mapping, @Nullable String obstacle, boolean afterCrash) {
        String ownName = nameOfMemory(prefix);
        Keyspace<String, String> memory = store.create(
                ownName,
                KeyspaceConfig.<String, String>builder()
                        .persistence(Persistence.builder(Mode.HYBRID)
                                .durability(Durability.SYNC)
                                .role(Persistence.Role.DATA)
                                .build())
                        .build());
        WarmStart start = new WarmStart(store, ownName, memory, mapping);
        String reason = obstacle != null ? obstacle : start.reasonToForget(mapping, afterCrash);
        if (reason == null) {
            LOG.log(Level.INFO, "The second-level cache goes on with what the last run left: it {0}.", start.lastRun());
        } else {
            Level level = start.wasKilled() ? Level.WARNING : Level.INFO;
            LOG.log(level, "The second-level cache starts empty, since {0}.", reason);
            start.forget();
        }
        memory.put(FINGERPRINT, mapping.fingerprint());
        memory.put(STARTED, start.now());
        memory.remove(STOPPED);
        return start;
    }

    /** The name of the keyspace that is there while regions with names of this beginning are kept. */
    public static String nameOfMemory(String prefix) {
        return prefix + "@last-run";
    }

    private @Nullable String reasonToForget(Mapping mapping, boolean afterCrash) {
        String fingerprint = memory.get(FINGERPRINT);
        if (fingerprint == null) {
            return "there is nothing of an earlier run";
        }
        if (!fingerprint.equals(mapping.fingerprint())) {
            return "the mapping or Hibernate's version is another one than in the last run";
        }
        if (wasKilled() && !afterCrash) {
            return "the last run was not stopped: it " + lastRun()
                    + " (hibernate.larder.warm-after-crash=true would use"
                    + " what it left, and may serve what is out of date)";
        }
        return null;
    }

    private boolean wasKilled() {
        return memory.get(STARTED) != null && memory.get(STOPPED) == null;
    }

    private String lastRun() {
        String stopped = memory.get(STOPPED);
        return stopped == null ? "started at " + memory.get(STARTED) + " and was killed" : "was stopped at " + stopped;
    }

    private String now() {
        return Instant.ofEpochMilli(store.config().clock().millis()).toString();
    }

    /** Drops the regions first: what is known of them must not be younger than they are. */
    private void forget() {
        List<String> known = new ArrayList<>();
        for (Iterator<? extends Map.Entry<String, ?>> all = memory.iterator(); all.hasNext(); ) {
            known.add(all.next().getKey());
        }
        for (String key : known) {
            if (key.startsWith(REGION)) {
                store.drop(key.substring(REGION.length()));
            }
        }
        known.forEach(memory::remove);
    }

    /** Notes that a region is kept, before it is created. */
    public void opening(String keyspaceName) {
        memory.put(REGION + keyspaceName, "");
        open.add(keyspaceName);
    }

    /** Notes that nothing more will be told to a region, and that it has nothing which only this run knows to be invisible. */
    public void settled(String keyspaceName) {
        open.remove(keyspaceName);
    }

    /** The persistence of a region with these settings; log and snapshots if they don't say what is kept. */
    public Persistence persistence(PersistenceSettings settings) {
        PersistenceSettings complete = settings.withDefaults(DEFAULTS);
        CodecConfig ofStates =
                complete.codecs(loader, known).compression("none").build();
        return complete.toPersistence(complete.codecs(loader, known)
                .keyCodec(KeyCodec.NAME)
                .valueCodec(StateCodec.NAME)
                .custom(new KeyCodec(loader))
                .custom(new StateCodec(ValueFormat.of(ofStates, loader)))
                .build());
    }

    /** Keys for regions that are kept. */
    public CacheKeysFactory keys(CacheKeysFactory ofHibernate) {
        return new StableKeys(ofHibernate);
    }

    /** Notes that this run was stopped, if it was in order, and closes what was opened. The store is still open. */
    public void end() {
        DiskStatus disk = store.disk();
        if (open.isEmpty() && disk != null && disk.failure() == null) {
            memory.put(STOPPED, now());
        }
        store.close(ownName);
    }
}
