package dev.larder.spring.boot;

import dev.larder.store.Store;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Closes the store after all other beans are destroyed. Spring destroys beans in the opposite order of their creation, and
 * the store is created after most of those whose methods are cached: these, executors that finish their last tasks and an
 * entity manager factory use their caches to the end. Post-processors are created before everything else, which is all
 * that makes this one of them.
 */
final class StoreCloser implements BeanFactoryPostProcessor, DisposableBean {
    private @Nullable Store store;

    /** The store to close. */
    Store closeLast(Store opened) {
        store = opened;
        return opened;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {}

    @Override
    public void destroy() {
        if (store != null) {
            store.close();
        }
    }
}
