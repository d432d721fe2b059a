package dev.larder.spring.boot.restart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.spring.LarderCacheManager;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.lang.reflect.Constructor;
import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;

/** Restarts as DevTools makes them: libraries stay, the application's classes are loaded anew. */
class RestartTest {
    private static final String APPLICATION = RestartedApplication.class.getName();

    @Test
    void restart_sameCacheWithClassesOfANewLoader_hasNothingOfTheOldOnes() throws Exception {
        Object first = new ReloadingClassLoader(getClass().getClassLoader(), APPLICATION).call(APPLICATION);
        Object second = new ReloadingClassLoader(getClass().getClassLoader(), APPLICATION).call(APPLICATION);

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
        ReloadingClassLoader loader = new ReloadingClassLoader(RestartTest.class.getClassLoader(), APPLICATION);
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
}
