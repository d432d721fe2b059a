package dev.larder.codecs;

import dev.larder.store.CodecConfig;
import dev.larder.store.CodecException;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.ByteSource;
import dev.larder.store.spi.LendingPool;
import org.apache.fory.Fory;
import org.apache.fory.exception.ForyException;
import org.apache.fory.memory.MemoryBuffer;
import org.apache.fory.resolver.SharedRegistry;
import org.jspecify.annotations.Nullable;

/**
 * One way to set up Fory, and the Forys that are set up so. Writes into the sink's own array as long as there is room.
 *
 * <p>Those that write never read, nor know what others read. A Fory that has read an enum tells more of its class when it
 * writes one, so that an enum that is a key would have other bytes, and not be found.
 *
 * <p>A Fory that threw an exception is used again: it resets itself, and {@code HostileBytesTest} sees nothing left in it. To
 * make another one, which takes milliseconds, for each value of a class that is gone would keep a cache from starting for
 * minutes. After an Error, which may have come in the midst of that, it is dropped.
 *
 * <p><b>Threads:</b> any; a Fory is lent to one thread at a time.
 */
final class ForyFormat {
    /** Objects within objects that are read. Fory does not count when it writes, but for so many there is no stack anyway. */
    private static final int MOST_DEPTH = 10_000;

    /** Versions of a class that are read in one process; Fory's own limit of ten is for peers, not for years. */
    private static final int MOST_VERSIONS_OF_A_CLASS = 1_000;

    private static final int MOST_FIELDS = 4_096;
    private static final int MOST_BYTES_OF_FIELD_NAMES = 1 << 18;

    /** Elements that take no byte each, as of a list of a thousand times null. */
    private static final int MOST_ELEMENTS_WITHOUT_BYTES = 1 << 20;

    private static final byte[] NOTHING = {};

    private final CodecConfig config;
    private final ClassLoader classLoader;
    private final boolean tracksReferences;
    private final LendingPool<Cell> writing = newPool();
    private final LendingPool<Cell> reading = newPool();

    ForyFormat(CodecConfig config, ClassLoader classLoader, boolean tracksReferences) {
        this.config = config;
        this.classLoader = classLoader;
        this.tracksReferences = tracksReferences;
    }

    private LendingPool<Cell> newPool() {
        SharedRegistry shared = new SharedRegistry();
        return new LendingPool<>(() -> newCell(shared));
    }

    void encode(Object value, ByteSink target) {
        Cell cell = writing.acquire();
        try {
            cell.encode(value, target);
        } catch (ForyException | CodecException failed) {
            throw explained(
                    failed,
                    writing,
                    cell,
                    "The codec 'fory' can't write a value of "
                            + value.getClass().getName(),
                    "Choose another codec for it, or mend what is named here");
        }
        writing.release(cell);
    }

    Object decode(byte[] source, int offset, int length) {
        Cell cell = reading.acquire();
        Object value;
        try {
            value = cell.decode(source, offset, length);
        } catch (ForyException | CodecException | LinkageError failed) {
            throw explained(
                    failed,
                    reading,
                    cell,
                    "The codec 'fory' can't read these " + length + " bytes",
                    "They are damaged, or a class they were written from is gone or has changed in a way the codec can't"
                            + " follow (docs/codecs.md); remove or write the entry anew");
        }
        reading.release(cell);
        if (value == null) {
            throw new ByteSource(source, offset, length).damaged("null, which is never stored");
        }
        return value;
    }

    /**
     * Fory wraps what went wrong, and also what our check of a class threw. That there is no memory says nothing of the
     * bytes, which another time may be read.
     */
    private static CodecException explained(
            Throwable failed, LendingPool<Cell> pool, Cell cell, String problem, String remedy) {
        Throwable root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof OutOfMemoryError noMemory) {
            throw noMemory;
        }
        if (root instanceof Exception) {
            pool.release(cell);
        }
        return root instanceof CodecException refusal
                ? refusal
                : new CodecException(problem + ": " + root + ". " + remedy + ".", failed);
    }

    /** Enums by name: constants may be added between others. A class that is gone is an error, not an object of another. */
    private Cell newCell(SharedRegistry shared) {
        Fory fory = Fory.builder()
                .withXlang(false)
                .withCompatible(true)
                .withRefTracking(tracksReferences)
                .ignoreStringRef(true)
                .ignoreTimeRef(true)
                .serializeEnumByName(true)
                .withDeserializeUnknownClass(false)
                .withClassLoader(classLoader)
                .withSharedRegistry(shared)
                .requireClassRegistration(false)
                .suppressClassRegistrationWarnings(true)
                .withTypeChecker(new ForyTypes(config))
                .withMaxDepth(MOST_DEPTH)
                .withMaxSchemaVersionsPerType(MOST_VERSIONS_OF_A_CLASS)
                .withMaxTypeFields(MOST_FIELDS)
                .withMaxTypeMetaBytes(MOST_BYTES_OF_FIELD_NAMES)
                .withMaxUnbackedContainerItems(MOST_ELEMENTS_WITHOUT_BYTES)
                .withMaxGraphMemoryBytes(Runtime.getRuntime().maxMemory() / 2)
                .build();
        ForyTypes.register(fory, config.types());
        return new Cell(fory);
    }

    /** A Fory and the window through which it sees arrays. */
    private static final class Cell {
        private static final int LEAST_ROOM_BYTES = 256;
        private static final int MOST_ROOM_BYTES = 1 << 16;

        private final Fory fory;
        private final MemoryBuffer window = MemoryBuffer.fromByteArray(NOTHING);
        private int roomBytes = LEAST_ROOM_BYTES;

        Cell(Fory fory) {
            this.fory = fory;
        }

        void encode(Object value, ByteSink target) {
            byte[] bytes = target.reserve(roomBytes);
            int begin = target.length();
            window.initHeapBuffer(bytes, begin, bytes.length - begin);
            window.writerIndex(0);
            try {
                fory.serialize(window, value);
                int length = window.writerIndex();
                byte[] filled = window.getHeapMemory();
                if (filled == bytes) {
                    target.advance(length);
                } else {
                    // There was too little room, so Fory went on in an array of its own; next time there will be more.
                    target.putBytes(filled, 0, length);
                    roomBytes = Math.min(MOST_ROOM_BYTES, Math.max(roomBytes, 2 * length));
                }
            } finally {
                window.initHeapBuffer(NOTHING, 0, 0);
            }
        }

        @Nullable Object decode(byte[] source, int offset, int length) {
            window.initHeapBuffer(source, offset, length);
            window.readerIndex(0);
            try {
                Object value = fory.deserialize(window);
                int left = length - window.readerIndex();
                if (left != 0) {
                    throw new ByteSource(source, offset, length)
                            .damaged(left + " more bytes where the value should end");
                }
                return value;
            } finally {
                window.initHeapBuffer(NOTHING, 0, 0);
            }
        }
    }
}
