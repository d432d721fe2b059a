package dev.larder.hibernate.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.hibernate.access.AccessFixture.Kind;
import dev.larder.hibernate.access.AccessFixture.Session;
import org.hibernate.cache.spi.access.SoftLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The life of a lock: what is cached before it, under it and after it. */
interface LockContract extends AccessUnderTest {
    @ParameterizedTest
    @EnumSource(Kind.class)
    default void get_stateThatCameAfterTheSessionBegan_misses(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            Session earlier = fixture.begin();
            Session loader = fixture.begin();
            loader.load("loaded", null);

            assertThat(earlier.get()).isNull();
            assertThat(loader.get()).isNull();
            assertThat(fixture.seen()).isEqualTo("loaded");
        }
    }

    @Test
    default void putFromLoad_withoutVersions_keepsWhatIsThere() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            fixture.cache("first", null);

            assertThat(fixture.begin().load("second", null)).isFalse();
            assertThat(fixture.seen()).isEqualTo("first");
        }
    }

    @Test
    default void putFromLoad_versionIsNewer_replacesAndElseNot() {
        try (AccessFixture fixture = versioned()) {
            fixture.cache("two", 2);

            assertThat(fixture.begin().load("two again", 2)).isFalse();
            assertThat(fixture.begin().load("one", 1)).isFalse();
            assertThat(fixture.seen()).isEqualTo("two");
            assertThat(fixture.begin().load("three", 3)).isTrue();
            assertThat(fixture.seen()).isEqualTo("three");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    default void lock_keyIsCached_othersMissAndCannotPut(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            fixture.cache("old", null);
            fixture.begin().update("new");

            assertThat(fixture.seen()).isNull();
            assertThat(fixture.access().contains(AccessFixture.KEY)).isFalse();
            assertThat(fixture.begin().load("old", null)).isFalse();
            assertThat(fixture.seen()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    default void afterUpdate_onlyHolder_cachesTheNewState(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            fixture.cache("old", null);
            Session before = fixture.begin();
            Session writer = fixture.begin();
            SoftLock lock = writer.update("new");

            assertThat(writer.afterUpdate("new", 2, lock)).isEqualTo(fixture.cachesUpdates());
            assertThat(fixture.seen()).isEqualTo(fixture.cachesUpdates() ? "new" : null);
            assertThat(before.get()).isNull();
        }
    }

    @Test
    default void afterInsert_keyUnknown_caches() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            Session writer = fixture.begin();

            assertThat(writer.insert("inserted")).isFalse();
            assertThat(fixture.seen()).isNull();
            assertThat(writer.afterInsert("inserted")).isTrue();
            assertThat(fixture.seen()).isEqualTo("inserted");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    default void unlock_afterRollBack_leavesNothingAndAdmitsLaterSessions(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            fixture.cache("old", null);
            Session writer = fixture.begin();
            SoftLock lock = writer.update("never committed");
            writer.unlock(lock);
            writer.end(false);

            assertThat(fixture.seen()).isNull();
            assertThat(fixture.entries.count()).isZero();
            assertThat(fixture.begin().load("old", null)).isTrue();
        }
    }

    /** Two flushes of one transaction: no other can have come between. */
    @Test
    default void lock_twiceByOneTransaction_putsTheLastState() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            Session writer = fixture.begin();
            SoftLock first = writer.update("first");
            SoftLock second = writer.update("second");

            assertThat(writer.afterUpdate("first", 2, first)).isFalse();
            assertThat(writer.afterUpdate("second", 3, second)).isTrue();
            assertThat(fixture.seen()).isEqualTo("second");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    default void unlock_inMidTransaction_isNoChange(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            Session reader = fixture.begin();
            Session writer = fixture.begin();
            SoftLock ofRow = writer.lock();
            assertThat(reader.load("read", null)).isFalse();
            writer.unlockInMidTransaction(ofRow);

            assertThat(reader.load("read", null)).isTrue();
            SoftLock lock = writer.update("new");
            assertThat(writer.afterUpdate("new", 2, lock)).isEqualTo(fixture.cachesUpdates());
        }
    }

    @Test
    default void afterUpdate_byTheParentOfTheSession_isNotUndoneAtItsEnd() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            Session parent = fixture.begin();
            Session child = fixture.begin();
            SoftLock ofChild = child.update("new");

            assertThat(parent.afterUpdate("new", 2, ofChild)).isTrue();
            child.end(true);
            assertThat(fixture.seen()).isEqualTo("new");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    default void evict_keyIsLocked_keepsTheLockAndHolderPutsNothing(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            Session writer = fixture.begin();
            SoftLock lock = writer.update("new");
            fixture.access().evict(AccessFixture.KEY);

            assertThat(fixture.begin().load("old", null)).isFalse();
            assertThat(writer.afterUpdate("new", 2, lock)).isFalse();
            assertThat(fixture.seen()).isNull();
            assertThat(fixture.begin().load("newer", null)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    default void evictAll_keyIsLocked_keepsTheLockAndHolderPutsNothing(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            Session writer = fixture.begin();
            SoftLock lock = writer.update("new");
            fixture.access().evictAll();

            assertThat(fixture.begin().load("old", null)).isFalse();
            assertThat(writer.afterUpdate("new", 2, lock)).isFalse();
            assertThat(fixture.seen()).isNull();
        }
    }
}
