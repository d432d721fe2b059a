package dev.larder.spring.boot;

import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.settings.Quantities;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The store that an application's caches, sessions and second-level cache share. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(Store.class)
class StoreConfiguration implements BeanClassLoaderAware {
    private ClassLoader beanClassLoader = StoreConfiguration.class.getClassLoader();

    @Override
    public void setBeanClassLoader(ClassLoader classLoader) {
        beanClassLoader = classLoader;
    }

    @Bean
    static StoreCloser larderStoreCloser() {
        return new StoreCloser();
    }

    @Bean
    static BackgroundLoads larderBackgroundLoads() {
        return new BackgroundLoads();
    }

    @Bean(destroyMethod = "") // the closer does it, later
    Store larderStore(
            LarderProperties properties,
            ObjectProvider<LarderStoreCustomizer> customizers,
            BackgroundLoads backgroundLoads,
            StoreCloser closer) {
        StoreConfig.Builder config =
                StoreConfig.builder().classLoader(beanClassLoader).refreshExecutor(backgroundLoads::begin);
        applyMemory(properties, config);
        config.disk(DiskReader.read(properties));
        customizers.orderedStream().forEach(customizer -> customizer.customize(config));
        return closer.closeLast(Store.open(config.build()));
    }

    private static void applyMemory(LarderProperties properties, StoreConfig.Builder config) {
        String maxMemory = properties.maxMemory();
        String highWaterMark = properties.highWaterMark();
        if (maxMemory != null) {
            config.maxMemoryBytes(InvalidSettings.parse("larder.max-memory", maxMemory, Quantities::bytes));
        }
        String evictionBatch = properties.evictionBatch();
        if (evictionBatch != null) {
            config.evictionBatch(InvalidSettings.parse("larder.eviction-batch", evictionBatch, Quantities::batch));
        }
        if (highWaterMark != null) {
            config.highWaterMark(InvalidSettings.parse("larder.high-water-mark", highWaterMark, text -> {
                if (maxMemory == null) {
                    throw new IllegalArgumentException(
                            "is a part of 'larder.max-memory', which is not set; set it, too");
                }
                return waterMark(text);
            }));
        }
    }

    private static double waterMark(String text) {
        double fraction = Quantities.fraction(text);
        if (fraction == 0) {
            throw Quantities.expected("above 0%", text);
        }
        return fraction;
    }
}
