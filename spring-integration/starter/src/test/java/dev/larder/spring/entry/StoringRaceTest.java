package dev.larder.spring.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Store;
import java.lang.Thread.State;
import java.time.Duration;
import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An eviction in the very middle of a load's storing. While a load stores, it goes through its tags: once to add its key
 * to the index, once to ask whether they were evicted. After one or the other, another thread evicts, as far as it can.
 */
class StoringRaceTest {
    private final Store store = Store.open();
    private final Entries entries = new Entries(
            store.create(
                    "spring/test", KeyspaceConfig.builder().callerLoads(true).build()),
            new ValueRules("test", true, null),
            false);

    @AfterEach
    void close() {
        store.close();
    }

    /** One tag, and something that happens each time it was gone through. */
    private static final class WatchedTags extends AbstractList<String> {
        private final Consumer<Integer> afterPass;
        private int passes;

        WatchedTags(Consumer<Integer> afterPass) {
            this.afterPass = afterPass;
        }

        @Override
        public String get(int index) {
            return "poets";
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public Iterator<String> iterator() {
            Iterator<String> tags = List.of("poets").iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    boolean more = tags.hasNext();
                    if (!more) {
                        afterPass.accept(++passes);
                    }
                    return more;
                }

                @Override
                public String next() {
                    return tags.next();
                }
            };
        }
    }

    /** Runs an eviction until it is through, or waits for the key. */
    private static Thread evictAsFarAsPossible(Runnable eviction) {
        Thread evicting = new Thread(eviction, "evicting");
        evicting.start();
        Set<State> waiting = Set.of(State.WAITING, State.TIMED_WAITING, State.BLOCKED, State.TERMINATED);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> waiting.contains(evicting.getState()));
        return evicting;
    }

    private void storeAndEvict(int pass, Runnable eviction) throws InterruptedException {
        Thread[] evicting = new Thread[1];
        WatchedTags tags = new WatchedTags(done -> {
            if (done == pass) {
                evicting[0] = evictAsFarAsPossible(eviction);
            }
        });
        OwnLoad load = entries.beginLoad("ada");
        load.store(new NewValue("read before the eviction", null, tags));
        assertThat(evicting[0]).as("the eviction").isNotNull();
        evicting[0].join(20_000);
        assertThat(evicting[0].isAlive()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void evictByTag_whileALoadStores_leavesNothing(int pass) throws InterruptedException {
        storeAndEvict(pass, () -> entries.evictByTag(List.of("poets")));

        assertThat(entries.peek("ada")).isNull();
        assertThat(entries.index().tags().keysOf("poets")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void evictByPrefix_whileALoadStores_leavesNothing(int pass) throws InterruptedException {
        storeAndEvict(pass, () -> entries.evictByPrefix("a"));

        assertThat(entries.peek("ada")).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void clear_whileALoadStores_leavesNothing(int pass) throws InterruptedException {
        storeAndEvict(pass, entries::clear);

        assertThat(entries.peek("ada")).isNull();
        assertThat(entries.index().tags().keysOf("poets")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void clearExcept_whileALoadStores_leavesNothing(int pass) throws InterruptedException {
        storeAndEvict(pass, () -> entries.clearExcept(Set.of("grace")));

        assertThat(entries.peek("ada")).isNull();
    }

    @Test
    void remove_whileALoadStores_leavesNothing() throws InterruptedException {
        storeAndEvict(1, () -> entries.remove("ada"));

        assertThat(entries.peek("ada")).isNull();
        assertThat(entries.index().tags().keysOf("poets")).isEmpty();
    }
}
