package dev.larder.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.copy.Samples.Box;
import dev.larder.copy.Samples.Node;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter.Status;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.io.Serial;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SerializationCopierTest {
    private static final Owner OWNER = Owner.anyCache(AdapterException::new);

    private final SerializationCopier copier = new SerializationCopier(null, OWNER);

    @Test
    void copy_serializableGraph_isDeepAndKeepsItsShape() {
        var value = new Node(1);
        value.others.add(value);
        value.part = new HashMap<>(Map.of("a", new Box(1), "b", Samples.Plain.ONE));

        var copy = (Node) copier.copy(value, null);

        assertThat(copy).isNotSameAs(value);
        assertThat(copy.others.get(0)).isSameAs(copy);
        assertThat(copy.part).isEqualTo(value.part);
    }

    @Test
    void copy_record_isDeep() {
        var value = new Samples.SerializableOrder(1, new ArrayList<>(List.of(new Box(1))));

        var copy = (Samples.SerializableOrder) copier.copy(value, null);

        assertThat(copy).isEqualTo(value);
        assertThat(copy.boxes().get(0)).isNotSameAs(value.boxes().get(0));
    }

    /** Asks the stream, as tampered bytes would, for a class that the value does not hold. */
    static final class Smuggler implements Serializable {
        private static final long serialVersionUID = 1L;

        @Serial
        private void readObject(ObjectInputStream in) throws IOException {
            ((SerializationCopier.Replayer) in).resolveClass(ObjectStreamClass.lookup(Box.class));
        }
    }

    @Test
    void copy_classThatWasNotWritten_isNotResolved() {
        assertThatThrownBy(() -> copier.copy(new Smuggler(), null))
                .isInstanceOf(AdapterException.class)
                .hasCauseInstanceOf(InvalidClassException.class)
                .hasMessageContaining("not among the classes that were written");
    }

    @Test
    void copy_classThatTheApplicationForbids_fails() {
        var restricted = new SerializationCopier(
                info -> info.serialClass() == Box.class ? Status.REJECTED : Status.UNDECIDED, OWNER);

        assertThat(restricted.copy(new Node(1), null)).isInstanceOf(Node.class);
        assertThatThrownBy(() -> restricted.copy(new ArrayList<>(List.of(new Box(1))), null))
                .isInstanceOf(AdapterException.class)
                .hasMessageContaining("REJECTED");
    }

    @Test
    void copy_notSerializable_saysWhatToDo() {
        assertThatThrownBy(() -> copier.copy(new Samples.Customer(1, "a", List.of()), null))
                .isInstanceOf(AdapterException.class)
                .hasMessage("Cannot copy a value of dev.larder.copy.Samples$Customer for a store-by-value cache:"
                        + " dev.larder.copy.Samples$Customer is neither immutable nor Serializable. Make it"
                        + " Serializable or a record of immutable parts, leave it out of the value (a transient field),"
                        + " or store by reference");
    }

    @Test
    void copy_fasterWayFailedBefore_isReportedToo() {
        var earlier = new IllegalStateException("earlier");

        assertThatThrownBy(() -> copier.copy(new Object(), earlier))
                .hasMessageContaining("Apache Fory failed with java.lang.IllegalStateException: earlier")
                .hasSuppressedException(earlier);
    }

    public interface Greeter {}

    static final class Handler implements java.lang.reflect.InvocationHandler, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
            return null;
        }
    }

    @Test
    void copy_classesOfOtherLoaders_areThoseOfTheValue() throws Exception {
        try (var loader = new Isolated(Set.of(Box.class.getName(), Greeter.class.getName(), Handler.class.getName()))) {
            Class<?> box = loader.loadClass(Box.class.getName());
            var constructor = box.getDeclaredConstructor(int.class);
            constructor.setAccessible(true);
            Object ofOtherLoader = constructor.newInstance(1);
            Class<?> greeter = loader.loadClass(Greeter.class.getName());
            var handlerConstructor = loader.loadClass(Handler.class.getName()).getDeclaredConstructor();
            handlerConstructor.setAccessible(true);
            Object proxy =
                    Proxy.newProxyInstance(loader, new Class<?>[] {greeter}, (java.lang.reflect.InvocationHandler)
                            handlerConstructor.newInstance());

            assertThat(copier.copy(ofOtherLoader, null).getClass()).isSameAs(box);
            assertThat(copier.copy(proxy, null).getClass()).isSameAs(proxy.getClass());
            assertThatThrownBy(() -> copier.copy(new ArrayList<>(List.of(ofOtherLoader, new Box(1))), null))
                    .hasMessageContaining("two classes of this name");
        }
    }

    /** Defines the named classes anew. */
    static final class Isolated extends URLClassLoader {
        private final Set<String> names;

        Isolated(Set<String> names) {
            super(new URL[] {Samples.class.getProtectionDomain().getCodeSource().getLocation()});
            this.names = new HashSet<>(names);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!names.contains(name)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
    }
}
