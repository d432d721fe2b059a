package dev.larder.spring.boot.restart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.spring.LarderCacheManager;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.lang.reflect.Constructor;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;

/** Restarts as DevTools makes them: libraries stay, the application's classes are loaded anew. */
class RestartTest {
    private static final String APPLICATION = RestartedApplication.class.getName();

    @Test
    void restart_sameCacheWithClassesOfANewLoader_hasNothingOfTheOldOnes() throws Exception {
        Object first = runIn(new RestartLoader());
        Object second = runIn(new RestartLoader());

        assertThat(first.getClass().getName()).isEqualTo(second.getClass().getName());
        assertThat(first.getClass()).isNotSameAs(second.getClass());
    }

    @Test
    void close_storeThatHeldObjectsOfALoader_letsGoOfTheLoader() throws Exception {
        ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
        PhantomReference<ClassLoader> loader = useAndClose(gone);
        for (int i = 0; i < 100 && !loader.refersTo(null); i++) {
            System.gc();
            if (gone.remove(100) != null) {
                return;
            }
        }
        throw new AssertionError("something of Larder still holds the class loader of a closed store");
    }

    private static PhantomReference<ClassLoader> useAndClose(ReferenceQueue<ClassLoader> gone) throws Exception {
        RestartLoader loader = new RestartLoader();
        try (Store store = Store.open(StoreConfig.builder()
                .classLoader(loader)
                .maxMemoryBytes(1 << 20)
                .build())) {
            Cache cache = LarderCacheManager.builder(store).build().getCache("apples");
            Constructor<?> apple =
                    loader.loadClass(APPLICATION + "$Apple").getDeclaredConstructor(String.class, int.class);
            apple.setAccessible(true);
            Object key = apple.newInstance("key", 1);
            cache.put(key, apple.newInstance("value", 2));
            assertThat(cache.get(key)).isNotNull();
        }
        return new PhantomReference<>(loader, gone);
    }

    private static Object runIn(RestartLoader loader) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            Constructor<?> application = loader.loadClass(APPLICATION).getDeclaredConstructor();
            application.setAccessible(true);
            return ((Callable<?>) application.newInstance()).call();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Loads the application's classes itself, before its parent is asked. */
    private static final class RestartLoader extends ClassLoader {
        RestartLoader() {
            super(RestartTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(APPLICATION)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
