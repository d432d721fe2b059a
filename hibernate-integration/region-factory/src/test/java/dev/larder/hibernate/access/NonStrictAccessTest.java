package dev.larder.hibernate.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.hibernate.access.AccessFixture.Kind;
import dev.larder.hibernate.access.AccessFixture.Session;
import org.hibernate.cache.spi.access.AccessType;
import org.hibernate.cache.spi.access.SoftLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NonStrictAccessTest extends LateLoadContract {
    NonStrictAccessTest() {
        super(AccessType.NONSTRICT_READ_WRITE);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void update_keyIsCached_evictsAtFlushAndAfterTheTransaction(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            fixture.cache("old", null);
            Session writer = fixture.begin();
            SoftLock lock = writer.update("new");
            assertThat(fixture.seen()).isNull();
            assertThat(fixture.begin().load("old", null))
                    .as("between flush and commit")
                    .isTrue();
            writer.afterUpdate("new", 2, lock);

            assertThat(lock).isNull();
            assertThat(fixture.seen()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void insert_always_cachesNothing(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            Session writer = fixture.begin();

            assertThat(writer.insert("inserted")).isFalse();
            assertThat(writer.afterInsert("inserted")).isFalse();
            assertThat(fixture.seen()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void get_ofTheSessionThatChangesTheKey_missesWhatOthersPut(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            Session writer = fixture.begin();
            writer.update("new");
            fixture.cache("old", null);

            assertThat(fixture.seen()).isEqualTo("old");
            assertThat(writer.get()).isNull();
        }
    }

    @Test
    void putFromLoad_bySessionBegunLater_replaces() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            Session earlier = fixture.begin();
            Session later = fixture.begin();

            assertThat(later.load("later", null)).isTrue();
            assertThat(earlier.load("earlier", null)).isFalse();
            assertThat(fixture.begin().load("latest", null)).isTrue();
            assertThat(fixture.seen()).isEqualTo("latest");
        }
    }

    @Test
    void putFromLoad_minimalPut_keepsWhatIsThere() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            fixture.cache("first", null);

            assertThat(fixture.access().putFromLoad(fixture.begin().itself(), AccessFixture.KEY, "second", null, true))
                    .isFalse();
            assertThat(fixture.seen()).isEqualTo("first");
        }
    }
}
