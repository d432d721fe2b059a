package dev.larder.core.durable;

import dev.larder.store.EntryView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What some keyspaces hold, and all that they may be found to hold after a power failure: what they held at any moment since
 * the disk last confirmed what they have. A key is {@code keyspace/key}.
 */
final class Moments {
    private Map<String, State> now = new TreeMap<>();
    private List<Map<String, State>> possible = new ArrayList<>(List.of(now));

    /** An entry. Its value begins with a number of its own and a colon. */
    record State(String value, long deadlineMillis) {
        @Override
        public String toString() {
            return value.substring(0, value.indexOf(':'))
                    + (deadlineMillis == EntryView.NEVER ? "" : "@" + deadlineMillis);
        }
    }

    /** A change of what is held. */
    @FunctionalInterface
    interface Edit extends Consumer<Map<String, State>> {}

    Map<String, State> now() {
        return now;
    }

    List<Map<String, State>> possible() {
        return possible;
    }

    /** A change was begun: it may be made or not. */
    void begun(Edit edit) {
        possible.add(edited(now, edit));
    }

    /** The change that was begun last was made. */
    void made() {
        now = possible.get(possible.size() - 1);
    }

    /** The change that was begun last was refused. */
    void refused() {
        possible.remove(possible.size() - 1);
    }

    /** Changes what is held, and leaves what may be found: it may come back. */
    void changed(Edit edit) {
        now = edited(now, edit);
    }

    /** What is held now may be found, beside what may be found already. */
    void mayBeFound() {
        possible.add(now);
    }

    /** What is held now is all that may be found. */
    void confirmed() {
        possible = new ArrayList<>(List.of(now));
    }

    /** A change is begun of whatever will be found. */
    void begunEverywhere(Edit edit) {
        possible.addAll(possible.stream().map(moment -> edited(moment, edit)).toList());
    }

    /** A change is made of whatever will be found. */
    void madeEverywhere(Edit edit) {
        now = edited(now, edit);
        possible = new ArrayList<>(
                possible.stream().map(moment -> edited(moment, edit)).toList());
    }

    /** This was found. */
    void found(Map<String, State> contents) {
        now = new TreeMap<>(contents);
        confirmed();
    }

    private static Map<String, State> edited(Map<String, State> moment, Edit edit) {
        Map<String, State> copy = new TreeMap<>(moment);
        edit.accept(copy);
        return copy;
    }
}
