package dev.larder.copy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.fory.Fory;
import org.apache.fory.context.CopyContext;
import org.jspecify.annotations.Nullable;

/**
 * Copies graphs by Apache Fory's copy, with references tracked so that cycles and shared parts keep their shape.
 *
 * <p>Fory walks the objects in memory. No bytes are read here, so that classes need no registration: what could be
 * named by an attacker's stream can't get in. {@link ForyRules} says what Fory may copy; it refuses the rest.
 *
 * <p><b>Threads:</b> any. A Fory serves one thread at a time, see {@link ForyPool}.
 */
final class ForyGraphCopier implements GraphCopier {
    /** A flat copier is null for a class that has none. */
    private record Flat(Class<?> type, @Nullable FlatCopier copier) {}

    private final ForyPool pool;
    private final Map<Class<?>, Flat> flats = new ConcurrentHashMap<>();
    private @Nullable Flat recentFlat;

    private ForyGraphCopier(ForyPool pool) {
        this.pool = pool;
    }

    /** Starts Fory, which fails here rather than in a copy if the version does not fit. */
    static GraphCopier open(ClassLoader loader) {
        var pool = new ForyPool(() -> new Cell(newFory(loader)));
        pool.release(pool.acquire());
        return new ForyGraphCopier(pool);
    }

    @Override
    public Object copy(Object value) {
        Cell cell = pool.acquire();
        Object copy;
        try {
            copy = cell.copy(value);
        } catch (Exception e) {
            pool.release(cell);
            throw e;
        }
        // After an Error, of which a stack overflow is the likely one, the cell may be damaged and is dropped.
        pool.release(cell);
        return copy;
    }

    @Override
    public @Nullable Object copyFlat(Object value, boolean known) {
        Class<?> type = value.getClass();
        Flat flat = recentFlat; // an immutable object with final fields, so a racing reader sees it whole
        if (flat == null || flat.type != type) {
            flat = findFlat(type);
        }
        return flat.copier == null ? null : flat.copier.copy(value, known);
    }

    private Flat findFlat(Class<?> type) {
        Flat flat = flats.get(type);
        if (flat == null) {
            flat = openFlat(type);
            flats.put(type, flat);
        }
        if (flat.copier != null) {
            recentFlat = flat;
        }
        return flat;
    }

    @SuppressWarnings("unchecked") // a class is treated as that of its instances
    private Flat openFlat(Class<?> type) {
        Cell cell = pool.acquire();
        try {
            return new Flat(type, FlatCopier.of((Class<Object>) type, cell.fory.getTypeResolver()));
        } finally {
            pool.release(cell);
        }
    }

    private static Fory newFory(ClassLoader loader) {
        // Generated code is for Fory's serialization only; copying never runs it.
        Fory fory = Fory.builder()
                .withXlang(false)
                .withRefCopy(true)
                .withCodegen(false)
                .withClassLoader(loader)
                .requireClassRegistration(false)
                .suppressClassRegistrationWarnings(true)
                .withSerializerFactory(ForyRules::serializerFor)
                .build();
        ForyRules.overrideBuiltIns(fory);
        fory.copy("ends the registration of serializers");
        return fory;
    }

    /** One Fory and its table of copied references. */
    static final class Cell {
        private static final int COPIES_PER_CONTEXT = 256;

        private final Fory fory;
        private CopyContext context;
        private int copiesLeft;

        private Cell(Fory fory) {
            this.fory = fory;
            this.context = new CopyContext(fory.getTypeResolver(), true);
            this.copiesLeft = COPIES_PER_CONTEXT;
        }

        /**
         * The table of references never shrinks and is cleared whole after each copy: one huge graph would slow down and
         * fatten every small copy after it. A new table now and then bounds that and costs less than a nanosecond a copy.
         */
        private Object copy(Object value) {
            if (--copiesLeft == 0) {
                context = new CopyContext(fory.getTypeResolver(), true);
                copiesLeft = COPIES_PER_CONTEXT;
            }
            try {
                return context.copyObject(value);
            } finally {
                context.reset();
            }
        }
    }
}
