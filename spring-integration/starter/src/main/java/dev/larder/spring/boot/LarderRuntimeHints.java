package dev.larder.spring.boot;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What a native image must keep of Larder: the services by which the engine and the adapters are found, and the fields that
 * it reaches by name. Spring adds what the beans need by itself.
 */
final class LarderRuntimeHints implements RuntimeHintsRegistrar {
    private static final String[] SERVICES = {
        "dev.larder.store.spi.StoreProvider",
        "dev.larder.store.spi.EvictionPolicyProvider",
        "javax.cache.spi.CachingProvider",
        "org.hibernate.boot.registry.selector.StrategyRegistrationProvider"
    };

    private static final String[] PROVIDERS = {
        "dev.larder.core.keyspace.CoreStoreProvider",
        LarderJCacheAutoConfiguration.PROVIDER,
        SecondLevelCacheCustomizer.REGION_FACTORY,
        "dev.larder.hibernate.LarderStrategies"
    };

    /** With a VarHandle or an updater of a field. */
    static final String[] FIELD_HOLDERS = {
        "dev.larder.core.table.Entry",
        "dev.larder.core.table.ExpiringEntry",
        "dev.larder.spring.InvocationCache",
        "dev.larder.store.spi.SystemClock",
        "org.jctools.queues.atomic.BaseMpscLinkedAtomicArrayQueueColdProducerFields",
        "org.jctools.queues.atomic.BaseMpscLinkedAtomicArrayQueueConsumerFields",
        "org.jctools.queues.atomic.BaseMpscLinkedAtomicArrayQueueProducerFields"
    };

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        for (String service : SERVICES) {
            hints.resources().registerPattern("META-INF/services/" + service);
        }
        ReflectionHints reflection = hints.reflection();
        for (String provider : PROVIDERS) {
            reflection.registerTypeIfPresent(classLoader, provider, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS);
        }
        for (String holder : FIELD_HOLDERS) {
            reflection.registerTypeIfPresent(classLoader, holder, MemberCategory.ACCESS_DECLARED_FIELDS);
        }
    }
}
