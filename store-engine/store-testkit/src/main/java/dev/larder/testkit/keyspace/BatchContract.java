package dev.larder.testkit.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.Change;
import dev.larder.store.Decision;
import dev.larder.store.EntryView;
import dev.larder.store.Keyspace;
import dev.larder.store.PendingLoad;
import dev.larder.store.RecursiveOperationException;
import dev.larder.store.Subscription.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Several changes that are made as one. */
interface BatchContract extends KeyspaceUnderTest {
    @Test
    default void writeBatch_putsRemovesAndTouches_areAllMadeAndTold() {
        Keyspace<String, String> keyspace = observed(builder -> builder);
        keyspace.put("old", "1");
        keyspace.put("gone", "2");
        keyspace.put("kept", "3");
        long oldVersion = keyspace.view("old").version();
        long deadlineMillis = clock().millis() + 500;

        Map<String, Decision<String>> changes = new LinkedHashMap<>();
        changes.put("new", new Decision.Put<>("a"));
        changes.put("old", new Decision.Put<>("b", deadlineMillis));
        changes.put("gone", Decision.remove());
        changes.put("never there", Decision.remove());
        changes.put("kept", new Decision.Touch<>(deadlineMillis));
        changes.put("not there", new Decision.Touch<>(deadlineMillis));
        keyspace.writeBatch(changes);

        assertThat(keyspace.get("new")).isEqualTo("a");
        assertThat(keyspace.get("old")).isEqualTo("b");
        assertThat(keyspace.view("old").version()).isGreaterThan(oldVersion);
        assertThat(keyspace.get("gone")).isNull();
        assertThat(keyspace.view("kept").expiresAtMillis()).isEqualTo(deadlineMillis);
        assertThat(keyspace.size()).isEqualTo(3);
        assertThat(told())
                .endsWith("CREATED new null->a", "UPDATED old 1->b", "REMOVED gone 2->2")
                .hasSize(6);
        clock().advanceMillis(500);
        assertThat(keyspace.get("old")).isNull();
        assertThat(keyspace.get("kept")).isNull();
        assertThat(keyspace.get("new")).isEqualTo("a");
    }

    @Test
    default void writeBatch_overExpiredEntryAndWithPastDeadline_takesBothForAbsent() {
        Keyspace<String, String> keyspace = observed(builder -> builder);
        keyspace.put("expired", "1", Duration.ofMillis(10));
        keyspace.put("shown too late", "2");
        clock().advanceMillis(10);

        keyspace.writeBatch(Map.of(
                "expired", new Decision.Put<>("again"),
                "shown too late", new Decision.Put<>("never", clock().millis()),
                "never shown", new Decision.Put<>("never", clock().millis())));

        assertThat(keyspace.get("expired")).isEqualTo("again");
        assertThat(keyspace.view("expired").expiresAtMillis()).isEqualTo(EntryView.NEVER);
        assertThat(keyspace.get("shown too late")).isNull();
        assertThat(keyspace.get("never shown")).isNull();
        assertThat(told())
                .contains("EXPIRED expired 1->1", "CREATED expired null->again")
                .doesNotContain("never");
    }

    @Test
    default void writeBatch_putThatIsDueAtOnce_letsNoLoadInFlightBeStored() {
        Keyspace<String, String> keyspace = keyspace(builder -> builder.callerLoads(true));
        keyspace.put("a", "1");
        PendingLoad<String, String> load = keyspace.beginLoad("a");

        keyspace.writeBatch(Map.of("a", new Decision.Put<>("2", clock().millis())));

        assertThat(load.store("read before")).isFalse();
        assertThat(keyspace.getIfPresent("a")).isNull();
    }

    @Test
    default void writeBatch_withNullAmongThem_changesNothing() {
        Keyspace<String, String> keyspace = keyspace();
        Map<String, Decision<String>> changes = new LinkedHashMap<>();
        changes.put("a", new Decision.Put<>("1"));
        changes.put("b", null);
        assertThatNullPointerException().isThrownBy(() -> keyspace.writeBatch(changes));
        assertThat(keyspace.get("a")).isNull();
        keyspace.writeBatch(Map.of());
        assertThat(keyspace.size()).isZero();
    }

    @Test
    default void writeBatch_fromAnOperationOnOneOfItsKeys_changesNothing() {
        Keyspace<String, String> keyspace = keyspace();
        assertThatThrownBy(() -> keyspace.compute("a", (key, value) -> {
                    keyspace.writeBatch(Map.of("a", new Decision.Put<>("1"), "b", new Decision.Put<>("1")));
                    return "2";
                }))
                .isInstanceOf(RecursiveOperationException.class);
        assertThat(keyspace.get("a")).isNull();
        assertThat(keyspace.get("b")).isNull();
    }

    @Test
    default void writeBatch_listenerThrowsOrComesBack_allChangesAreMade() {
        Keyspace<String, String> keyspace = keyspace();
        List<String> heard = new ArrayList<>();
        keyspace.subscribe(Set.of(Change.Kind.CREATED), Delivery.SYNCHRONOUS, change -> {
            heard.add(change.key());
            keyspace.put("a".equals(change.key()) ? "b" : "a", "back");
        });
        Map<String, Decision<String>> changes = new LinkedHashMap<>();
        changes.put("a", new Decision.Put<>("1"));
        changes.put("b", new Decision.Put<>("2"));
        assertThatThrownBy(() -> keyspace.writeBatch(changes)).isInstanceOf(RecursiveOperationException.class);
        assertThat(heard).containsExactly("a", "b");
        assertThat(keyspace.get("a")).isEqualTo("1");
        assertThat(keyspace.get("b")).isEqualTo("2");
    }

    @Test
    default void writeBatch_whileAnotherHoldsAKey_waitsAndThenChangesAll() throws Exception {
        Keyspace<String, String> keyspace = keyspace();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Future<?> holder = pool().submit(() -> keyspace.compute("b", (key, value) -> {
            held.countDown();
            awaitUnchecked(release);
            return "held";
        }));
        held.await();
        Future<?> batch = pool().submit(
                        () -> keyspace.writeBatch(Map.of("a", new Decision.Put<>("1"), "b", new Decision.Put<>("1"))));
        assertThat(keyspace.get("b")).isNull();
        release.countDown();
        holder.get();
        batch.get();
        assertThat(keyspace.get("a")).isEqualTo("1");
        assertThat(keyspace.get("b")).isEqualTo("1");
    }

    @Test
    default void writeBatch_byManyAtOnce_leavesTheKeysOfOneTogether() throws Exception {
        Keyspace<String, String> keyspace = keyspace();
        List<String> keys = List.of("AaAa", "BBBB", "AaBB", "BBAa", "x");
        List<Future<?>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            int own = writer;
            writers.add(pool().submit(() -> {
                for (int i = 0; i < 200; i++) {
                    Map<String, Decision<String>> changes = new LinkedHashMap<>();
                    for (int k = 0; k < keys.size(); k++) {
                        changes.put(keys.get((k + own) % keys.size()), new Decision.Put<>(own + "-" + i));
                    }
                    keyspace.writeBatch(changes);
                }
            }));
        }
        for (int i = 0; i < 200; i++) {
            List<String> seen = keyspace.holding(
                    keys, () -> keys.stream().map(keyspace::get).toList());
            assertThat(seen).containsOnly(seen.get(0));
        }
        for (Future<?> writer : writers) {
            writer.get();
        }
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
