package dev.larder.spring;

import dev.larder.store.Store;
import java.util.function.Consumer;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/** An application with Spring's caching on a manager under test, closed with its store. */
final class Application implements AutoCloseable {
    private final Store store;
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    @Import(LarderCachingConfiguration.class)
    static class Caching {}

    private Application(Store store) {
        this.store = store;
    }

    /** Starts with the given beans; a class of the same methods as an interface must not be final. */
    static Application start(LarderCacheManager manager, Class<?>... beans) {
        return start(manager, context -> {}, beans);
    }

    static Application start(
            LarderCacheManager manager, Consumer<GenericApplicationContext> customizer, Class<?>... beans) {
        Application application = new Application(manager.store());
        application.context.register(Caching.class);
        application.context.registerBean("cacheManager", LarderCacheManager.class, () -> manager);
        for (Class<?> bean : beans) {
            application.context.register(bean);
        }
        customizer.accept(application.context);
        application.context.refresh();
        return application;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
        store.close();
    }
}
