package dev.larder.core.codec;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.CodecException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyRulesTest {
    private final KeyRules rules = new KeyRules();

    @Test
    void check_keysWhoseEqualsAreWrittenAlike_areTaken() {
        for (Object key : List.of("a", 1L, UUID.randomUUID(), new Plain("a", new Object[] {1}), Optional.of(1))) {
            assertThatCode(() -> rules.check(key)).doesNotThrowAnyException();
        }
    }

    @Test
    void check_keysThatMayBeEqualAndDifferent_areRefused() {
        for (Object key : List.of(
                new byte[1],
                List.of(1),
                Map.of(),
                URI.create("a:b"),
                Optional.of(URI.create("a:b")),
                new Holder(List.of()),
                new Derived(),
                new Nested(new Holder[0]))) {
            assertThatThrownBy(() -> rules.check(key))
                    .as("%s", key)
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("can't be stored")
                    .hasMessageContaining("Use a String or a record of simple parts");
        }
    }

    /** Arrays in a key may be compared by its own equals. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Plain(String name, Object[] parameters) {}

    private record Holder(List<String> parts) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Nested(Holder[] holders) {}

    private static class Base {
        @SuppressWarnings("unused") // looked at by reflection
        private final Map<String, String> map = Map.of();
    }

    private static final class Derived extends Base {}
}
