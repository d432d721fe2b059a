package dev.larder.spring;

import dev.larder.spring.expression.MethodExpressions;
import dev.larder.store.Store;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.cache.interceptor.KeyGenerator;
import org.springframework.cache.interceptor.SimpleKeyGenerator;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Spring's caches on the keyspaces of a store: the cache {@code users} is the keyspace {@code spring/users}.
 *
 * <p>Safe for use by any number of threads.
 */
public final class LarderCacheManager
        implements CacheManager,
                BeanFactoryAware,
                InitializingBean,
                SmartInitializingSingleton,
                ApplicationListener<ContextRefreshedEvent> {
    private static final System.Logger LOG = System.getLogger(LarderCacheManager.class.getName());

    private final Store store;
    private final CacheFactory factory;
    private final ConcurrentHashMap<String, LarderCache> caches = new ConcurrentHashMap<>();
    private final List<Consumer<LarderCache>> listeners = new ArrayList<>();
    /** Caches of which listeners are being told; they alone get these. Under this manager's monitor, as the listeners. */
    private final Map<String, LarderCache> announced = new HashMap<>();

    private final MethodExpressions expressions = new MethodExpressions();
    private final LarderCacheResolver resolver;
    private @Nullable BeanFactory beanFactory;
    private volatile KeyGenerator keyGenerator = new SimpleKeyGenerator();

    private LarderCacheManager(Builder builder) {
        store = builder.store;
        factory = builder.factory;
        resolver = new LarderCacheResolver(this, expressions);
        factory.exactNames().forEach(this::require);
    }

    /** Builds a manager of caches in a store, which stays the caller's: the manager never closes it. */
    public static Builder builder(Store store) {
        return new Builder(store);
    }

    /**
     * The cache of that name, created if need be; null if the manager is not dynamic and no settings name the cache.
     *
     * @throws IllegalArgumentException if what follows a # in the name is not a duration
     */
    @Override
    public @Nullable Cache getCache(String name) {
        LarderCache cache = caches.get(name);
        return cache != null || !factory.isKnown(name) ? cache : create(name);
    }

    /** The same for those who can't go on without, with a message that names the nearest cache. */
    LarderCache require(String name) {
        LarderCache cache = caches.get(name);
        return cache != null ? cache : create(name);
    }

    private synchronized LarderCache create(String name) {
        LarderCache cache = caches.getOrDefault(name, announced.get(name));
        if (cache == null) {
            cache = factory.create(name);
            announced.put(name, cache);
            for (Consumer<LarderCache> listener : List.copyOf(listeners)) {
                tell(listener, cache);
            }
            caches.put(name, cache);
            announced.remove(name);
        }
        return cache;
    }

    /** A cache is there whatever a listener makes of it. */
    private static void tell(Consumer<LarderCache> listener, LarderCache cache) {
        try {
            listener.accept(cache);
        } catch (RuntimeException failure) {
            LOG.log(
                    Level.WARNING,
                    "A listener failed when it was told of the cache '" + cache.getName() + "'",
                    failure);
        }
    }

    @Override
    public Collection<String> getCacheNames() {
        return List.copyOf(caches.keySet());
    }

    /** The store whose keyspaces the caches are. */
    public Store store() {
        return store;
    }

    /** Removes every entry of every cache; the caches stay. */
    @Override
    public void resetCaches() {
        caches.values().forEach(LarderCache::clear);
    }

    /**
     * Tells the listener of every cache: at once of those that exist, by name, and of later ones before anybody gets them.
     * A listener that throws is logged, and keeps nobody from the cache.
     */
    public synchronized void addCacheListener(Consumer<LarderCache> listener) {
        listeners.add(listener);
        new TreeMap<>(caches).values().forEach(cache -> tell(listener, cache));
    }

    @Override
    public void setBeanFactory(BeanFactory factoryOfThisBean) throws BeansException {
        beanFactory = factoryOfThisBean;
        expressions.setBeanFactory(factoryOfThisBean);
    }

    /**
     * Resolves the caches of annotated methods. The caching aspects of the application that take their caches from this
     * manager are given it: with the manager if it is the only one, else once all beans are there.
     */
    public CacheResolver cacheResolver() {
        return resolver;
    }

    /** How keys are made of arguments, where an annotation does not say. */
    KeyGenerator keyGenerator() {
        return keyGenerator;
    }

    void setKeyGenerator(KeyGenerator value) {
        keyGenerator = value;
    }

    MethodExpressions expressions() {
        return expressions;
    }

    @Override
    public void afterPropertiesSet() {
        if (beanFactory instanceof ListableBeanFactory beans) {
            new CachingAspects(beans).takeCachesFromOnly(this);
        }
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (beanFactory instanceof ListableBeanFactory beans) {
            new CachingAspects(beans).takeCachesFrom(this, factory.errorHandlers());
        }
    }

    /** Aspects of a context below this one, which is told of it, are made after all beans here. */
    @Override
    public void onApplicationEvent(ContextRefreshedEvent event) {
        ApplicationContext context = event.getApplicationContext();
        if (beanFactory != null && context.getAutowireCapableBeanFactory() != beanFactory) {
            new CachingAspects(context).takeCachesFrom(this, factory.errorHandlers());
        }
    }

    /** Collects settings; not safe for use by several threads at once. */
    public static final class Builder {
        private final Store store;
        private final CacheFactory factory;

        private Builder(Store store) {
            this.store = store;
            factory = new CacheFactory(store);
        }

        /** Sets what holds for every cache whose own settings don't say otherwise. */
        public Builder defaults(SpringCacheSettings settings) {
            factory.setDefaults(settings);
            return this;
        }

        /**
         * Adds the settings of a cache, or of all caches whose names match a pattern of {@code *} and {@code ?}. A cache
         * that is named, and not by a pattern, is created with the manager.
         *
         * @param place where this is said, for messages
         * @throws IllegalArgumentException if the very name was added before; names both places
         */
        public Builder cache(String nameOrPattern, String place, SpringCacheSettings settings) {
            factory.add(nameOrPattern, place, settings);
            return this;
        }

        /**
         * Names caches that are created with the manager. They have the settings that their names find, as those have that
         * are created when they are asked for: of a pattern, or of {@code users} for {@code users#10m}.
         */
        public Builder cacheNames(Collection<String> names) {
            factory.addNames(names);
            return this;
        }

        /** Sets whether unknown caches are created with the defaults, as they are by default, or refused. */
        public Builder dynamic(boolean value) {
            factory.setDynamic(value);
            return this;
        }

        /** Sets whether caches follow Spring's transactions, as they do by default where spring-tx is on the class path. */
        public Builder transactionAware(boolean value) {
            factory.setTransactionAware(value);
            return this;
        }

        /**
         * Builds the manager and creates the caches that were named.
         *
         * @throws InvalidCacheSettingsException if the settings of a cache contradict each other
         */
        public LarderCacheManager build() {
            return InvalidCacheSettingsException.guard(() -> new LarderCacheManager(this));
        }
    }
}
