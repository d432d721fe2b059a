package dev.larder.testkit.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.EntryView;
import dev.larder.store.Keyspace;
import org.junit.jupiter.api.Test;

/** What an entry tells about its past: versions, which no key ever has twice, times and counts. */
interface VersionContract extends KeyspaceUnderTest {
    @Test
    default void version_overRemoveAndCreate_alwaysGrows() {
        Keyspace<String, String> keyspace = keyspace();
        long last = keyspace.view("a").version();
        assertThat(last).isZero();
        for (int i = 0; i < 5; i++) {
            keyspace.put("a", "1");
            long created = keyspace.view("a").version();
            keyspace.put("a", "2");
            long updated = keyspace.view("a").version();
            assertThat(created).isGreaterThan(last);
            assertThat(updated).isGreaterThan(created);
            last = updated;
            keyspace.remove("a");
            assertThat(keyspace.view("a").version()).isZero();
        }
    }

    @Test
    default void compareAndSet_staleVersion_changesNothing() {
        Keyspace<String, String> keyspace = keyspace();
        assertThat(keyspace.compareAndSet("a", 0, "1")).isTrue();
        assertThat(keyspace.compareAndSet("a", 0, "2")).isFalse();
        long version = keyspace.view("a").version();
        assertThat(keyspace.compareAndSet("a", version, "2")).isTrue();
        assertThat(keyspace.compareAndSet("a", version, "3")).isFalse();
        assertThat(keyspace.removeIfVersion("a", version)).isFalse();
        assertThat(keyspace.removeIfVersion("a", keyspace.view("a").version())).isTrue();
    }

    @Test
    default void view_withMetadata_tellsTheEntrysHistory() {
        Keyspace<String, String> keyspace = keyspace(builder -> builder.metadata(true));
        long start = clock().millis();
        keyspace.put("a", "1");
        clock().advanceMillis(10);
        keyspace.put("a", "2");
        clock().advanceMillis(10);
        keyspace.get("a");
        keyspace.get("a");
        EntryView<String> view = keyspace.view("a");
        assertThat(view.createdAtMillis()).isEqualTo(start);
        assertThat(view.updatedAtMillis()).isEqualTo(start + 10);
        assertThat(view.accessedAtMillis()).isEqualTo(start + 20);
        assertThat(view.hitCount()).isEqualTo(2);
        assertThat(view.expiresAtMillis()).isEqualTo(EntryView.NEVER);
        assertThat(view.value()).isEqualTo("2");
    }
}
