package dev.larder.hibernate.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.hibernate.access.AccessFixture.Kind;
import dev.larder.hibernate.access.AccessFixture.Session;
import java.time.Duration;
import org.hibernate.cache.spi.access.AccessType;
import org.hibernate.cache.spi.access.SoftLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every access type: what was read before a change or an eviction does not get into the cache after it. */
abstract class LateLoadContract {
    private final AccessType type;

    LateLoadContract(AccessType type) {
        this.type = type;
    }

    public final AccessFixture fixture(Kind kind) {
        return new AccessFixture(type, kind, false);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void get_afterLoadOfEarlierSession_hits(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            assertThat(fixture.seen()).isNull();
            assertThat(fixture.begin().load("loaded", null)).isTrue();

            assertThat(fixture.seen()).isEqualTo("loaded");
            assertThat(fixture.access().contains(AccessFixture.KEY)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void evict_loadOfSessionBegunBefore_isRefused(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            Session reader = fixture.begin();
            fixture.access().evict(AccessFixture.KEY);

            assertThat(reader.load("old", null)).isFalse();
            assertThat(fixture.seen()).isNull();
            assertThat(fixture.begin().load("new", null)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void evictAll_loadOfSessionBegunBefore_isRefused(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            fixture.cache("cached", null);
            Session reader = fixture.begin();
            fixture.access().evictAll();

            assertThat(fixture.seen()).isNull();
            assertThat(fixture.entries.count()).isZero();
            assertThat(reader.load("old", null)).isFalse();
            assertThat(fixture.begin().load("new", null)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void remove_loadOfSessionBegunBeforeTheCommit_isRefused(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            fixture.cache("cached", null);
            Session reader = fixture.begin();
            Session writer = fixture.begin();
            SoftLock lock = writer.remove();
            Session during = fixture.begin();
            writer.unlock(lock);

            assertThat(reader.load("old", null)).isFalse();
            assertThat(during.load("old", null)).isFalse();
            assertThat(fixture.seen()).isNull();
            assertThat(fixture.begin().load("new", null)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void bulkUpdate_loadOfSessionBegunBeforeItsEnd_isRefused(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            Session writer = fixture.begin();
            writer.updateInBulk();
            Session reader = fixture.begin();
            writer.afterBulkUpdate();
            writer.end(true);

            assertThat(reader.load("old", null)).isFalse();
            assertThat(fixture.begin().load("new", null)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void bulkUpdate_loadOfItsOwnSession_isRefusedUntilItsEnd(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            fixture.cache("cached", null);
            Session writer = fixture.begin();
            writer.updateInBulk();

            assertThat(writer.get()).isNull();
            assertThat(writer.load("not committed", null)).isFalse();
            assertThat(fixture.seen()).isNotEqualTo("not committed");
        }
    }

    /** Which elements a collection of the other side has may be what the session has changed. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void putFromLoad_bySessionThatChangedAnotherKey_isRefusedForCollections(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            Session writer = fixture.begin();
            fixture.access().lockItem(writer.itself(), "other", null);

            assertThat(writer.load("perhaps not committed", null)).isEqualTo(kind != Kind.COLLECTION);
            writer.end(false);
            writer.beginAgain();
            assertThat(writer.get()).isEqualTo(kind == Kind.COLLECTION ? null : "perhaps not committed");
            fixture.access().evict(AccessFixture.KEY);
            writer.beginAgain();
            assertThat(writer.load("committed", null)).isTrue();
        }
    }

    @Test
    void putFromLoad_sessionOlderThanAnyLockIsRemembered_isRefused() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            Session old = fixture.begin();
            fixture.clock.advance(AccessFixture.LOCK_TIMEOUT.multipliedBy(30).plus(Duration.ofMillis(1)));

            assertThat(old.load("old", null)).isFalse();
            assertThat(fixture.begin().load("new", null)).isTrue();
        }
    }
}
