package dev.larder.hibernate.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.hibernate.access.AccessFixture.Kind;
import dev.larder.hibernate.access.AccessFixture.Session;
import org.hibernate.cache.spi.access.AccessType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReadOnlyAccessTest extends LateLoadContract {
    ReadOnlyAccessTest() {
        super(AccessType.READ_ONLY);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"ENTITY", "NATURAL_ID"})
    void update_always_isRefusedWithAdvice(Kind kind) {
        try (AccessFixture fixture = fixture(kind)) {
            Session writer = fixture.begin();

            assertThatThrownBy(() -> writer.update("new"))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageStartingWith("Can't update read-only object")
                    .hasMessageContaining("Cache it as READ_WRITE");
            assertThatThrownBy(() -> writer.afterUpdate("new", null, null))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageStartingWith("Can't write to a read-only object");
        }
    }

    @Test
    void afterInsert_keyUnknown_cachesAfterTheCommitOnly() {
        try (AccessFixture fixture = fixture(Kind.ENTITY)) {
            Session writer = fixture.begin();

            assertThat(writer.insert("inserted")).isFalse();
            assertThat(fixture.seen()).isNull();
            assertThat(writer.afterInsert("inserted")).isTrue();
            assertThat(fixture.seen()).isEqualTo("inserted");
        }
    }
}
