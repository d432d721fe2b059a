package dev.larder.hibernate.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.hibernate.access.AccessFixture.Kind;
import dev.larder.hibernate.access.AccessFixture.Session;
import dev.larder.hibernate.entry.CachedState;
import dev.larder.store.Capacity;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Lifetime;
import java.time.Duration;
import org.hibernate.cache.spi.access.AccessType;
import org.hibernate.cache.spi.access.SoftLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for the access types that lock: {@code READ_WRITE} and {@code TRANSACTIONAL}. */
abstract class LockingContract extends LateLoadContract {
    private final AccessType type;

    LockingContract(AccessType type) {
        super(type);
        this.type = type;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void get_stateThatCameAfterTheSessionBegan_misses(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            Session earlier = fixture.begin();
            Session loader = fixture.begin();
            loader.load("loaded", null);

            assertThat(earlier.get()).isNull();
            assertThat(loader.get()).isNull();
            assertThat(fixture.seen()).isEqualTo("loaded");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void lock_keyIsCached_othersMissAndCannotPut(Kind kind) {
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
    void afterUpdate_onlyHolder_cachesTheNewState(Kind kind) {
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

    @ParameterizedTest
    @EnumSource(Kind.class)
    void unlock_afterRollBack_leavesNothingAndAdmitsLaterSessions(Kind kind) {
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

    @ParameterizedTest
    @EnumSource(Kind.class)
    void lock_byTwoTransactions_neitherPutsAndLastUnlocks(Kind kind) {
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

    @ParameterizedTest
    @EnumSource(Kind.class)
    void unlock_twice_leavesTheLockOfAnother(Kind kind) {
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
    void unlock_byTheParentOfTheSession_isNotRepeatedAtItsEnd(Kind kind) {
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

    @Test
    void afterUpdate_byTheParentOfTheSession_isNotUndoneAtItsEnd() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            Session parent = fixture.begin();
            Session child = fixture.begin();
            SoftLock ofChild = child.update("new");

            assertThat(parent.afterUpdate("new", 2, ofChild)).isTrue();
            child.end(true);
            assertThat(fixture.seen()).isEqualTo("new");
        }
    }

    /** Two flushes of one transaction: no other can have come between. */
    @Test
    void lock_twiceByOneTransaction_putsTheLastState() {
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
    void unlock_inMidTransaction_isNoChange(Kind kind) {
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

    @ParameterizedTest
    @EnumSource(Kind.class)
    void unlock_inMidTransactionOfAKeyThatAnotherChanges_leavesTheOthersLock(Kind kind) {
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
    void afterUpdate_transactionBegunBeforeTheLastChange_putsNothing() {
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
    void afterUpdate_changedByAnotherBetweenTwoTransactionsOfTheSession_putsNothing() {
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
    void afterUpdate_ofAVersionInTheSecondTransactionOfTheSession_putsNothing() {
        try (AccessFixture fixture = new AccessFixture(type, Kind.ENTITY, true)) {
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

    @ParameterizedTest
    @EnumSource(Kind.class)
    void evict_keyIsLocked_keepsTheLockAndHolderPutsNothing(Kind kind) {
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
    void evictAll_keyIsLocked_keepsTheLockAndHolderPutsNothing(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            Session writer = fixture.begin();
            SoftLock lock = writer.update("new");
            fixture.access().evictAll();

            assertThat(fixture.begin().load("old", null)).isFalse();
            assertThat(writer.afterUpdate("new", 2, lock)).isFalse();
            assertThat(fixture.seen()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void lock_abandoned_admitsSessionsBegunAfterTheTimeOut(Kind kind) {
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
    void lock_abandoned_isForgottenInTheEnd() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            fixture.begin().update("never heard of again");
            fixture.clock.advance(AccessFixture.LOCK_TIMEOUT.multipliedBy(60));
            fixture.store.<Object, Object>find("region").maintain();

            assertThat(fixture.entries.count()).isZero();
        }
    }

    @Test
    void lock_overAnAbandonedOne_isNotKeptByIt() {
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
    void afterUpdate_lockTimedOut_removesWhatOthersPutMeanwhile() {
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
    void afterUpdate_lockTimedOutAndAnotherHoldsTheKey_leavesTheOthersLock() {
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

    @Test
    void putFromLoad_versionIsNewer_replacesAndElseNot() {
        try (AccessFixture fixture = new AccessFixture(type, Kind.ENTITY, true)) {
            fixture.cache("two", 2);

            assertThat(fixture.begin().load("two again", 2)).isFalse();
            assertThat(fixture.begin().load("one", 1)).isFalse();
            assertThat(fixture.seen()).isEqualTo("two");
            assertThat(fixture.begin().load("three", 3)).isTrue();
            assertThat(fixture.seen()).isEqualTo("three");
        }
    }

    @Test
    void putFromLoad_withoutVersions_keepsWhatIsThere() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            fixture.cache("first", null);

            assertThat(fixture.begin().load("second", null)).isFalse();
            assertThat(fixture.seen()).isEqualTo("first");
        }
    }

    /** A reader between two overlapping writers has a version newer than the lock's, and yet an old one. */
    @Test
    void putFromLoad_versionBetweenTwoWriters_isRefused() {
        try (AccessFixture fixture = new AccessFixture(type, Kind.ENTITY, true)) {
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

    @Test
    void afterInsert_keyUnknown_caches() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            Session writer = fixture.begin();

            assertThat(writer.insert("inserted")).isFalse();
            assertThat(fixture.seen()).isNull();
            assertThat(writer.afterInsert("inserted")).isTrue();
            assertThat(fixture.seen()).isEqualTo("inserted");
        }
    }

    @Test
    void afterInsert_changedByAnotherSinceTheCommit_putsNothing() {
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
    void lock_regionIsFull_staysWhileStateIsEvicted() {
        KeyspaceConfig<Object, CachedState> small = KeyspaceConfig.<Object, CachedState>builder()
                .capacity(Capacity.entries(4))
                .build();
        try (AccessFixture fixture = new AccessFixture(type, Kind.ENTITY, false, small)) {
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
    void afterUpdate_regionIsFullAndRefuses_unlocksWithoutState() {
        KeyspaceConfig<Object, CachedState> full = KeyspaceConfig.<Object, CachedState>builder()
                .capacity(Capacity.entries(1))
                .policy(KeyspaceConfig.NO_EVICTION)
                .build();
        try (AccessFixture fixture = new AccessFixture(type, Kind.ENTITY, false, full)) {
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
    void lock_largerThanAnyEntryMayBe_keepsNothingOutThatCouldComeIn() {
        KeyspaceConfig<Object, CachedState> tiny =
                KeyspaceConfig.<Object, CachedState>builder().maxEntryBytes(1).build();
        try (AccessFixture fixture = new AccessFixture(type, Kind.ENTITY, false, tiny)) {
            Session writer = fixture.begin();
            SoftLock lock = writer.update("new");

            assertThat(fixture.begin().load("old", null)).isFalse();
            assertThat(writer.afterUpdate("new", 2, lock)).isFalse();
        }
    }

    @Test
    void afterUpdate_regionHasALifetime_beginsItAnew() {
        KeyspaceConfig<Object, CachedState> expiring = KeyspaceConfig.<Object, CachedState>builder()
                .lifetime(Lifetime.afterCreate(Duration.ofSeconds(10)))
                .build();
        try (AccessFixture fixture = new AccessFixture(type, Kind.ENTITY, false, expiring)) {
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
