package dev.larder.jcache;

import static dev.larder.jcache.CacheFixture.configurationOf;
import static dev.larder.jcache.CacheFixture.strings;
import static javax.cache.expiry.Duration.ONE_HOUR;
import static javax.cache.expiry.Duration.ONE_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.larder.store.Keyspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListenerTest {
    private final CacheFixture fixture = new CacheFixture();
    private final ListenerSpy<String, String> listener = new ListenerSpy<>();
    private final List<String> read = new ArrayList<>();
    private LarderCache<String, String> reading;

    @AfterEach
    void close() {
        fixture.close();
    }

    private void changeOnce(LarderCache<String, String> cache) {
        cache.put("1", "alice");
        cache.put("1", "bob");
        cache.remove("1");
        cache.put("1", "carol");
        fixture.clock.advanceMillis(60_000);
        cache.unwrap(Keyspace.class).maintain();
    }

    @Test
    void change_oldValueAskedFor_isCarried() {
        changeOnce(fixture.create(strings()
                .setTimeToLive(Duration.ofMinutes(1))
                .addCacheEntryListenerConfiguration(listener.configuration(true, true))));

        assertThat(listener.events)
                .containsExactly(
                        "CREATED 1 alice -",
                        "UPDATED 1 bob alice",
                        "REMOVED 1 bob bob",
                        "CREATED 1 carol -",
                        "EXPIRED 1 carol carol");
    }

    @Test
    void change_oldValueNotAskedFor_isNotCarried() {
        changeOnce(fixture.create(strings()
                .setTimeToLive(Duration.ofMinutes(1))
                .addCacheEntryListenerConfiguration(listener.configuration(false, true))));

        assertThat(listener.events)
                .containsExactly(
                        "CREATED 1 alice -",
                        "UPDATED 1 bob -",
                        "REMOVED 1 null -",
                        "CREATED 1 carol -",
                        "EXPIRED 1 null -");
    }

    @Test
    void eviction_isNoEventOfTheStandard() {
        LarderCache<String, String> cache = fixture.create(strings()
                .setMaxEntries(1)
                .setEvictionPolicy("lru")
                .addCacheEntryListenerConfiguration(listener.configuration(true, true)));

        cache.put("1", "alice");
        cache.put("2", "bob");
        cache.unwrap(Keyspace.class).maintain();

        assertThat(cache.size()).isEqualTo(1);
        assertThat(listener.events).containsExactly("CREATED 1 alice -", "CREATED 2 bob -");
    }

    @Test
    void put_asynchronousListenerThrows_goesOnAndTellsOfTheNext() throws Exception {
        CompletableFuture<String> second = new CompletableFuture<>();
        LarderCache<String, String> cache = fixture.create(strings()
                .addCacheEntryListenerConfiguration(
                        new ListenerSpy<String, String>() {
                            @Override
                            void on(CacheEntryEvent<? extends String, ? extends String> event) {
                                if (event.getKey().equals("1")) {
                                    throw new IllegalStateException("no mail server");
                                }
                                second.complete(event.getValue());
                            }
                        }.configuration(true, false)));

        cache.put("1", "alice");
        cache.put("2", "bob");

        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("bob");
    }

    @Test
    void put_filterThrows_throwsAndThePutIsMade() {
        LarderCache<String, String> cache =
                fixture.create(strings().addCacheEntryListenerConfiguration(listener.configuration(event -> {
                    throw new IllegalStateException("no rules");
                })));

        assertThatExceptionOfType(CacheEntryListenerException.class)
                .isThrownBy(() -> cache.put("1", "alice"))
                .withMessageContaining("the change it was told of is made")
                .withCauseInstanceOf(IllegalStateException.class);
        assertThat(listener.events).isEmpty();
        assertThat(cache.get("1")).isEqualTo("alice");
    }

    @Test
    void put_filterRefuses_isNotTold() {
        LarderCache<String, String> cache = fixture.create(
                strings().addCacheEntryListenerConfiguration(listener.configuration(event -> event.getValue()
                        .startsWith("b"))));

        cache.putAll(Map.of("1", "alice", "2", "bob"));

        assertThat(listener.events).containsExactly("CREATED 2 bob -");
    }

    @Test
    void put_listenerChangesTheValue_changesNothingInTheCache() {
        LarderCache<String, List<String>> cache = fixture.create(new LarderConfiguration<String, List<String>>()
                .addCacheEntryListenerConfiguration(
                        new ListenerSpy<String, List<String>>() {
                            @Override
                            void on(CacheEntryEvent<? extends String, ? extends List<String>> event) {
                                event.getValue().add("listener");
                            }
                        }.configuration(true, true)));

        cache.put("1", new ArrayList<>(List.of("alice")));

        assertThat(cache.get("1")).containsExactly("alice");
    }

    @Test
    void put_listenerReadsTheKeyAndWritesAnother_works() {
        List<LarderCache<String, String>> caches = new ArrayList<>();
        List<String> read = new ArrayList<>();
        caches.add(fixture.create(strings()
                .addCacheEntryListenerConfiguration(
                        new ListenerSpy<String, String>() {
                            @Override
                            void on(CacheEntryEvent<? extends String, ? extends String> event) {
                                read.add(caches.get(0).get(event.getKey()));
                                if (event.getKey().equals("1")) {
                                    caches.get(0).put("2", "bob");
                                }
                            }
                        }.configuration(true, true))));

        caches.get(0).put("1", "alice");

        assertThat(read).containsExactly("alice", "bob");
    }

    @Test
    void put_listenerReadsTheKeyUnderACustomPolicy_seesTheNewValueInEachWay() {
        LarderCache<String, String> cache = fixture.create(strings()
                .setExpiryPolicyFactory(() -> new GivenExpiry(ONE_HOUR, null, ONE_MINUTE))
                .addCacheEntryListenerConfiguration(readingInEachWay().configuration(true, true)));
        reading = cache;

        cache.put("1", "alice");

        assertThat(read).containsExactly("alice", "{1=alice}", "alice", "true");
        fixture.clock.advanceMillis(60_000);
        assertThat(cache.get("1")).as("no reading moved the deadline").isEqualTo("alice");
        fixture.clock.advanceMillis(60_000);
        assertThat(cache.containsKey("1")).isFalse();
    }

    @Test
    void put_listenerReadsTheKeyWhoseLifetimeWouldShrink_seesTheNewValueInEachWay() {
        LarderCache<String, String> cache = fixture.create(strings()
                .setTimeToIdle(Duration.ofMinutes(1))
                .setExpiryJitter(1)
                .addCacheEntryListenerConfiguration(readingInEachWay().configuration(true, true)));
        reading = cache;

        for (int i = 0; i < 20; i++) {
            cache.put("1", "alice");
            cache.clear();
        }

        assertThat(read).contains("alice", "{1=alice}", "true").doesNotContain("{}", "false");
    }

    private ListenerSpy<String, String> readingInEachWay() {
        return new ListenerSpy<>() {
            @Override
            void on(CacheEntryEvent<? extends String, ? extends String> event) {
                String key = event.getKey();
                read.add(reading.get(key));
                read.add(reading.getAll(Set.of(key)).toString());
                reading.forEach(entry -> read.add(entry.getValue()));
                read.add(String.valueOf(reading.containsKey(key)));
            }
        };
    }

    @Test
    void deregister_registeredListener_isClosedAndToldNoMore() {
        List<String> closed = new ArrayList<>();
        ListenerSpy<String, String> spy = new ListenerSpy<>(closed);
        CacheEntryListenerConfiguration<String, String> configuration = spy.configuration(true, true);
        LarderCache<String, String> cache = fixture.create(strings());
        cache.registerCacheEntryListener(configuration);
        assertThat(listenersOf(cache)).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cache.registerCacheEntryListener(configuration))
                .withMessageContaining("registered on cache 'users' already");

        cache.deregisterCacheEntryListener(configuration);
        cache.deregisterCacheEntryListener(configuration);
        cache.put("1", "alice");

        assertThat(spy.events).isEmpty();
        assertThat(closed).containsExactly("listener");
        assertThat(listenersOf(cache)).isZero();
    }

    @Test
    void register_configurationChangedLater_keepsWhatWasRegistered() {
        MutableCacheEntryListenerConfiguration<String, String> given = listener.mutableConfiguration();
        MutableCacheEntryListenerConfiguration<String, String> equal =
                new MutableCacheEntryListenerConfiguration<>(given);
        LarderCache<String, String> cache = fixture.create(strings());
        cache.registerCacheEntryListener(given);

        given.setSynchronous(false).setOldValueRequired(false);

        assertThat(configurationOf(cache).getCacheEntryListenerConfigurations()).containsExactly(equal);
        assertThatIllegalArgumentException().isThrownBy(() -> cache.registerCacheEntryListener(equal));
        cache.deregisterCacheEntryListener(equal);
        cache.put("1", "alice");
        assertThat(listener.events).isEmpty();
        assertThat(listenersOf(cache)).isZero();
    }

    @Test
    void deregister_theSameObjectChangedMeanwhile_endsItsRegistration() {
        MutableCacheEntryListenerConfiguration<String, String> given = listener.mutableConfiguration();
        LarderCache<String, String> cache = fixture.create(strings());
        cache.registerCacheEntryListener(given);

        given.setOldValueRequired(false);
        cache.deregisterCacheEntryListener(given);
        cache.put("1", "alice");

        assertThat(listener.events).isEmpty();
        assertThat(listenersOf(cache)).isZero();
    }

    @Test
    void deregister_configurationOfTheApplicationsOwnClass_endsItsRegistration() {
        CacheEntryListenerConfiguration<String, String> bare = listener.mutableConfiguration();
        CacheEntryListenerConfiguration<String, String> own = new CacheEntryListenerConfiguration<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public Factory<CacheEntryListener<? super String, ? super String>> getCacheEntryListenerFactory() {
                return bare.getCacheEntryListenerFactory();
            }

            @Override
            public boolean isOldValueRequired() {
                return true;
            }

            @Override
            public Factory<CacheEntryEventFilter<? super String, ? super String>> getCacheEntryEventFilterFactory() {
                return null;
            }

            @Override
            public boolean isSynchronous() {
                return true;
            }
        };
        LarderCache<String, String> cache = fixture.create(strings());
        cache.registerCacheEntryListener(own);
        assertThatIllegalArgumentException().isThrownBy(() -> cache.registerCacheEntryListener(own));

        cache.deregisterCacheEntryListener(own);

        assertThat(listenersOf(cache)).isZero();
    }

    @Test
    void createCache_listenerConfigurationChangedLater_keepsWhatWasGiven() {
        MutableCacheEntryListenerConfiguration<String, String> given = listener.mutableConfiguration();
        CacheEntryListenerConfiguration<String, String> equal = new MutableCacheEntryListenerConfiguration<>(given);
        LarderCache<String, String> cache = fixture.create(strings().addCacheEntryListenerConfiguration(given));

        given.setOldValueRequired(false);
        configurationOf(cache)
                .getCacheEntryListenerConfigurations()
                .forEach(shown -> ((MutableCacheEntryListenerConfiguration<?, ?>) shown).setSynchronous(false));

        assertThat(configurationOf(cache).getCacheEntryListenerConfigurations()).containsExactly(equal);
        cache.deregisterCacheEntryListener(equal);
        assertThat(listenersOf(cache)).isZero();
    }

    @Test
    void register_factoryGivesNull_throwsAndRegistersNothing() {
        LarderCache<String, String> cache = fixture.create(strings());
        List<String> closed = new ArrayList<>();
        ListenerSpy<String, String> spy = new ListenerSpy<>(closed);

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                        new Named<CacheEntryListener<String, String>>("listeners", null), null, true, true)))
                .withMessageContaining("'users'")
                .withMessageContaining("listener factory listeners")
                .withMessageContaining("null");
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                        spy::made, new Named<CacheEntryEventFilter<String, String>>("filters", null), true, true)))
                .withMessageContaining("'users'")
                .withMessageContaining("filter factory filters");

        cache.put("1", "alice");
        assertThat(spy.events).isEmpty();
        assertThat(closed).containsExactly("listener");
        assertThat(listenersOf(cache)).isZero();
    }

    private record Named<T>(String name, T made) implements Factory<T> {
        @Override
        public T create() {
            return made;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void close_eventsUndelivered_dropsThem() throws Exception {
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        ListenerSpy<String, String> slow = new ListenerSpy<>() {
            @Override
            void on(CacheEntryEvent<? extends String, ? extends String> event) {
                super.on(event);
                first.complete(null);
                closed.join();
            }
        };
        LarderCache<String, String> cache =
                fixture.create(strings().addCacheEntryListenerConfiguration(slow.configuration(false, false)));
        CompletableFuture<Void> later = new CompletableFuture<>();
        LarderCache<String, String> other = fixture.manager.createCache(
                "other",
                strings()
                        .addCacheEntryListenerConfiguration(
                                new ListenerSpy<String, String>() {
                                    @Override
                                    void on(CacheEntryEvent<? extends String, ? extends String> event) {
                                        later.complete(null);
                                    }
                                }.configuration(false, false)));
        cache.put("1", "alice");
        cache.put("1", "bob");
        first.get(10, TimeUnit.SECONDS);

        cache.close();
        closed.complete(null);
        other.put("1", "after all of the first cache's events");
        later.get(10, TimeUnit.SECONDS);

        assertThat(slow.events).containsExactly("CREATED 1 alice -");
    }

    private static int listenersOf(LarderCache<String, String> cache) {
        CompleteConfiguration<?, ?> configuration = configurationOf(cache);
        int count = 0;
        for (Object ignored : configuration.getCacheEntryListenerConfigurations()) {
            count++;
        }
        return count;
    }
}
