package dev.larder.hibernate.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.hibernate.access.AccessFixture.Kind;
import dev.larder.hibernate.access.AccessFixture.Session;
import java.time.Duration;
import org.hibernate.cache.spi.access.SoftLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Locks whose holder is slow or never heard of again. */
interface LockTimeoutContract extends AccessUnderTest {
    @ParameterizedTest
    @EnumSource(Kind.class)
    default void lock_abandoned_admitsSessionsBegunAfterTheTimeOut(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            fixture.begin().update("never heard of again");
            Session before = fixture.begin();
            fixture.clock.advance(AccessFixture.LOCK_TIMEOUT.plus(Duration.ofMillis(1)));

            assertThat(before.load("old", null)).isFalse();
            assertThat(fixture.begin().load("current", null)).isTrue();
            assertThat(fixture.seen()).isEqualTo("current");
        }
    }

    @Test
    default void lock_abandoned_isForgottenInTheEnd() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            fixture.begin().update("never heard of again");
            fixture.clock.advance(AccessFixture.LOCK_TIMEOUT.multipliedBy(60));
            fixture.store.<Object, Object>find("region").maintain();

            assertThat(fixture.entries.count()).isZero();
        }
    }

    @Test
    default void lock_overAnAbandonedOne_isNotKeptByIt() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            fixture.begin().update("never heard of again");
            fixture.clock.advance(AccessFixture.LOCK_TIMEOUT.plus(Duration.ofMillis(1)));
            Session writer = fixture.begin();
            SoftLock lock = writer.update("new");

            assertThat(writer.afterUpdate("new", 2, lock)).isTrue();
            assertThat(fixture.seen()).isEqualTo("new");
        }
    }

    @Test
    default void afterUpdate_lockTimedOut_removesWhatOthersPutMeanwhile() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            Session slow = fixture.begin();
            SoftLock lock = slow.update("new");
            fixture.clock.advance(AccessFixture.LOCK_TIMEOUT.plus(Duration.ofMillis(1)));
            fixture.cache("old", null);

            assertThat(slow.afterUpdate("new", 2, lock)).isFalse();
            assertThat(fixture.seen()).isNull();
        }
    }

    @Test
    default void afterUpdate_lockTimedOutAndAnotherHoldsTheKey_leavesTheOthersLock() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            Session slow = fixture.begin();
            SoftLock lost = slow.update("slow");
            fixture.clock.advance(AccessFixture.LOCK_TIMEOUT.plus(Duration.ofMillis(1)));
            Session other = fixture.begin();
            SoftLock lock = other.update("other");

            assertThat(slow.afterUpdate("slow", 2, lost)).isFalse();
            assertThat(fixture.begin().load("old", null)).isFalse();
            assertThat(other.afterUpdate("other", 3, lock)).isFalse();
            assertThat(fixture.seen()).isNull();
        }
    }
}
