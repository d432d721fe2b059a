package dev.larder.copy;

import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Makes values of random shape and writes their shape down, so that a copy can be compared with its original. */
@SuppressWarnings({"JavaUtilDate", "JdkObsolete"}) // as applications have them
final class RandomGraphs {
    private final SplittableRandom random;
    private final List<Object> made = new ArrayList<>();

    RandomGraphs(SplittableRandom random) {
        this.random = random;
    }

    @SuppressWarnings("serial") // holds whatever the generator puts into it
    static class Bag implements Serializable {
        private static final long serialVersionUID = 1L;
        int number;
        String name;
        Object first;
        Object second;
        List<Object> list;
    }

    @SuppressWarnings("serial") // as above
    static final class BigBag extends Bag {
        private static final long serialVersionUID = 1L;
        Object third;
        Map<Object, Object> map;
        byte[] bytes;
        Date date;
    }

    static final class OwnList extends ArrayList<Object> {
        private static final long serialVersionUID = 1L;
    }

    /** Returns a new value, whose parts are all its own. */
    Bag next() {
        made.clear();
        return bag(2);
    }

    private Bag bag(int depth) {
        Bag bag = random.nextBoolean() ? new Bag() : new BigBag();
        made.add(bag);
        bag.number = random.nextInt(10);
        bag.name = random.nextBoolean() ? null : "name";
        bag.first = part(depth);
        bag.second = part(depth);
        if (random.nextBoolean()) {
            bag.list = new ArrayList<>();
            fill(bag.list, depth);
        }
        if (bag instanceof BigBag big) {
            big.third = part(depth);
            big.map = random.nextBoolean() ? new HashMap<>(Map.of("key", "value")) : null;
            big.bytes = random.nextBoolean() ? new byte[] {1} : null;
            big.date = random.nextBoolean() ? new Date(random.nextInt(5)) : null;
        }
        return bag;
    }

    private Object part(int depth) {
        if (random.nextInt(5) > 0) {
            return leaf();
        }
        if (random.nextInt(4) == 0) {
            return made.get(random.nextInt(made.size())); // shared, or a cycle
        }
        Object part =
                switch (random.nextInt(9)) {
                    case 0 -> new Date(random.nextInt(5));
                    case 1 -> fill(new LinkedList<>(), depth);
                    case 2 -> fill(new OwnList(), depth);
                    case 3 -> fill(new HashMap<>(), depth);
                    case 4 -> fill(new LinkedHashMap<>(), depth);
                    case 5 -> new HashSet<>(List.of("a", 1));
                    case 6 -> new LinkedHashSet<>(List.of("b", 2));
                    case 7 -> depth == 0 ? new Bag() : bag(depth - 1);
                    default -> fill(new ArrayList<>(), depth);
                };
        made.add(part);
        return part;
    }

    private Object leaf() {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> random.nextInt(1000);
            default -> "text " + random.nextInt(10);
        };
    }

    private Collection<Object> fill(Collection<Object> collection, int depth) {
        made.add(collection);
        for (int i = random.nextInt(4); i > 0; i--) {
            collection.add(depth == 0 || random.nextInt(8) > 0 ? leaf() : part(depth - 1));
        }
        return collection;
    }

    private Map<Object, Object> fill(Map<Object, Object> map, int depth) {
        made.add(map);
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put("key " + i, depth == 0 || random.nextInt(8) > 0 ? leaf() : part(depth - 1));
        }
        return map;
    }

    /** Classes, contents and, by numbers, which mutable parts are the same. Keys of maps and sets are immutable here. */
    static String shape(Object value) {
        var shape = new StringBuilder();
        append(value, shape, new IdentityHashMap<>());
        return shape.toString();
    }

    /** The mutable objects of a graph. */
    static Set<Object> mutables(Object value) {
        var seen = new IdentityHashMap<Object, Integer>();
        append(value, new StringBuilder(), seen);
        return seen.keySet();
    }

    private static void append(Object part, StringBuilder shape, Map<Object, Integer> seen) {
        if (part == null || Route.of(part.getClass()) == Route.SHARE) {
            shape.append(part);
            return;
        }
        Integer known = seen.putIfAbsent(part, seen.size());
        shape.append(part.getClass().getName()).append('#').append(known == null ? seen.size() - 1 : known);
        if (known != null) {
            return;
        }
        shape.append('(');
        if (part instanceof Map<?, ?> map) {
            map.entrySet().stream()
                    .sorted(Comparator.comparing(entry -> String.valueOf(entry.getKey())))
                    .forEach(entry -> {
                        shape.append(entry.getKey()).append('=');
                        append(entry.getValue(), shape, seen);
                    });
        } else if (part instanceof Set<?> set) {
            set.stream().map(String::valueOf).sorted().forEach(shape::append);
        } else if (part instanceof Collection<?> collection) {
            collection.forEach(element -> append(element, shape.append(','), seen));
        } else if (part instanceof byte[] bytes) {
            shape.append(bytes.length).append(':').append(bytes[0]);
        } else if (part instanceof Date date) {
            shape.append(date.getTime());
        } else {
            appendFields(part, shape, seen);
        }
        shape.append(')');
    }

    private static void appendFields(Object part, StringBuilder shape, Map<Object, Integer> seen) {
        for (Class<?> type = part.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    try {
                        append(field.get(part), shape.append(' ').append(field.getName()), seen);
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                }
            }
        }
    }
}
