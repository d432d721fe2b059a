package dev.larder.spring;

import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.settings.PolicyNames;
import dev.larder.testkit.ManualClock;

/** Stores, managers and settings for tests. */
final class Caches {
    private Caches() {}

    static Store store(ManualClock clock) {
        return Store.open(StoreConfig.builder().clock(clock).seed(42).build());
    }

    /** Settings from keys and values, one after the other. */
    static SpringCacheSettings settings(String... keysAndValues) {
        SpringCacheSettings.Builder builder =
                SpringCacheSettings.builder(new PolicyNames(Caches.class.getClassLoader()));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            builder.set(keysAndValues[i], keysAndValues[i + 1]);
        }
        return builder.build();
    }

    /** A manager whose only named cache has the given settings. */
    static LarderCacheManager manager(Store store, String name, String... keysAndValues) {
        return LarderCacheManager.builder(store)
                .cache(name, "a test", settings(keysAndValues))
                .build();
    }

    static LarderCache cache(Store store, String... keysAndValues) {
        return manager(store, "users", keysAndValues).require("users");
    }
}
