package dev.larder.hibernate;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Supplier;
import org.hibernate.boot.spi.SessionFactoryOptions;
import org.hibernate.cache.CacheException;

/** Starts the cache, and says why that failed. Run with a class loader that does not see the engine. */
public final class WithoutEngine implements Supplier<String> {
    public WithoutEngine() {}

    @Override
    public String get() {
        SessionFactoryOptions nothingSet = (SessionFactoryOptions) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SessionFactoryOptions.class},
                (proxy, method, arguments) -> null);
        try {
            new LarderRegionFactory().start(nothingSet, Map.of());
            return "it did not fail";
        } catch (CacheException failed) {
            return failed.getMessage();
        }
    }
}
