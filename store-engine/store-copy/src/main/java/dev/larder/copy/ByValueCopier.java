package dev.larder.copy;

import java.io.ObjectInputFilter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Shares immutable values and copies the others in the cheapest way that is right for their class.
 *
 * <p><b>Threads:</b> any, without locks. {@link #first} and {@link #second} are caches of immutable objects with final
 * fields, so a racing reader sees null or a whole decision, never half of one.
 *
 * <p><b>Why {@link #onlyShared} may be a plain field:</b> {@link #copyIn} clears it before it returns the first value
 * that is not shared, so in the writer's thread the clearing comes before the value is published to the table. Who reads
 * that value from the table synchronizes with that publication and thus sees the cleared flag. A reader that still sees
 * the flag set holds a value that was published earlier, and all of those are immutable. Nothing ever sets the flag
 * again.
 *
 * <p>{@link #onlyFlat} may be plain for the same reason. It says that every value of {@link Route#GRAPH} that came in
 * was copied as a flat object, see {@link FlatParts}: the elements of its collections were all looked at then and found
 * immutable. Nobody else holds what is in the table, so they still are, and {@link #copyOut} need not look at each of
 * them again. Most of them are not in the processor's caches, and looking takes as long as the rest of the copy.
 */
final class ByValueCopier implements Copier {
    private record Decision(Class<?> type, Route route) {}

    private final SerializationCopier serializer;
    private final ClassLoader loader;
    private final Owner owner;
    private boolean onlyShared = true;
    private boolean onlyFlat = true;
    private @Nullable Decision first;
    private @Nullable Decision second;
    private volatile @Nullable GraphCopier graphCopier;

    ByValueCopier(ClassLoader loader, @Nullable ObjectInputFilter restriction, Owner owner) {
        this.loader = loader;
        this.owner = owner;
        this.serializer = new SerializationCopier(restriction, owner);
    }

    @Override
    public <T extends @Nullable Object> T copy(T value) {
        return value == null ? value : copy(value, route(value.getClass()), false);
    }

    @Override
    @SuppressWarnings("unchecked") // a copy has the class of its original
    public <T extends @Nullable Object> T copyIn(T value) {
        if (value == null) {
            return value;
        }
        Route route = route(value.getClass());
        if (route == Route.SHARE || (route == Route.SIMPLE_KEY && SpringClasses.isShareable(value))) {
            return value;
        }
        if (onlyShared) {
            onlyShared = false;
        }
        if (route == Route.CLONE) {
            return (T) clone(value);
        }
        Object flat = route == Route.GRAPH ? copyFlat(value, false) : null;
        if (flat != null) {
            return (T) flat;
        }
        if (onlyFlat) {
            onlyFlat = false; // also for SERIALIZE: readResolve may return an object of any class
        }
        return (T) (route == Route.GRAPH ? copyGraph(value) : serializer.copy(value, null));
    }

    @Override
    public <T extends @Nullable Object> T copyOut(T value) {
        return onlyShared || value == null ? value : copy(value, route(value.getClass()), onlyFlat);
    }

    @Override
    public boolean allShared() {
        return onlyShared;
    }

    @Override
    public boolean isShared(Class<?> type) {
        return Route.of(type) == Route.SHARE;
    }

    @Override
    public void close() {
        graphCopier = null;
        first = null;
        second = null;
    }

    /** Most caches hold values of one or two classes; those answer from a field, others from the class itself. */
    private Route route(Class<?> type) {
        Decision decision = first;
        if (decision != null && decision.type == type) {
            return decision.route;
        }
        Decision other = second;
        if (other != null && other.type == type) {
            return other.route;
        }
        Route route = Route.of(type);
        if (decision == null) {
            first = new Decision(type, route);
        } else if (other == null) {
            second = new Decision(type, route);
        }
        return route;
    }

    @SuppressWarnings("unchecked") // a copy has the class of its original
    private <T> T copy(T value, Route route, boolean knownFlat) {
        return switch (route) {
            case SHARE -> value;
            case SIMPLE_KEY -> SpringClasses.isShareable(value) ? value : (T) serializer.copy(value, null);
            case CLONE -> (T) clone(value);
            case GRAPH -> {
                Object flat = copyFlat(value, knownFlat);
                yield (T) (flat != null ? flat : copyGraph(value));
            }
            case SERIALIZE -> (T) serializer.copy(value, null);
        };
    }

    /** Copies what goes by {@link Route#CLONE}. */
    static Object clone(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        } else if (value instanceof Object[] objects) {
            return objects.clone();
        } else if (value instanceof long[] longs) {
            return longs.clone();
        } else if (value instanceof int[] ints) {
            return ints.clone();
        } else if (value instanceof double[] doubles) {
            return doubles.clone();
        } else if (value instanceof char[] chars) {
            return chars.clone();
        } else if (value instanceof float[] floats) {
            return floats.clone();
        } else if (value instanceof short[] shorts) {
            return shorts.clone();
        } else if (value instanceof boolean[] booleans) {
            return booleans.clone();
        }
        return JdkClasses.deepClone(value);
    }

    private @Nullable Object copyFlat(Object value, boolean known) {
        try {
            return graphCopier().copyFlat(value, known);
        } catch (Exception | StackOverflowError e) {
            return null; // a constructor or hashCode of the application; copyGraph meets it again and deals with it
        }
    }

    private Object copyGraph(Object value) {
        try {
            return graphCopier().copy(value);
        } catch (StackOverflowError e) {
            throw tooDeep(value, owner, e);
        } catch (Exception e) {
            // Refused, or Fory could not after all. Fory lets checked exceptions escape undeclared, so all are caught.
            return serializer.copy(value, e);
        }
    }

    private GraphCopier graphCopier() {
        GraphCopier copier = graphCopier;
        return copier == null ? openGraphCopier() : copier;
    }

    /** Fory costs 200 ms of start; a cache of immutable values never gets here. Two threads may both; one is dropped. */
    private GraphCopier openGraphCopier() {
        GraphCopier opened = GraphCopiers.open(loader);
        graphCopier = opened;
        return opened;
    }

    static RuntimeException tooDeep(Object value, Owner owner, StackOverflowError cause) {
        return owner.failure()
                .toException(
                        String.format(
                                Locale.ROOT,
                                "Cannot copy a value of %s for %s: its objects are linked more deeply than the stack of thread '%s'"
                                        + " holds. Keep them in a collection instead of a chain, run with a larger -Xss, or"
                                        + " store by reference",
                                value.getClass().getName(),
                                owner.name(),
                                Thread.currentThread().getName()),
                        cause);
    }
}
