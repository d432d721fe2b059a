package dev.larder.jcache;

import static dev.larder.jcache.CacheFixture.configurationOf;
import static dev.larder.jcache.CacheFixture.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.larder.store.Store;
import java.io.Closeable;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CompletionListenerFuture;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LarderCacheManagerTest {
    private final CacheFixture fixture = new CacheFixture();
    private final LarderCacheManager manager = fixture.manager;

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "default",
                "",
                " ",
                "a b",
                "com.acme.Order$Line",
                "größe-キャッシュ",
                "a,b:c=d\ne",
                "what?*\"'\\",
                "{0}%s"
            })
    void createCache_anyName_worksAndShowsItsBeans(String name) throws Exception {
        LarderCache<String, String> cache =
                manager.createCache(name, strings().setStatisticsEnabled(true).setManagementEnabled(true));
        cache.put("1", "alice");

        assertThat(manager.getCache(name)).isSameAs(cache);
        assertThat(cache.getName()).isEqualTo(name);
        assertThat(beans()).hasSize(2);
        manager.destroyCache(name);
        assertThat(beans()).isEmpty();
        assertThat(manager.getCacheNames()).isEmpty();
    }

    @Test
    void createCache_nameTaken_throwsAndKeepsTheFirst() {
        Cache<String, String> first = fixture.create(strings());
        first.put("1", "alice");

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> fixture.create(strings()))
                .withMessageContaining("'users' exists")
                .withMessageContaining("destroy it first");
        assertThat(first.get("1")).isEqualTo("alice");
    }

    @Test
    void createCache_bareConfiguration_works() {
        Configuration<String, String> bare = new Configuration<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public Class<String> getKeyType() {
                return String.class;
            }

            @Override
            public Class<String> getValueType() {
                return String.class;
            }

            @Override
            public boolean isStoreByValue() {
                return false;
            }
        };

        LarderCache<String, String> cache = fixture.create(bare);

        assertThat(configurationOf(cache).isStoreByValue()).isFalse();
        assertThat(configurationOf(cache).getKeyType()).isEqualTo(String.class);
    }

    @Test
    void createCache_configurationChangedLater_doesNotReachTheCache() {
        MutableConfiguration<String, String> configuration = new MutableConfiguration<>();
        LarderCache<String, String> cache = fixture.create(configuration);

        configuration.setReadThrough(true);
        configurationOf(cache).setWriteThrough(true);

        assertThat(configurationOf(cache).isReadThrough()).isFalse();
        assertThat(configurationOf(cache).isWriteThrough()).isFalse();
    }

    @Test
    void nullArgument_throwsAndSaysWhatToGive() {
        assertThatNullPointerException()
                .isThrownBy(() -> manager.createCache(null, strings()))
                .withMessage("The default cache manager was given null by a call of createCache; give it a name for the"
                        + " cache.");
        assertThatNullPointerException()
                .isThrownBy(() -> fixture.create(null))
                .withMessageContaining("createCache; give it a configuration");
        assertThatNullPointerException()
                .isThrownBy(() -> manager.unwrap(null))
                .withMessageContaining("unwrap; give it the class");
    }

    @Test
    void createCache_policyWithATypo_throwsNamesTheNearestAndLeavesTheNameFree() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fixture.create(strings().setMaxEntries(10).setEvictionPolicy("window-tinylfy")))
                .withMessageContaining("Cache 'users' was not created")
                .withMessageContaining("window-tinylfy")
                .withMessageContaining("window-tinylfu");

        assertThat(fixture.create(strings()).get("1")).isNull();
    }

    @Test
    void createCache_factoryThrows_closesWhatWasMadeAndLeavesTheNameFree() {
        List<String> closed = new ArrayList<>();
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> fixture.create(strings()
                        .setExpiryPolicyFactory(() -> new CloseablePolicy(closed))
                        .setCacheLoaderFactory(() -> {
                            throw new IllegalStateException("no database");
                        })))
                .withMessageContaining("cache loader of cache 'users' threw")
                .withMessageContaining("no database")
                .withMessageContaining("not created")
                .withCauseInstanceOf(IllegalStateException.class);

        assertThat(closed).containsExactly("policy");
        assertThat(fixture.create(strings()).get("1")).isNull();
    }

    @Test
    void createCache_listenerFactoryThrows_leavesTheNameFree() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> fixture.create(strings()
                        .addCacheEntryListenerConfiguration(
                                new ListenerSpy<String, String>() {
                                    @Override
                                    ListenerSpy<String, String> made() {
                                        throw new IllegalStateException("no listener");
                                    }
                                }.configuration(true, true))));

        assertThat(manager.getCacheNames()).isEmpty();
        assertThat(fixture.create(strings()).get("1")).isNull();
    }

    @Test
    void createCache_whileItsListenersAreMade_isNotToBeSeenYet() {
        List<Object> seen = new ArrayList<>();
        fixture.create(strings()
                .addCacheEntryListenerConfiguration(
                        new ListenerSpy<String, String>() {
                            @Override
                            ListenerSpy<String, String> made() {
                                seen.add(manager.<Object, Object>getCache("users"));
                                manager.getCacheNames().forEach(seen::add);
                                return this;
                            }
                        }.configuration(true, true)));

        assertThat(seen).containsExactly((Object) null);
        assertThat(manager.getCacheNames()).containsExactly("users");
    }

    @Test
    void createCache_secondListenerFactoryThrows_leavesNothing() throws Exception {
        List<String> closed = new ArrayList<>();
        LarderConfiguration<String, String> configuration = strings().setStatisticsEnabled(true);
        for (int i = 0; i < 5; i++) {
            configuration.addCacheEntryListenerConfiguration(
                    new ListenerSpy<String, String>(closed).configuration(true, true));
        }
        configuration.addCacheEntryListenerConfiguration(new MutableCacheEntryListenerConfiguration<>(
                () -> {
                    throw new AssertionError("a broken listener");
                },
                null,
                true,
                true));

        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> fixture.create(configuration));

        assertThat(manager.getCacheNames()).isEmpty();
        assertThat(manager.unwrap(Store.class).names()).isEmpty();
        assertThat(beans()).isEmpty();
        assertThat(fixture.create(strings()).get("1")).isNull();
    }

    @Test
    void createCache_refreshAheadWithCustomPolicy_saysWhatToDo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fixture.create(strings()
                        .setReadThrough(true)
                        .setCacheLoaderFactory(() -> new MapLoader<>(key -> "loaded"))
                        .setExpiryPolicyFactory(() -> new CloseablePolicy(new ArrayList<>()))
                        .setRefreshAhead(0.5)))
                .withMessageContaining("CloseablePolicy")
                .withMessageContaining("set refresh-ahead to 0");
    }

    @Test
    void getCache_otherTypes_throwsAndSaysBoth() {
        fixture.create(strings());

        assertThatExceptionOfType(ClassCastException.class)
                .isThrownBy(() -> manager.getCache("users", String.class, Long.class))
                .withMessageContaining("values of java.lang.String")
                .withMessageContaining("java.lang.Long");
        assertThat(manager.<Object, Object>getCache("users")).isNotNull();
    }

    @Test
    void unwrap_publicTypes_areAccepted() {
        LarderCache<String, String> cache = fixture.create(strings());

        assertThat(manager.unwrap(CacheManager.class)).isSameAs(manager);
        assertThat(manager.unwrap(LarderCacheManager.class)).isSameAs(manager);
        assertThat(manager.unwrap(Store.class).names()).containsExactly("users");
        assertThat((Object) cache.unwrap(LarderCache.class)).isSameAs(cache);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> manager.unwrap(String.class))
                .withMessageContaining("unwraps to")
                .withMessageContaining("java.lang.String");
    }

    @Test
    void destroyCache_closesWhatTheApplicationMadeOnceEach() {
        List<String> closed = new ArrayList<>();
        CloseablePolicy policy = new CloseablePolicy(closed);
        ListenerSpy<String, String> listener = new ListenerSpy<>(closed);
        fixture.create(strings()
                .setTimeToLive(Duration.ofMinutes(1))
                .setExpiryPolicyFactory(() -> policy)
                .addCacheEntryListenerConfiguration(listener.configuration(true, true)));

        manager.destroyCache("users");
        manager.destroyCache("users");

        assertThat(closed).containsExactlyInAnyOrder("policy", "listener");
    }

    @Test
    @Timeout(60)
    void close_whileLoading_freesTheNameAtOnceAndWaitsForTheLoader() throws Exception {
        CompletableFuture<Void> loading = new CompletableFuture<>();
        CompletableFuture<String> value = new CompletableFuture<>();
        List<String> closed = Collections.synchronizedList(new ArrayList<>());
        LarderCache<String, String> cache = fixture.create(strings()
                .setStatisticsEnabled(true)
                .setCacheLoaderFactory(() -> new CloseableLoader(closed, key -> {
                    loading.complete(null);
                    return value.join();
                })));
        CompletionListenerFuture done = new CompletionListenerFuture();
        cache.loadAll(Set.of("1"), false, done);
        loading.join();
        Thread closing = new Thread(cache::close);
        closing.start();
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            assertThat(closing.getState()).isNotEqualTo(Thread.State.TERMINATED);
            Thread.onSpinWait();
        }

        assertThat(manager.<String, String>getCache("users")).isNull();
        assertThat(manager.getCacheNames()).isEmpty();
        LarderCache<String, String> successor = fixture.create(strings().setStatisticsEnabled(true));
        successor.put("2", "bob");
        assertThat(closed).isEmpty();
        value.complete("loaded");
        done.get();
        closing.join();

        assertThat(closed).containsExactly("loader");
        assertThat(manager.<String, String>getCache("users")).isSameAs(successor);
        assertThat(successor).hasSize(1);
        assertThat(successor.get("2")).isEqualTo("bob");
        assertThat(beans()).hasSize(1);
    }

    @Test
    @Timeout(8)
    void close_insideItsOwnLoader_waitsNotForItselfAndClosesTheLoaderAfterwards() throws Exception {
        List<String> closed = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Void> closedLoader = new CompletableFuture<>();
        CompletableFuture<List<String>> closedWhenCloseReturned = new CompletableFuture<>();
        LarderCache<String, String> cache = fixture.create(strings()
                .setCacheLoaderFactory(() ->
                        new CloseableLoader(closed, key -> {
                            manager.destroyCache("users");
                            closedWhenCloseReturned.complete(List.copyOf(closed));
                            return "loaded";
                        }) {
                            @Override
                            public void close() {
                                super.close();
                                closedLoader.complete(null);
                            }
                        }));
        CompletionListenerFuture done = new CompletionListenerFuture();

        cache.loadAll(Set.of("1"), false, done);

        done.get();
        closedLoader.get();
        assertThat(closedWhenCloseReturned.get()).isEmpty();
        assertThat(closed).containsExactly("loader");
    }

    private static class CloseableLoader extends MapLoader<String, String> implements Closeable {
        private final List<String> closed;

        CloseableLoader(List<String> closed, Function<String, String> source) {
            super(source);
            this.closed = closed;
        }

        @Override
        public void close() {
            closed.add("loader");
        }
    }

    private static List<ObjectName> beans() throws Exception {
        return List.copyOf(
                ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("javax.cache:*"), null));
    }

    private static final class CloseablePolicy extends GivenExpiry implements Closeable {
        private final List<String> closed;

        CloseablePolicy(List<String> closed) {
            super(null, null, null);
            this.closed = closed;
        }

        @Override
        public void close() {
            closed.add("policy");
        }
    }
}
