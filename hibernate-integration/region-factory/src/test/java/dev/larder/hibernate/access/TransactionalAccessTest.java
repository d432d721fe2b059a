package dev.larder.hibernate.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.hibernate.access.AccessFixture.Kind;
import dev.larder.hibernate.access.AccessFixture.Session;
import org.hibernate.cache.spi.access.AccessType;
import org.hibernate.cache.spi.access.SoftLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransactionalAccessTest extends LockingContract {
    TransactionalAccessTest() {
        super(AccessType.TRANSACTIONAL);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void get_ofTheSessionThatChangesTheKey_findsItsOwnState(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            fixture.cache("old", null);
            Session writer = fixture.begin();
            writer.update("new");

            assertThat(writer.get()).isEqualTo(fixture.cachesUpdates() ? "new" : null);
            assertThat(fixture.seen()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void get_ofTheSessionThatRemovedTheKey_misses(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            fixture.cache("old", null);
            Session writer = fixture.begin();
            writer.remove();

            assertThat(writer.get()).isNull();
        }
    }

    @Test
    void get_ofTheInsertingSession_findsItsOwnState() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            Session writer = fixture.begin();
            writer.insert("inserted");

            assertThat(writer.get()).isEqualTo("inserted");
            assertThat(fixture.seen()).isNull();
        }
    }

    @Test
    void end_rolledBack_forgetsWhatTheSessionWrote() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            Session writer = fixture.begin();
            writer.insert("inserted");
            writer.end(false);

            assertThat(writer.get()).isNull();
            assertThat(fixture.seen()).isNull();
        }
    }

    @Test
    void unlock_rolledBack_forgetsWhatTheSessionWrote() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            Session writer = fixture.begin();
            SoftLock lock = writer.update("new");
            writer.unlock(lock);

            assertThat(writer.get()).isNull();
            assertThat(fixture.seen()).isNull();
        }
    }

    @Test
    void bulkUpdate_bySessionThatWroteBefore_hidesWhatItWrote() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            Session writer = fixture.begin();
            SoftLock lock = writer.update("before the statement");
            writer.updateInBulk();

            assertThat(writer.get()).isNull();
            writer.afterUpdate("before the statement", 2, lock);
            writer.afterBulkUpdate();
            assertThat(fixture.seen()).isNull();
        }
    }
}
