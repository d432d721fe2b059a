package dev.larder.spring;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cache.CacheManager;
import org.springframework.cache.support.NoOpCacheManager;

/**
 * Finds the manager whose caches Larder's own annotations mean, whatever type its bean was declared with. Safe from any
 * thread; for use once all beans are there.
 */
final class LarderManagerLookup {
    private static final System.Logger LOG = System.getLogger(LarderManagerLookup.class.getName());

    private final ObjectProvider<CacheManager> managers;
    private volatile @Nullable LarderCacheManager found;
    private volatile boolean searched;

    LarderManagerLookup(ObjectProvider<CacheManager> managers) {
        this.managers = managers;
    }

    /**
     * The manager; null if the application has none, and its methods are to be called as they are.
     *
     * @throws IllegalStateException if there are several and none is primary
     */
    @Nullable LarderCacheManager find() {
        if (!searched) {
            found = search();
            searched = true;
        }
        return found;
    }

    private @Nullable LarderCacheManager search() {
        List<CacheManager> all = managers.stream().toList();
        List<LarderCacheManager> ours = all.stream()
                .filter(LarderCacheManager.class::isInstance)
                .map(LarderCacheManager.class::cast)
                .toList();
        if (ours.size() == 1) {
            return ours.get(0);
        }
        if (ours.isEmpty()) {
            warnOfOthers(all);
            return null;
        }
        if (managers.getIfUnique() instanceof LarderCacheManager primary) {
            return primary;
        }
        throw new IllegalStateException(String.format(
                Locale.ROOT,
                "@CacheEvictTags and @CacheableAll mean the caches of one manager, but there are %d beans that are a"
                        + " LarderCacheManager and none of them is primary. Put @Primary on one.",
                ours.size()));
    }

    private static void warnOfOthers(List<CacheManager> all) {
        List<String> others = all.stream()
                .filter(manager -> !(manager instanceof NoOpCacheManager))
                .map(manager -> manager.getClass().getName())
                .toList();
        if (!others.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "@CacheEvictTags and @CacheableAll do nothing: they need a bean that is a LarderCacheManager, and the"
                            + " cache managers are " + others);
        }
    }
}
