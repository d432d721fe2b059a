package dev.larder.copy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.FilterInfo;
import java.io.ObjectInputFilter.Status;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies by writing a value with Java serialization and reading it back, for classes where nothing else is right.
 *
 * <p>Only the classes whose descriptors were written a moment before may come back: {@link Replayer} resolves a name to
 * the very {@link Class} object that was written under it and looks names up nowhere else. This closes the only way by
 * which a stream names classes. A filter is set all the same, so that the JVM-wide one and the application's own can
 * forbid more; it sees also what readResolve methods return, which need not have been written.
 *
 * <p><b>Threads:</b> any; holds no state between copies.
 */
final class SerializationCopier {
    private final @Nullable ObjectInputFilter restriction;
    private final Owner owner;

    SerializationCopier(@Nullable ObjectInputFilter restriction, Owner owner) {
        this.restriction = restriction;
        this.owner = owner;
    }

    /**
     * Returns a copy of the value, or fails as its owner wishes if the value can't be serialized or read back.
     *
     * @param earlier why a faster way failed, or null if none was tried
     */
    Object copy(Object value, @Nullable Exception earlier) {
        try {
            var buffer = new ByteArrayOutputStream(512);
            var written = new WrittenClasses();
            try (var out = new Recorder(buffer, written)) {
                out.writeObject(value);
            }
            try (var in = new Replayer(new ByteArrayInputStream(buffer.toByteArray()), written)) {
                in.setObjectInputFilter(filter());
                return in.readObject();
            }
        } catch (StackOverflowError e) {
            throw ByValueCopier.tooDeep(value, owner, e);
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            throw failed(value, e, earlier);
        }
    }

    private ObjectInputFilter filter() {
        ObjectInputFilter ofJvm = ObjectInputFilter.Config.getSerialFilter();
        return info -> rejects(ofJvm, info) || rejects(restriction, info) ? Status.REJECTED : Status.ALLOWED;
    }

    private static boolean rejects(@Nullable ObjectInputFilter filter, FilterInfo info) {
        return filter != null && filter.checkInput(info) == Status.REJECTED;
    }

    private RuntimeException failed(Object value, Exception cause, @Nullable Exception earlier) {
        RuntimeException failure = owner.failure()
                .toException(
                        String.format(
                                Locale.ROOT,
                                "Cannot copy a value of %s for %s: %s%s. %s, or store by reference",
                                value.getClass().getName(),
                                owner.name(),
                                problem(value, cause),
                                earlier == null
                                        ? ""
                                        : ", and "
                                                + (earlier instanceof RefusedException
                                                        ? earlier.getMessage()
                                                        : "Apache Fory failed with " + earlier),
                                cause instanceof NotSerializableException
                                        ? "Make it Serializable or a record of immutable parts, leave it out of the value (a"
                                                + " transient field)"
                                        : "Mend what is named here"),
                        cause);
        if (earlier != null) {
            failure.addSuppressed(earlier);
        }
        return failure;
    }

    private static String problem(Object value, Exception cause) {
        if (!(cause instanceof NotSerializableException)) {
            return "Java serialization failed with " + cause;
        }
        // The message of a NotSerializableException is the name of the class that was met.
        String offender = cause.getMessage();
        String holder = value.getClass().getName().equals(offender) ? "" : ", which it holds,";
        return offender + holder + " is neither immutable nor Serializable";
    }

    /** The classes of one stream, by name. */
    private static final class WrittenClasses {
        private final Map<String, Class<?>> byName = new HashMap<>();
        private final Map<List<String>, Class<?>> proxiesByInterfaces = new HashMap<>();

        void add(Class<?> type) throws InvalidClassException {
            Class<?> known = byName.putIfAbsent(type.getName(), type);
            if (known != null && known != type) {
                throw new InvalidClassException(
                        type.getName(),
                        "the value holds two classes of this name, of class loaders " + known.getClassLoader() + " and "
                                + type.getClassLoader());
            }
        }

        void addProxy(Class<?> proxy) throws InvalidClassException {
            var names = new ArrayList<String>();
            for (Class<?> type : proxy.getInterfaces()) {
                add(type);
                names.add(type.getName());
            }
            add(proxy);
            proxiesByInterfaces.put(names, proxy);
        }

        Class<?> named(String name) throws InvalidClassException {
            Class<?> type = byName.get(name);
            if (type == null) {
                throw new InvalidClassException(name, "not among the classes that were written");
            }
            return type;
        }
    }

    private static final class Recorder extends ObjectOutputStream {
        private final WrittenClasses written;

        Recorder(OutputStream out, WrittenClasses written) throws IOException {
            super(out);
            this.written = written;
        }

        @Override
        protected void annotateClass(Class<?> type) throws IOException {
            written.add(type);
        }

        @Override
        protected void annotateProxyClass(Class<?> proxy) throws IOException {
            written.addProxy(proxy);
        }
    }

    static final class Replayer extends ObjectInputStream {
        private final WrittenClasses written;

        Replayer(ByteArrayInputStream in, WrittenClasses written) throws IOException {
            super(in);
            this.written = written;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass descriptor) throws IOException {
            return written.named(descriptor.getName());
        }

        @Override
        protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
            Class<?> proxy = written.proxiesByInterfaces.get(List.of(interfaces));
            if (proxy == null) {
                throw new InvalidClassException("not among the proxies that were written: " + List.of(interfaces));
            }
            return proxy;
        }
    }
}
