package dev.larder.codecs;

import dev.larder.store.CodecConfig;
import dev.larder.store.CodecException;
import dev.larder.store.spi.AllowedClasses;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/**
 * The text that says what a value is, since its data does not: a class name, and for collections and maps of the JDK the
 * types of what they hold, as in {@code java.util.ArrayList<com.acme.User>}. All elements must be of one type. Names are
 * checked before a class is loaded.
 *
 * <p>Lists, sets and maps of other classes of the JDK, such as those of {@code List.of}, are written as the interface, and
 * are ArrayLists and the like afterwards.
 *
 * <p><b>Threads:</b> any.
 */
final class TypeTexts {
    private static final int MOST_NESTING = 8;
    private static final int MOST_CACHED = 1_000;

    private static final Set<String> COLLECTIONS = Set.of(
            "java.util.ArrayList",
            "java.util.HashSet",
            "java.util.LinkedHashSet",
            "java.util.LinkedList",
            "java.util.List",
            "java.util.Set",
            "java.util.TreeSet");

    private static final Set<String> MAPS =
            Set.of("java.util.HashMap", "java.util.LinkedHashMap", "java.util.Map", "java.util.TreeMap");

    /** Values of the JDK that Jackson writes and restores. */
    private static final Set<String> SCALARS = Set.of(
            "[B",
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Character",
            "java.lang.Double",
            "java.lang.Float",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Short",
            "java.lang.String",
            "java.math.BigDecimal",
            "java.math.BigInteger",
            "java.net.URI",
            "java.time.Duration",
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.LocalTime",
            "java.time.OffsetDateTime",
            "java.time.OffsetTime",
            "java.time.Period",
            "java.time.Year",
            "java.time.YearMonth",
            "java.time.ZonedDateTime",
            "java.util.Date",
            "java.util.UUID");

    private final AllowedClasses allowed;
    private final ClassLoader classLoader;
    private final String codecName;
    private final TypeFactory types;
    private final Map<String, JavaType> resolved = new ConcurrentHashMap<>();

    TypeTexts(CodecConfig config, ClassLoader classLoader, String codecName, TypeFactory types) {
        this.allowed = new AllowedClasses(config);
        this.classLoader = classLoader;
        this.codecName = codecName;
        this.types = types;
    }

    boolean mayBeWritten(Class<?> type) {
        return isOfTheJdk(type)
                ? isContainer(type) || SCALARS.contains(type.getName())
                : allows(type.getName()) || allowed.allows(type);
    }

    /** @throws CodecException if no text could tell what the value is, or a class is not allowed */
    String of(Object value) {
        return of(value, MOST_NESTING);
    }

    private String of(Object value, int nestingLeft) {
        Class<?> type = value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
        if (!isOfTheJdk(type) || !isContainer(type)) {
            requireAllowed(type.getName());
            return type.getName();
        }
        if (nestingLeft == 0) {
            throw refused(type, "its collections are nested deeper than " + MOST_NESTING);
        }
        if ((value instanceof SortedSet<?> set && set.comparator() != null)
                || (value instanceof SortedMap<?, ?> map && map.comparator() != null)) {
            throw refused(type, "its comparator would be lost");
        }
        if (value instanceof Collection<?> collection) {
            return nameOf(type, COLLECTIONS, List.class.isAssignableFrom(type) ? List.class : Set.class)
                    + parameters(typeOfAll(type, collection, nestingLeft));
        }
        Map<?, ?> map = (Map<?, ?>) value;
        String keys = typeOfAll(type, map.keySet(), nestingLeft);
        if (keys != null && keys.indexOf('<') >= 0) {
            throw refused(type, "its keys are collections");
        }
        String values = typeOfAll(type, map.values(), nestingLeft);
        return nameOf(type, MAPS, Map.class) + (keys == null || values == null ? "" : parameters(keys + "," + values));
    }

    private static String nameOf(Class<?> type, Set<String> known, Class<?> otherwise) {
        return known.contains(type.getName()) ? type.getName() : otherwise.getName();
    }

    private static String parameters(@Nullable String parameters) {
        return parameters == null ? "" : "<" + parameters + ">";
    }

    private @Nullable String typeOfAll(Class<?> container, Collection<?> elements, int nestingLeft) {
        String common = null;
        for (Object element : elements) {
            if (element != null) {
                String type = of(element, nestingLeft - 1);
                if (common == null || type.startsWith(common + "<")) {
                    common = type;
                } else if (!type.equals(common) && !common.startsWith(type + "<")) {
                    throw refused(container, "it holds both " + common + " and " + type);
                }
            }
        }
        return common;
    }

    private CodecException refused(Class<?> type, String reason) {
        return new CodecException(String.format(
                Locale.ROOT,
                "The codec '%s' can't write this %s so that it could be restored: %s. Choose the codec 'fory' for it, or"
                        + " make it a class with fields of one type each.",
                codecName,
                type.getName(),
                reason));
    }

    /**
     * The type that a text tells.
     *
     * @throws CodecException if it names a class that is not allowed or gone, or is no such text
     */
    JavaType resolve(String text) {
        JavaType known = resolved.get(text);
        if (known != null) {
            return known;
        }
        Parser parser = new Parser(text);
        JavaType type = parser.type(MOST_NESTING);
        parser.requireEnd();
        if (resolved.size() < MOST_CACHED) {
            resolved.put(text, type);
        }
        return type;
    }

    private void requireAllowed(String className) {
        if (!SCALARS.contains(className) && !allows(className)) {
            throw AllowedClasses.refusal(className, codecName);
        }
    }

    /** Whether it is a class that is allowed, or an array of such. */
    private boolean allows(String className) {
        int dimensions = className.lastIndexOf('[') + 1;
        return dimensions == 0
                ? allowed.allows(className)
                : className.charAt(dimensions) == 'L'
                        && allowed.allows(className.substring(dimensions + 1, className.length() - 1));
    }

    private Class<?> load(String className) {
        try {
            return Class.forName(className, false, classLoader);
        } catch (ClassNotFoundException | LinkageError gone) {
            throw new CodecException(
                    String.format(
                            Locale.ROOT,
                            "The class %s, of which a value was written, is gone. Put it back, or remove the entry.",
                            className),
                    gone);
        }
    }

    static boolean isOfTheJdk(Class<?> type) {
        return type.getClassLoader() == null;
    }

    private static boolean isContainer(Class<?> type) {
        return List.class.isAssignableFrom(type)
                || Set.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type);
    }

    /** {@code name [ '<' type [ ',' type ] '>' ]} */
    private final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        JavaType type(int nestingLeft) {
            String name = name();
            boolean isMap = MAPS.contains(name);
            if (!isMap && !COLLECTIONS.contains(name)) {
                requireAllowed(name);
                return types.constructType(load(name));
            }
            if (nestingLeft == 0) {
                throw damaged();
            }
            JavaType first = types.constructType(Object.class);
            JavaType second = first;
            if (at < text.length() && text.charAt(at) == '<') {
                at++;
                first = type(nestingLeft - 1);
                if (isMap) {
                    skip(',');
                    second = type(nestingLeft - 1);
                }
                skip('>');
            }
            Class<?> container = load(name);
            return isMap
                    ? types.constructMapType(container.asSubclass(Map.class), first, second)
                    : types.constructCollectionType(container.asSubclass(Collection.class), first);
        }

        private String name() {
            int begin = at;
            while (at < text.length() && "<,>".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(begin, at);
        }

        private void skip(char expected) {
            if (at >= text.length() || text.charAt(at) != expected) {
                throw damaged();
            }
            at++;
        }

        void requireEnd() {
            if (at != text.length()) {
                throw damaged();
            }
        }

        private CodecException damaged() {
            return new CodecException(String.format(
                    Locale.ROOT,
                    "'%.200s' is no type that the codec '%s' writes: at character %d something else was expected. The"
                            + " bytes are damaged; remove or write the entry anew.",
                    text,
                    codecName,
                    at));
        }
    }
}
