package dev.larder.spring.boot;

import dev.larder.store.Store;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;

/**
 * Has Hibernate keep its second-level cache in a store.
 *
 * @param store the store
 * @param settings what comes after {@code hibernate.larder.}
 */
record SecondLevelCacheCustomizer(Store store, Map<String, String> settings) implements HibernatePropertiesCustomizer {
    static final String REGION_FACTORY = "dev.larder.hibernate.LarderRegionFactory";

    private static final String FACTORY_SETTING = "hibernate.cache.region.factory_class";
    private static final String PREFIX = "hibernate.larder.";
    private static final String SHORT_NAME = "larder";
    private static final Set<String> NAMES = Set.of(SHORT_NAME, "LarderRegionFactory", REGION_FACTORY);

    @Override
    public void customize(Map<String, Object> hibernateProperties) {
        if (!isOurs(hibernateProperties.get(FACTORY_SETTING))) {
            return;
        }
        hibernateProperties.putIfAbsent(FACTORY_SETTING, SHORT_NAME);
        hibernateProperties.putIfAbsent(PREFIX + "store", store);
        settings.forEach((name, value) -> hibernateProperties.putIfAbsent(PREFIX + hibernatesName(name), value));
    }

    private static boolean isOurs(@Nullable Object factory) {
        if (factory instanceof Class<?> type) {
            return type.getName().equals(REGION_FACTORY);
        }
        return factory == null || NAMES.contains(factory.toString());
    }

    /** Relaxed binding drops underscores, and Hibernate's own setting of this kind has them. */
    private static String hibernatesName(String name) {
        return name.replace("-", "").equals("missingcachestrategy") ? "missing_cache_strategy" : name;
    }
}
