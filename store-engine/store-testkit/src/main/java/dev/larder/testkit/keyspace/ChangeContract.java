package dev.larder.testkit.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.Capacity;
import dev.larder.store.Change;
import dev.larder.store.EntryView;
import dev.larder.store.Keyspace;
import dev.larder.store.Lifetime;
import dev.larder.store.RecursiveOperationException;
import dev.larder.store.StoreException;
import dev.larder.store.Subscription.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** What listeners hear, in which order, and what happens when they fail or call back. */
interface ChangeContract extends KeyspaceUnderTest {
    @Test
    default void changes_ofOneKey_areToldInOrderWithOldAndNewValues() {
        Keyspace<String, String> keyspace = observed(builder -> builder);
        keyspace.put("a", "1");
        keyspace.put("a", "2");
        keyspace.compute("a", (key, value) -> value + "x");
        keyspace.remove("a");
        keyspace.remove("a");
        keyspace.clear();
        assertThat(told())
                .containsExactly("CREATED a null->1", "UPDATED a 1->2", "UPDATED a 2->2x", "REMOVED a 2x->2x");
        assertThat(changes()).extracting(Change::version).isSorted().doesNotHaveDuplicates();
    }

    @Test
    default void synchronousListener_throws_theChangeStaysAndTheCallerHears() {
        Keyspace<String, String> keyspace = keyspace();
        keyspace.subscribe(Set.of(Change.Kind.CREATED), Delivery.SYNCHRONOUS, change -> {
            throw new IllegalStateException("listener of " + change.key());
        });
        assertThatThrownBy(() -> keyspace.put("a", "1")).hasMessage("listener of a");
        assertThat(keyspace.get("a")).isEqualTo("1");
        keyspace.put("a", "2");
        assertThat(keyspace.get("a")).isEqualTo("2");
    }

    @Test
    default void synchronousListener_throwsAnError_theOthersHearAndTheChangeIsFinished() {
        Keyspace<String, String> keyspace = keyspace();
        keyspace.put("a", "1");
        long versionBefore = keyspace.view("a").version();
        List<String> heard = new ArrayList<>();
        keyspace.subscribe(EnumSet.allOf(Change.Kind.class), Delivery.SYNCHRONOUS, change -> {
            throw new AssertionError("listener");
        });
        keyspace.subscribe(EnumSet.allOf(Change.Kind.class), Delivery.SYNCHRONOUS, change -> heard.add(change.value()));
        assertThatThrownBy(() -> keyspace.put("a", "2"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("'a'")
                .hasRootCauseInstanceOf(AssertionError.class);
        assertThat(heard).containsExactly("2");
        assertThat(keyspace.get("a")).isEqualTo("2");
        assertThat(keyspace.view("a").version()).isGreaterThan(versionBefore);
        assertThat(keyspace.compareAndSet("a", versionBefore, "3")).isFalse();
    }

    @Test
    default void synchronousListener_looksAtItsKey_seesTheNewValueWithItsVersion() {
        Keyspace<String, String> keyspace = keyspace();
        keyspace.put("a", "1");
        List<EntryView<String>> seen = new ArrayList<>();
        keyspace.subscribe(
                EnumSet.of(Change.Kind.UPDATED), Delivery.SYNCHRONOUS, change -> seen.add(keyspace.view("a")));
        keyspace.put("a", "2");
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).value()).isEqualTo("2");
        assertThat(seen.get(0).version()).isEqualTo(keyspace.view("a").version());
    }

    @Test
    default void synchronousListener_getsItsOwnRemovedKey_getsWhatIsLoadedAndNothingIsStored() {
        Keyspace<String, String> keyspace = keyspace(builder -> builder.loader(key -> "loaded"));
        keyspace.put("a", "1");
        List<String> seen = new ArrayList<>();
        keyspace.subscribe(
                EnumSet.of(Change.Kind.REMOVED), Delivery.SYNCHRONOUS, change -> seen.add(keyspace.get("a")));
        keyspace.remove("a");
        assertThat(seen).containsExactly("loaded");
        assertThat(keyspace.getIfPresent("a")).isNull();
    }

    @Test
    default void synchronousListener_getsItsOwnKeyWhoseDeadlineWouldComeNearer_leavesTheDeadline() {
        Keyspace<String, String> keyspace =
                keyspace(builder -> builder.lifetime(new Lifetime(60_000, Lifetime.UNCHANGED, 10_000, 0)));
        List<String> seen = new ArrayList<>();
        keyspace.subscribe(
                EnumSet.of(Change.Kind.CREATED), Delivery.SYNCHRONOUS, change -> seen.add(keyspace.get("a")));
        keyspace.put("a", "1");
        assertThat(seen).containsExactly("1");
        assertThat(keyspace.timeToLive("a")).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    default void synchronousListener_changesItsOwnKey_getsAClearError() {
        Keyspace<String, String> keyspace = keyspace();
        keyspace.subscribe(Set.of(Change.Kind.CREATED), Delivery.SYNCHRONOUS, change -> {
            keyspace.put("other", keyspace.get(change.key()) + "!");
            keyspace.remove(change.key());
        });
        assertThatThrownBy(() -> keyspace.put("other", "1")).isInstanceOf(RecursiveOperationException.class);
        assertThat(keyspace.get("other")).isEqualTo("1");
    }

    @Test
    default void asynchronousListener_manyChanges_hearsAllOfAKeyInOrder() throws Exception {
        Keyspace<String, String> keyspace = keyspace();
        int count = 5_000;
        List<String> heard = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(count);
        keyspace.subscribe(EnumSet.allOf(Change.Kind.class), Delivery.ASYNCHRONOUS, change -> {
            heard.add(change.value());
            all.countDown();
        });
        for (int i = 0; i < count; i++) {
            keyspace.put("a", "" + i);
        }
        all.await();
        assertThat(heard).hasSize(count);
        for (int i = 0; i < count; i++) {
            assertThat(heard.get(i)).isEqualTo("" + i);
        }
    }

    @Test
    default void subscription_closed_hearsNothingMore() {
        Keyspace<String, String> keyspace = keyspace();
        var subscription = keyspace.subscribe(EnumSet.allOf(Change.Kind.class), Delivery.SYNCHRONOUS, changes()::add);
        keyspace.put("a", "1");
        subscription.close();
        subscription.close();
        keyspace.put("a", "2");
        assertThat(told()).containsExactly("CREATED a null->1");
    }

    @Test
    default void onExpire_entryExpires_hearsOfItAndOnEvictDoesNot() throws Exception {
        Keyspace<String, String> keyspace = keyspace();
        BlockingQueue<String> heard = heardBy(keyspace);
        keyspace.put("a", "1", Duration.ofMillis(100));
        clock().advanceMillis(100);
        keyspace.maintain();
        keyspace.put("a", "2");
        keyspace.remove("a");
        assertThat(heard.take()).isEqualTo("onExpire EXPIRED a 1");
        keyspace.put("a", "3", Duration.ofMillis(100));
        clock().advanceMillis(100);
        keyspace.maintain();
        assertThat(heard.take()).isEqualTo("onExpire EXPIRED a 3");
        assertThat(heard).isEmpty();
    }

    @Test
    default void onEvict_entryIsEvicted_hearsOfItAndOnExpireDoesNot() throws Exception {
        Keyspace<String, String> keyspace =
                keyspace(builder -> builder.capacity(Capacity.entries(1)).policy("lru"));
        BlockingQueue<String> heard = heardBy(keyspace);
        keyspace.put("a", "1");
        keyspace.put("b", "1");
        assertThat(heard.take()).isEqualTo("onEvict EVICTED a 1");
        keyspace.remove("b");
        keyspace.put("a", "2");
        keyspace.put("b", "2");
        assertThat(heard.take()).isEqualTo("onEvict EVICTED a 2");
        assertThat(heard).isEmpty();
    }

    private static BlockingQueue<String> heardBy(Keyspace<String, String> keyspace) {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        keyspace.onEvict(change -> heard.add("onEvict " + change.kind() + " " + change.key() + " " + change.value()));
        keyspace.onExpire(change -> heard.add("onExpire " + change.kind() + " " + change.key() + " " + change.value()));
        return heard;
    }
}
