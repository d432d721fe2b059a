package dev.larder.hibernate.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.hibernate.access.AccessFixture.Kind;
import dev.larder.hibernate.access.AccessFixture.Session;
import org.hibernate.cache.spi.access.AccessType;
import org.junit.jupiter.api.Test;

class ReadWriteAccessTest extends LockingContract {
    ReadWriteAccessTest() {
        super(AccessType.READ_WRITE);
    }

    @Test
    void get_ofTheSessionThatChangesTheKey_misses() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            fixture.cache("old", null);
            Session writer = fixture.begin();
            writer.update("new");

            assertThat(writer.get()).isNull();
        }
    }

    @Test
    void bulkUpdate_beforeItsEnd_othersReadWhatIsCommitted() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            fixture.cache("old", null);
            Session writer = fixture.begin();
            writer.updateInBulk();

            assertThat(fixture.seen()).isEqualTo("old");
            writer.afterBulkUpdate();
            assertThat(fixture.seen()).isNull();
        }
    }
}
