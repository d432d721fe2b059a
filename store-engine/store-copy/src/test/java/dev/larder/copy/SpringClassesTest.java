package dev.larder.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.cache.support.NullValue;

@SuppressWarnings("UnusedVariable") // read by reflection
class SpringClassesTest {
    private final Copier copier = Copiers.byValue(SpringClassesTest.class.getClassLoader(), AdapterException::new);

    record Isbn(String text) {}

    @Test
    void copy_nullValue_isTheSame() {
        assertThat(copier.copyIn(NullValue.INSTANCE)).isSameAs(NullValue.INSTANCE);
        assertThat(copier.allShared()).isTrue();
        assertThat(copier.copyIn(new ArrayList<>(List.of(NullValue.INSTANCE))).get(0))
                .isSameAs(NullValue.INSTANCE);
    }

    @Test
    void copy_keyOfImmutables_isTheSame() {
        for (SimpleKey key : List.of(
                SimpleKey.EMPTY,
                new SimpleKey("a", 1),
                new SimpleKey(new Isbn("not Serializable"), null),
                new SimpleKey("nested", new SimpleKey(1, 2)))) {
            assertThat(copier.copyIn(key)).isSameAs(key);
            assertThat(copier.copyOut(key)).isSameAs(key);
            assertThat(copier.copy(key)).isSameAs(key);
        }
        assertThat(copier.allShared()).isTrue();
    }

    @Test
    void copy_keyOfImmutablesAfterAMutableOne_isStillTheSame() {
        copier.copyIn(new SimpleKey("a", new ArrayList<>()));
        SimpleKey key = new SimpleKey("a", 1);

        assertThat(copier.allShared()).isFalse();
        assertThat(copier.copyIn(key)).isSameAs(key);
        assertThat(copier.copyOut(key)).isSameAs(key);
    }

    @Test
    void copy_keyOfAMutable_isApart() {
        List<String> parameter = new ArrayList<>(List.of("a"));
        SimpleKey key = new SimpleKey(1, new SimpleKey(parameter));

        SimpleKey copy = copier.copyIn(key);
        parameter.add("b");

        assertThat(copy).isNotSameAs(key).isEqualTo(new SimpleKey(1, new SimpleKey(List.of("a"))));
        assertThat(copy).hasSameHashCodeAs(new SimpleKey(1, new SimpleKey(List.of("a"))));
        assertThat(copier.copyOut(copy)).isEqualTo(copy).isNotSameAs(copy);
        assertThat(copier.copy(copy)).isEqualTo(copy).isNotSameAs(copy);
    }

    @Test
    void copy_keyInsideAValue_isEqual() {
        Map<SimpleKey, List<String>> value =
                new HashMap<>(Map.of(new SimpleKey("a", 1), new ArrayList<>(List.of("b"))));

        Map<SimpleKey, List<String>> copy = copier.copyIn(value);

        assertThat(copy).isEqualTo(value).isNotSameAs(value);
    }

    @Test
    void copy_keyOfAMutableThatNothingCanCopy_namesIt() {
        assertThatThrownBy(() -> copier.copyIn(new SimpleKey(1, new Samples.HoldsThread())))
                .isInstanceOf(AdapterException.class)
                .hasMessageContaining("Samples$HoldsThread");
    }

    static class OtherField {
        private final Object[] arguments = {};
    }

    static class OtherType {
        private final List<Object> params = List.of();
    }

    static class OneFieldMore {
        private final Object[] params = {};
        private final List<Object> more = List.of();
    }

    static class Expected {
        private final Object[] params = {};
        private transient int hashCode;
    }

    @Test
    void parametersOf_classOfAnotherVersion_areUnknown() {
        assertThat(SpringClasses.parametersOf(Expected.class)).isPresent();
        assertThat(SpringClasses.parametersOf(OtherField.class)).isEmpty();
        assertThat(SpringClasses.parametersOf(OtherType.class)).isEmpty();
        assertThat(SpringClasses.parametersOf(OneFieldMore.class)).isEmpty();
    }
}
