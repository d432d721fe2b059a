package dev.larder.core.weight;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That Larder in an application which is unloaded leaves nothing on the classes that stay. */
class SizeRulesTest {
    private record Point(int x, int y) {}

    @Test
    @Timeout(60)
    void weigh_valuesOfTheJdk_doesNotKeepLardersLoader() throws Exception {
        Object value = List.of(new ArrayList<>(List.of(1)), Map.of("a", new int[0]), new Integer[] {1}, LocalDate.MIN);
        assertIsCollected(weighByALarderOfItsOwn(value, new HashMap<>()));
    }

    @Test
    @Timeout(60)
    void weigh_valuesOfAStrangersClass_keepsNeitherLoader() throws Exception {
        try (URLClassLoader stranger = loader()) {
            Object value = pointOf(stranger);
            assertIsCollected(weighByALarderOfItsOwn("key", value));
            assertThat(value.getClass().getClassLoader()).isSameAs(stranger);
        }
        assertIsCollected(weighedValueOfAStranger());
    }

    @Test
    void weigh_aClassManyTimes_hasOneRule() {
        assertThat(SizeRules.of(new Point(1, 2))).isSameAs(SizeRules.of(new Point(3, 4)));
        assertThat(SizeRules.of(1)).isSameAs(SizeRules.of(2));
    }

    /** For a class of the same name in another loader. */
    static Object point() {
        return new Point(1, 2);
    }

    private static WeakReference<ClassLoader> weighByALarderOfItsOwn(Object key, Object value) throws Exception {
        try (URLClassLoader loader = loader()) {
            Class<?> sizes = loader.loadClass(ObjectSizes.class.getName());
            Object bytes = sizes.getMethod("weigh", Object.class, Object.class).invoke(null, key, value);
            assertThat((int) bytes).isGreaterThan(16);
            return new WeakReference<>(loader);
        }
    }

    private static WeakReference<ClassLoader> weighedValueOfAStranger() throws Exception {
        try (URLClassLoader stranger = loader()) {
            assertThat(ObjectSizes.sizeOf(pointOf(stranger))).isGreaterThan(8);
            return new WeakReference<>(stranger);
        }
    }

    private static Object pointOf(ClassLoader loader) throws Exception {
        Method point = loader.loadClass(SizeRulesTest.class.getName()).getDeclaredMethod("point");
        point.setAccessible(true);
        return point.invoke(null);
    }

    private static URLClassLoader loader() {
        List<URL> urls = new ArrayList<>();
        for (Class<?> type : List.of(ObjectSizes.class, SizeRulesTest.class)) {
            urls.add(type.getProtectionDomain().getCodeSource().getLocation());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static void assertIsCollected(WeakReference<?> reference) {
        for (int i = 0; i < 20 && !reference.refersTo(null); i++) {
            System.gc();
        }
        assertThat(reference.refersTo(null)).isTrue();
    }
}
