package dev.larder.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.Store;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.springframework.cache.annotation.Cacheable;

/** An application may have neither spring-tx nor Reactor. */
class MissingLibrariesTest {
    public static class Users {
        @Cacheable("users")
        public String find(String id) {
            return "found " + id;
        }
    }

    /** Runs in a class loader of its own, and finds out what is there. */
    public static final class Work implements Callable<List<String>> {
        @Override
        public List<String> call() {
            List<String> seen = new ArrayList<>();
            for (String name : List.of(
                    "org.springframework.transaction.support.TransactionSynchronization",
                    "reactor.core.publisher.Mono")) {
                try {
                    Class.forName(name, false, Work.class.getClassLoader());
                    seen.add(name);
                } catch (ClassNotFoundException missing) {
                    seen.add("no " + name);
                }
            }
            LarderCacheManager manager =
                    LarderCacheManager.builder(Store.open()).build();
            try (Application application = Application.start(manager, Users.class)) {
                Users users = application.bean(Users.class);
                users.find("ada");
                LarderCache cache = manager.require("users");
                seen.add(String.valueOf(cache.get("ada").get()));
                cache.evict("ada");
                cache.<Object>get("ada", () -> "loaded");
                seen.add(String.valueOf(cache.get("ada").get()));
                cache.clear();
                seen.add(String.valueOf(cache.evictByTag("tag")));
            }
            return seen;
        }
    }

    @Test
    @SuppressWarnings("unchecked") // the class of the other loader
    void caches_withoutTransactionsAndReactor_work() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.contains("spring-tx") && !entry.contains("reactor-core") && !entry.contains("spring-jdbc")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            Callable<List<String>> work = (Callable<List<String>>) loader.loadClass(Work.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();

            assertThat(work.call())
                    .containsExactly(
                            "no org.springframework.transaction.support.TransactionSynchronization",
                            "no reactor.core.publisher.Mono",
                            "found ada",
                            "loaded",
                            "0");
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
