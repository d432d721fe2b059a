package dev.larder.core.codec;

import dev.larder.store.CodecConfig;
import dev.larder.store.CodecException;
import dev.larder.store.spi.AllowedClasses;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.ByteSource;
import dev.larder.store.spi.Codec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.FilterInfo;
import java.io.ObjectInputFilter.Status;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * JDK serialization of classes that are allowed: those of the settings and {@link SerializableJdkClasses}. A class that is
 * not allowed is refused by its name before it is loaded, and already when it is written.
 *
 * <p>A stream may not ask for more than its length justifies: the lengths of all its arrays together and the number of
 * objects are bounded by the number of its bytes, and the depth is bounded. Proxies are refused.
 *
 * <p>Keys can't be written: what is the same object twice is written once, so that equal keys become different bytes.
 *
 * <p><b>Threads:</b> any.
 */
final class JavaCodec implements Codec {
    private static final int ID = 2;
    private static final int VERSION = 1;
    private static final String NAME = "java";
    private static final int MOST_DEPTH = 1_000;

    /** An element takes a byte; the largest table of a map has eight places for an entry, which takes six bytes. */
    private static final int MOST_ELEMENTS_PER_BYTE = 2;

    private static final int LEAST_ELEMENTS = 1_024;

    private final AllowedClasses allowed;
    private final ClassLoader classLoader;

    JavaCodec(CodecConfig config, ClassLoader classLoader) {
        this.allowed = new AllowedClasses(config);
        this.classLoader = classLoader;
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int formatVersion() {
        return VERSION;
    }

    /** A class of the JDK may have another stand for it in the stream, so it is only when it is written that it shows. */
    @Override
    public boolean canEncode(Class<?> type) {
        return Serializable.class.isAssignableFrom(type)
                && (type.getClassLoader() == null || allows(type.getName()) || allowed.allows(type));
    }

    @Override
    public void encode(Object value, ByteSink target) {
        try (Writer out = new Writer(new SinkStream(target))) {
            out.writeObject(value);
            out.requireNoFailureWithin();
        } catch (NotSerializableException notSerializable) {
            throw new CodecException(
                    String.format(
                            Locale.ROOT,
                            "The codec 'java' can't write a value of %s: %s is not Serializable. Make it so, or choose"
                                    + " another codec.",
                            value.getClass().getName(),
                            notSerializable.getMessage()),
                    notSerializable);
        } catch (IOException failed) {
            throw new CodecException(
                    String.format(
                            Locale.ROOT,
                            "The codec 'java' can't write a value of %s: %s. Mend what is named here, or choose another"
                                    + " codec.",
                            value.getClass().getName(),
                            failed),
                    failed);
        }
    }

    @Override
    public Object decode(int formatVersion, byte[] source, int offset, int length) {
        try (ObjectInputStream in = new Reader(new ByteArrayInputStream(source, offset, length))) {
            in.setObjectInputFilter(new Limits(length));
            Object value = in.readObject();
            if (value == null) {
                throw new ByteSource(source, offset, length).damaged("null, which is never stored");
            }
            return value;
        } catch (ClassNotFoundException gone) {
            throw new CodecException(
                    String.format(
                            Locale.ROOT,
                            "The class %s, of which a value was written, is gone. Put it back, or remove the entry.",
                            gone.getMessage()),
                    gone);
        } catch (IOException failed) {
            throw new CodecException(
                    String.format(
                            Locale.ROOT,
                            "The codec 'java' can't read these %d bytes: %s. They are damaged, or the class has changed in"
                                    + " a way JDK serialization can't follow (docs/codecs.md); remove or write the entry"
                                    + " anew.",
                            length,
                            failed),
                    failed);
        }
    }

    /** Whether a class, or the elements of an array class, may be written and read. */
    private boolean allows(String className) {
        int dimensions = className.lastIndexOf('[') + 1;
        if (dimensions == 0) {
            return SerializableJdkClasses.NAMES.contains(className) || allowed.allows(className);
        }
        return className.charAt(dimensions) != 'L'
                || allows(className.substring(dimensions + 1, className.length() - 1));
    }

    private void requireAllowed(String className) {
        if (!allows(className)) {
            throw AllowedClasses.refusal(className, NAME);
        }
    }

    /** Writes no class that could not be read again. */
    private final class Writer extends ObjectOutputStream {
        private @Nullable Class<?> failure;

        Writer(OutputStream out) throws IOException {
            super(out);
        }

        /** The class of a failure is written after what failed, and must not hide it by being refused. */
        @Override
        protected void annotateClass(Class<?> type) {
            if (failure == null && IOException.class.isAssignableFrom(type) && !allows(type.getName())) {
                failure = type;
            }
            if (failure == null) {
                requireAllowed(type.getName());
            }
        }

        /** Refuses failures that are part of a value, if they are not allowed. */
        void requireNoFailureWithin() {
            if (failure != null) {
                requireAllowed(failure.getName());
            }
        }

        @Override
        protected void annotateProxyClass(Class<?> proxy) throws IOException {
            throw new InvalidClassException(proxy.getName(), "proxies are not allowed");
        }
    }

    /** Looks at names before classes. */
    private final class Reader extends ObjectInputStream {
        Reader(InputStream in) throws IOException {
            super(in);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass descriptor) throws ClassNotFoundException {
            String className = descriptor.getName();
            requireAllowed(className);
            return Class.forName(className, false, classLoader);
        }

        @Override
        protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
            throw new InvalidClassException("proxies are not allowed");
        }
    }

    /**
     * Sees also what readResolve returns, and what the JVM-wide filter of the application forbids. Arrays within arrays are
     * made before any of them is filled, so it is their sum that counts. For one stream.
     */
    private static final class Limits implements ObjectInputFilter {
        private final long mostReferences;
        private long elementsLeft;

        Limits(int streamBytes) {
            mostReferences = streamBytes;
            elementsLeft = LEAST_ELEMENTS + (long) MOST_ELEMENTS_PER_BYTE * streamBytes;
        }

        @Override
        public Status checkInput(FilterInfo info) {
            ObjectInputFilter ofJvm = ObjectInputFilter.Config.getSerialFilter();
            elementsLeft -= Math.max(0, info.arrayLength());
            return elementsLeft < 0
                            || info.references() > mostReferences
                            || info.depth() > MOST_DEPTH
                            || (ofJvm != null && ofJvm.checkInput(info) == Status.REJECTED)
                    ? Status.REJECTED
                    : Status.UNDECIDED;
        }
    }

    /** Appends to a sink; closing it has no effect. */
    private static final class SinkStream extends OutputStream {
        private final ByteSink target;

        SinkStream(ByteSink target) {
            this.target = target;
        }

        @Override
        public void write(int value) {
            target.putByte(value);
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            target.putBytes(source, offset, length);
        }
    }
}
