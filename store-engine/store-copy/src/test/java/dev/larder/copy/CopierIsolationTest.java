package dev.larder.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The copier in class loaders of its own: without Fory on the class path, and in an application that ends. */
class CopierIsolationTest {

    @Test
    void copy_withoutFory_usesSerialization() throws Exception {
        try (var loader = new Isolated(entry -> !entry.contains("fory"))) {
            assertThat(run(loader, "copySerializable")).isEqualTo("copied");
            assertThat(run(loader, "copyNotSerializable"))
                    .contains("Cannot copy a value of", "is not there or did not start (org.apache.fory:fory-core)");
        }
    }

    @Test
    void copy_withoutSpring_goesOn() throws Exception {
        try (var loader = new Isolated(entry -> !entry.contains("spring"))) {
            assertThat(run(loader, "copySerializable")).isEqualTo("copied");
        }
    }

    @Test
    void copy_withFory_needsNoSerializable() throws Exception {
        try (var loader = new Isolated(entry -> true)) {
            assertThat(run(loader, "copyNotSerializable")).isEqualTo("copied");
        }
    }

    @Test
    void copy_ofClassesOfALoaderThatIsDropped_letsGoOfThem() throws Exception {
        WeakReference<ClassLoader> dropped = copyInLoaderOfItsOwn();

        assertThat(isCollected(dropped)).isTrue();
    }

    private static WeakReference<ClassLoader> copyInLoaderOfItsOwn() throws Exception {
        // Fory and Larder stay, as shared libraries of a server; the application's classes go.
        try (var loader = new Isolated("CopierIsolationTest$Probe$Value")) {
            Class<?> type = loader.loadClass(Probe.Value.class.getName());
            assertThat(type).isNotSameAs(Probe.Value.class);
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            Object value = constructor.newInstance();
            Copier copier = Copiers.byValue(loader, AdapterException::new);
            assertThat(copier.copyIn(value)).hasSameClassAs(value).isNotSameAs(value);
            assertThat(copier.copyIn(new ArrayList<>(List.of(value)))).hasSize(1);
            copier.close();
            return new WeakReference<>(loader);
        }
    }

    @Test
    void copy_byACopierOfALoaderThatIsDropped_letsGoOfIt() throws Exception {
        WeakReference<ClassLoader> dropped = runInLoaderOfItsOwn();

        assertThat(isCollected(dropped)).isTrue();
    }

    private static WeakReference<ClassLoader> runInLoaderOfItsOwn() throws Exception {
        // Larder without Fory is part of the application here.
        try (var loader = new Isolated(entry -> !entry.contains("fory"))) {
            assertThat(run(loader, "copySerializable")).isEqualTo("copied");
            return new WeakReference<>(loader);
        }
    }

    private static boolean isCollected(WeakReference<?> reference) {
        for (int i = 0; i < 50 && reference.get() != null; i++) {
            System.gc();
        }
        return reference.get() == null;
    }

    private static String run(ClassLoader loader, String method) throws Exception {
        Class<?> probe = loader.loadClass(Probe.class.getName());
        assertThat(probe).isNotSameAs(Probe.class);
        Method run = probe.getDeclaredMethod(method);
        run.setAccessible(true);
        try {
            return (String) run.invoke(null);
        } catch (InvocationTargetException e) {
            return e.getCause().getMessage();
        }
    }

    /** Runs inside the other class loader. */
    static final class Probe {
        private Probe() {}

        static class Value {
            List<String> list = new ArrayList<>(List.of("a"));
        }

        static String copySerializable() {
            var value = new Samples.Node(1);
            value.others.add(value);
            Copier copier = Copiers.byValue(Probe.class.getClassLoader(), AdapterException::new);
            copier.copy("text"); // a class that outlives this loader
            Samples.Node copy = copier.copy(value);
            return copy != value && copy.others.get(0) == copy ? "copied" : "not copied";
        }

        static String copyNotSerializable() {
            var value = new Value();
            Value copy = Copiers.byValue(Probe.class.getClassLoader(), AdapterException::new)
                    .copy(value);
            return copy.list != value.list && copy.list.equals(value.list) ? "copied" : "not copied";
        }
    }

    /** Shares only the JDK and sees the entries it is told to; or shares all but the class it is told to. */
    private static final class Isolated extends URLClassLoader {
        private final String ownSuffix;

        Isolated(Predicate<String> entries) {
            super(urls(entries), ClassLoader.getPlatformClassLoader());
            this.ownSuffix = "";
        }

        Isolated(String ownSuffix) {
            super(urls(entry -> true), CopierIsolationTest.class.getClassLoader());
            this.ownSuffix = ownSuffix;
        }

        private static URL[] urls(Predicate<String> entries) {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entries)
                    .map(entry -> url(Path.of(entry).toUri()))
                    .toArray(URL[]::new);
        }

        private static URL url(URI uri) {
            try {
                return uri.toURL();
            } catch (java.net.MalformedURLException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (ownSuffix.isEmpty() || !name.endsWith(ownSuffix)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
    }
}
