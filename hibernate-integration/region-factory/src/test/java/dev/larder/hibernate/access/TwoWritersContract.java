package dev.larder.hibernate.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.hibernate.access.AccessFixture.Kind;
import dev.larder.hibernate.access.AccessFixture.Session;
import org.hibernate.cache.spi.access.SoftLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writers of one key that overlap or follow each other: none caches what it made of an older state. */
interface TwoWritersContract extends AccessUnderTest {
    @ParameterizedTest
    @EnumSource(Kind.class)
    default void lock_byTwoTransactions_neitherPutsAndLastUnlocks(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            Session one = fixture.begin();
            Session other = fixture.begin();
            SoftLock ofOne = one.update("one");
            SoftLock ofOther = other.update("other");

            assertThat(one.afterUpdate("one", 2, ofOne)).isFalse();
            assertThat(fixture.begin().load("between", null)).isFalse();
            assertThat(other.afterUpdate("other", 3, ofOther)).isFalse();
            assertThat(fixture.seen()).isNull();
            assertThat(fixture.begin().load("other", null)).isTrue();
        }
    }

    /** A reader between two overlapping writers has a version newer than the lock's, and yet an old one. */
    @Test
    default void putFromLoad_versionBetweenTwoWriters_isRefused() {
        try (AccessFixture fixture = versioned()) {
            fixture.cache("one", 1);
            Session first = fixture.begin();
            Session second = fixture.begin();
            SoftLock ofFirst = first.update("two");
            SoftLock ofSecond = second.update("three");
            first.afterUpdate("two", 2, ofFirst);
            Session reader = fixture.begin();
            second.afterUpdate("three", 3, ofSecond);

            assertThat(reader.load("two", 2)).isFalse();
            assertThat(fixture.seen()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    default void unlock_twice_leavesTheLockOfAnother(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            Session one = fixture.begin();
            Session other = fixture.begin();
            SoftLock ofOne = one.update("one");
            SoftLock ofOther = other.update("other");
            one.unlock(ofOne);
            one.unlock(ofOne);

            assertThat(fixture.begin().load("old", null)).isFalse();
            other.unlock(ofOther);
            assertThat(fixture.begin().load("new", null)).isTrue();
        }
    }

    /** Hibernate hands the parent what the child locked. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    default void unlock_byTheParentOfTheSession_isNotRepeatedAtItsEnd(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            Session parent = fixture.begin();
            Session child = fixture.begin();
            Session other = fixture.begin();
            SoftLock ofChild = child.update("child");
            SoftLock ofOther = other.update("other");
            parent.unlock(ofChild);
            child.end(true);

            assertThat(fixture.begin().load("old", null)).isFalse();
            other.unlock(ofOther);
            assertThat(fixture.begin().load("new", null)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    default void unlock_inMidTransactionOfAKeyThatAnotherChanges_leavesTheOthersLock(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            Session other = fixture.begin();
            SoftLock ofOther = other.update("other");
            Session writer = fixture.begin();
            SoftLock ofRow = writer.lock();
            writer.unlockInMidTransaction(ofRow);
            writer.unlockInMidTransaction(ofRow);
            assertThat(fixture.begin().load("old", null)).isFalse();
            other.unlock(ofOther);
            SoftLock lock = writer.update("made of what was read before");

            assertThat(writer.afterUpdate("made of what was read before", 2, lock))
                    .isFalse();
            assertThat(fixture.seen()).isNull();
        }
    }

    @Test
    default void afterInsert_changedByAnotherSinceTheCommit_putsNothing() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            Session inserter = fixture.begin();
            inserter.insert("inserted");
            Session other = fixture.begin();
            other.unlock(other.update("changed"));

            assertThat(inserter.afterInsert("inserted")).isFalse();
            assertThat(fixture.seen()).isNull();
        }
    }

    @Test
    default void afterUpdate_transactionBegunBeforeTheLastChange_putsNothing() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            Session old = fixture.begin();
            fixture.access().evict(AccessFixture.KEY);
            SoftLock lock = old.update("made of what was read before");

            assertThat(old.afterUpdate("made of what was read before", 2, lock)).isFalse();
            assertThat(fixture.seen()).isNull();
        }
    }

    /** An entity stays in its session from one transaction to the next. */
    @Test
    default void afterUpdate_changedByAnotherBetweenTwoTransactionsOfTheSession_putsNothing() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            Session old = fixture.begin();
            old.load("read", null);
            old.end(true);
            Session other = fixture.begin();
            SoftLock ofOther = other.update("changed in one column");
            other.afterUpdate("changed in one column", null, ofOther);
            old.beginAgain();
            SoftLock lock = old.update("read, and changed in another");

            assertThat(old.afterUpdate("read, and changed in another", null, lock))
                    .isFalse();
            assertThat(fixture.seen()).isNull();
        }
    }

    /** A version does not say so: statements change rows without raising it. */
    @Test
    default void afterUpdate_ofAVersionInTheSecondTransactionOfTheSession_putsNothing() {
        try (AccessFixture fixture = versioned()) {
            Session session = fixture.begin();
            SoftLock first = session.lock(1);
            session.afterUpdate("two", 2, first);
            session.end(true);
            session.beginAgain();
            SoftLock second = session.lock(2);

            assertThat(session.afterUpdate("three", 3, second)).isFalse();
            assertThat(fixture.seen()).isNull();
        }
    }
}
