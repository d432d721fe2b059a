package dev.larder.testkit.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.Keyspace;
import dev.larder.store.Lifetime;
import dev.larder.store.Loader;
import dev.larder.store.RecursiveOperationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How a loaded value is put: what {@link Loader#decide} is told, and what its decision does. */
interface LoadedEntryContract extends KeyspaceUnderTest {
    @Test
    default void decide_deadlineOfItsOwn_goesBeforeTheLifetime() {
        Keyspace<String, String> keyspace = loading((key, loaded, entry, nowMillis) ->
                key.equals("own") ? new Decision.Put<>(loaded, nowMillis + 100) : new Decision.Put<>(loaded));
        keyspace.getAll(List.of("own", "lifetime"));
        assertThat(keyspace.timeToLive("own")).hasMillis(100);
        assertThat(keyspace.timeToLive("lifetime")).hasMillis(1_000);
        clock().advanceMillis(100);
        assertThat(keyspace.getIfPresent("own")).isNull();
        assertThat(keyspace.getIfPresent("lifetime")).isEqualTo("loaded 2");
    }

    @Test
    default void decide_absentAndPresentEntry_seesOnceWhatTheValueTakesThePlaceOf() {
        List<String> asked = new ArrayList<>();
        Keyspace<String, String> keyspace = loading((key, loaded, entry, nowMillis) -> {
            asked.add(entry.value() + "->" + loaded + "@" + (nowMillis - entry.expiresAtMillis() + 1_000));
            return new Decision.Put<>(loaded, nowMillis + 1_000);
        });
        keyspace.get("a");
        clock().advanceMillis(5);
        keyspace.loadAll(Set.of("a"), true);
        keyspace.loadAll(Set.of("a"), false);
        assertThat(asked).hasSize(2);
        assertThat(asked.get(0)).startsWith("null->loaded 1@");
        assertThat(asked.get(1)).isEqualTo("loaded 1->loaded 2@5");
    }

    @Test
    default void decide_keyIsWrittenDuringTheLoad_isNotAsked() throws Exception {
        List<Keyspace<String, String>> self = new ArrayList<>();
        self.add(keyspace(builder -> builder.loader(new Loader<>() {
            @Override
            public String load(String key) throws InterruptedException {
                Thread writer = new Thread(() -> self.get(0).put(key, "written"));
                writer.start();
                writer.join();
                return "loaded";
            }

            @Override
            public Decision.Put<String> decide(String key, String loaded, EntryView<String> entry, long nowMillis) {
                throw new AssertionError("asked for a value that is not stored");
            }
        })));
        assertThat(self.get(0).get("a")).isEqualTo("loaded");
        assertThat(self.get(0).getIfPresent("a")).isEqualTo("written");
    }

    @Test
    default void decide_deadlineHasPassed_callerGetsTheValueAndNothingStays() {
        Keyspace<String, String> keyspace = loading((key, loaded, entry, nowMillis) ->
                new Decision.Put<>(loaded, entry.isPresent() || key.equals("gone") ? nowMillis : nowMillis + 100));
        assertThat(keyspace.get("gone")).isEqualTo("loaded 1");
        assertThat(keyspace.getIfPresent("gone")).isNull();
        assertThat(keyspace.get("a")).isEqualTo("loaded 2");
        keyspace.loadAll(Set.of("a"), true);
        assertThat(keyspace.getIfPresent("a")).isNull();
        assertThat(keyspace.size()).isZero();
    }

    @Test
    default void decide_throws_theCallerHearsAndTheEntryAndTheKeyStayUsable() {
        Keyspace<String, String> keyspace = loading((key, loaded, entry, nowMillis) -> {
            if (loaded.equals("loaded 1") || loaded.equals("loaded 3")) {
                throw new IllegalStateException("no deadline for " + loaded);
            }
            return new Decision.Put<>(loaded);
        });
        assertThatThrownBy(() -> keyspace.get("a")).hasMessage("no deadline for loaded 1");
        assertThat(keyspace.size()).isZero();
        assertThat(keyspace.get("a")).isEqualTo("loaded 2");
        assertThatThrownBy(() -> keyspace.loadAll(Set.of("a"), true)).hasMessage("no deadline for loaded 3");
        assertThat(keyspace.get("a")).isEqualTo("loaded 2");
        keyspace.put("a", "own");
        assertThat(keyspace.get("a")).isEqualTo("own");
    }

    @Test
    default void decide_throwsForOneOfSeveralKeys_theOthersCanStillBeLoaded() {
        Keyspace<String, String> keyspace = loading((key, loaded, entry, nowMillis) -> {
            if (loaded.equals("loaded 1")) {
                throw new IllegalStateException("no deadline for " + loaded);
            }
            return new Decision.Put<>(loaded);
        });
        assertThatThrownBy(() -> keyspace.getAll(List.of("a", "b", "c"))).hasMessage("no deadline for loaded 1");
        assertThat(keyspace.getAll(List.of("a", "b", "c"))).containsOnlyKeys("a", "b", "c");
    }

    @Test
    default void decide_writesItsOwnKey_getsAClearError() {
        List<Keyspace<String, String>> self = new ArrayList<>();
        self.add(loading((key, loaded, entry, nowMillis) -> {
            self.get(0).put(key, "inner");
            return new Decision.Put<>(loaded);
        }));
        assertThatThrownBy(() -> self.get(0).get("a"))
                .isInstanceOf(RecursiveOperationException.class)
                .hasMessageContaining("'a'");
        assertThat(self.get(0).size()).isZero();
    }

    /** Entries live for one second unless decided otherwise; the values are "loaded 1", "loaded 2" and so on. */
    private Keyspace<String, String> loading(Decider decider) {
        AtomicInteger loads = new AtomicInteger();
        return keyspace(builder -> builder.lifetime(Lifetime.afterWrite(Duration.ofSeconds(1)))
                .loader(new Loader<>() {
                    @Override
                    public String load(String key) {
                        return "loaded " + loads.incrementAndGet();
                    }

                    @Override
                    public Decision.Put<String> decide(
                            String key, String loaded, EntryView<String> entry, long nowMillis) {
                        return decider.decide(key, loaded, entry, nowMillis);
                    }
                }));
    }

    /** {@link Loader#decide} alone. */
    interface Decider {
        /** See {@link Loader#decide}. */
        Decision.Put<String> decide(String key, String loaded, EntryView<String> entry, long nowMillis);
    }
}
