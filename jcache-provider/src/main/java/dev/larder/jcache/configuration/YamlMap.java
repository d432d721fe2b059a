package dev.larder.jcache.configuration;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A map of a YAML file whose keys are text, each there once, in the file's order. Its errors say where in the file.
 *
 * <p>Values are looked at as nodes and never built into Java objects, so that a tag can't name a class and an alias
 * stays one node however often it is used.
 */
final class YamlMap {
    private static final int MAX_DEPTH = 20;

    private final String file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private YamlMap(String file) {
        this.file = file;
    }

    /** A key and its value, each with its place in the file. */
    record Entry(String key, Node keyNode, Node value) {}

    /**
     * The map that is the whole file.
     *
     * @param name the file's name for messages
     * @throws ConfigurationFileException if the text is not YAML or not a map
     */
    static YamlMap parse(String name, String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setAllowNonScalarKeys(true)
                .build();
        try {
            requireShallow(name, new Parse(settings).parseString(text));
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty() || isNothing(root.get())) {
                throw new ConfigurationFileException(
                        name, 1, 1, "the file says nothing; write {} for a configuration without settings");
            }
            return new YamlMap(name).fill("the file", root.get());
        } catch (MarkedYamlEngineException malformed) {
            throw malformed
                    .getProblemMark()
                    .map(mark -> error(name, mark, "not YAML: " + malformed.getProblem()))
                    .orElseGet(() -> notYaml(name, malformed));
        } catch (YamlEngineException malformed) {
            throw notYaml(name, malformed);
        }
    }

    /** Refuses nesting that would overflow the stack of the recursive composer. */
    private static void requireShallow(String name, Iterable<Event> events) {
        Deque<Event> open = new ArrayDeque<>();
        for (Event event : events) {
            if (event instanceof CollectionStartEvent) {
                open.push(event);
            } else if (event instanceof CollectionEndEvent) {
                open.pop();
            }
            if (open.size() > MAX_DEPTH) {
                throw error(name, event.getStartMark(), "maps and lists are nested more than " + MAX_DEPTH + " deep");
            }
        }
    }

    private static ConfigurationFileException notYaml(String name, YamlEngineException malformed) {
        return new ConfigurationFileException(name, "not YAML: " + malformed.getMessage(), malformed);
    }

    private YamlMap fill(String what, Node node) {
        if (!(node instanceof MappingNode map)) {
            throw error(node, what + " must be a map of keys and values, found " + describe(node));
        }
        for (NodeTuple tuple : map.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw error(
                        tuple.getKeyNode(),
                        "a key of " + what + " must be text, found " + describe(tuple.getKeyNode()));
            }
            Entry earlier = entries.putIfAbsent(key.getValue(), new Entry(key.getValue(), key, tuple.getValueNode()));
            if (earlier != null) {
                throw error(
                        key,
                        "the key '" + key.getValue() + "' is there twice, first in line " + line(earlier.keyNode())
                                + "; keep one");
            }
        }
        return this;
    }

    Iterable<Entry> entries() {
        return entries.values();
    }

    /** The map that an entry's value is; an empty one if there is no value. */
    YamlMap map(Entry entry) {
        YamlMap map = new YamlMap(file);
        return isNothing(entry.value()) ? map : map.fill("'" + entry.key() + "'", entry.value());
    }

    /** The text of a single value, plain or in quotes. */
    String text(Entry entry) {
        if (entry.value() instanceof ScalarNode scalar && !isNothing(scalar)) {
            return scalar.getValue();
        }
        throw error(entry.value(), "'" + entry.key() + "' must be a single value, found " + describe(entry.value()));
    }

    /**
     * Reads a single value.
     *
     * @param read throws an {@link IllegalArgumentException} whose message continues "key ..."
     */
    <T> T value(Entry entry, Function<String, T> read) {
        String text = text(entry);
        try {
            return read.apply(text);
        } catch (IllegalArgumentException bad) {
            throw error(entry.value(), "'" + entry.key() + "' " + bad.getMessage());
        }
    }

    /** The line of a node, from 1. */
    static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }

    /** An error at the place of a node. */
    ConfigurationFileException error(Node node, String problem) {
        return error(file, node.getStartMark(), problem);
    }

    private static ConfigurationFileException error(String file, Optional<Mark> mark, String problem) {
        return mark.map(place -> error(file, place, problem))
                .orElseGet(() -> new ConfigurationFileException(file, problem, null));
    }

    private static ConfigurationFileException error(String file, Mark mark, String problem) {
        return new ConfigurationFileException(file, mark.getLine() + 1, mark.getColumn() + 1, problem);
    }

    private static boolean isNothing(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static String describe(Node node) {
        if (node instanceof ScalarNode scalar) {
            return isNothing(node) ? "nothing" : "'" + scalar.getValue() + "'";
        }
        return node instanceof MappingNode ? "a map" : "a list";
    }
}
