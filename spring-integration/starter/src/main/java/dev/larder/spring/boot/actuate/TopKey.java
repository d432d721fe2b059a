package dev.larder.spring.boot.actuate;

import dev.larder.store.EntryView;
import dev.larder.store.Keyspace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * A key that is read often.
 *
 * @param key as text, cut off after 100 characters
 * @param hits how often its entry was read since it was created
 */
public record TopKey(String key, long hits) {
    private static final int MOST_CHARACTERS = 100;

    /** The keys that were read most, most read first. Looks at every entry. */
    static List<TopKey> of(Keyspace<Object, Object> keyspace, int count) {
        record Counted(Object key, long hits) {}
        PriorityQueue<Counted> top = new PriorityQueue<>(Comparator.comparingLong(Counted::hits));
        Iterator<Map.Entry<Object, EntryView<Object>>> entries = keyspace.iterator();
        while (entries.hasNext()) {
            Map.Entry<Object, EntryView<Object>> entry = entries.next();
            top.add(new Counted(entry.getKey(), entry.getValue().hitCount()));
            if (top.size() > count) {
                top.remove();
            }
        }
        List<Counted> sorted = new ArrayList<>(top);
        sorted.sort(Comparator.comparingLong(Counted::hits).reversed());
        List<TopKey> keys = new ArrayList<>(sorted.size());
        sorted.forEach(counted -> keys.add(new TopKey(text(counted.key()), counted.hits())));
        return keys;
    }

    private static String text(Object key) {
        String text = String.valueOf(key);
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...";
    }
}
