package dev.larder.hibernate.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.hibernate.access.AccessFixture.Session;
import dev.larder.hibernate.entry.CachedState;
import dev.larder.store.Capacity;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Lifetime;
import java.time.Duration;
import org.hibernate.cache.spi.access.SoftLock;
import org.junit.jupiter.api.Test;

/** Locks in regions that are full, have no room for them or let their entries expire. */
interface RegionLimitContract extends AccessUnderTest {
    @Test
    default void lock_regionIsFull_staysWhileStateIsEvicted() {
        KeyspaceConfig<Object, CachedState> small = KeyspaceConfig.<Object, CachedState>builder()
                .capacity(Capacity.entries(4))
                .build();
        try (AccessFixture fixture = fixture(small)) {
            Session writer = fixture.begin();
            SoftLock lock = writer.update("new");
            for (int i = 0; i < 1_000; i++) {
                fixture.access().putFromLoad(fixture.begin().itself(), "other" + i, "state", null);
            }
            fixture.store.<Object, Object>find("region").maintain();

            assertThat(fixture.begin().load("old", null)).isFalse();
            assertThat(writer.afterUpdate("new", 2, lock)).isTrue();
        }
    }

    /** Where the policy refuses what does not fit, less is cached; a transaction does not fail for it. */
    @Test
    default void afterUpdate_regionIsFullAndRefuses_unlocksWithoutState() {
        KeyspaceConfig<Object, CachedState> full = KeyspaceConfig.<Object, CachedState>builder()
                .capacity(Capacity.entries(1))
                .policy(KeyspaceConfig.NO_EVICTION)
                .build();
        try (AccessFixture fixture = fixture(full)) {
            fixture.access().putFromLoad(fixture.begin().itself(), "other", "state", null);
            Session writer = fixture.begin();
            SoftLock lock = writer.update("new");

            assertThat(writer.afterUpdate("new", 2, lock)).isFalse();
            assertThat(fixture.begin().load("new", null)).isFalse();
            fixture.access().evict("other");
            assertThat(fixture.begin().load("new", null)).isTrue();
        }
    }

    @Test
    default void lock_largerThanAnyEntryMayBe_keepsNothingOutThatCouldComeIn() {
        KeyspaceConfig<Object, CachedState> tiny =
                KeyspaceConfig.<Object, CachedState>builder().maxEntryBytes(1).build();
        try (AccessFixture fixture = fixture(tiny)) {
            Session writer = fixture.begin();
            SoftLock lock = writer.update("new");

            assertThat(fixture.begin().load("old", null)).isFalse();
            assertThat(writer.afterUpdate("new", 2, lock)).isFalse();
        }
    }

    @Test
    default void afterUpdate_regionHasALifetime_beginsItAnew() {
        KeyspaceConfig<Object, CachedState> expiring = KeyspaceConfig.<Object, CachedState>builder()
                .lifetime(Lifetime.afterCreate(Duration.ofSeconds(10)))
                .build();
        try (AccessFixture fixture = fixture(expiring)) {
            fixture.cache("old", null);
            fixture.clock.advanceMillis(9_000);
            Session writer = fixture.begin();
            SoftLock lock = writer.update("new");
            fixture.clock.advanceMillis(9_000);
            assertThat(fixture.begin().load("old", null))
                    .as("locked, though the state has expired")
                    .isFalse();
            writer.afterUpdate("new", 2, lock);
            fixture.clock.advanceMillis(9_999);
            assertThat(fixture.seen()).isEqualTo("new");
            fixture.clock.advanceMillis(1);

            assertThat(fixture.seen()).isNull();
        }
    }
}
