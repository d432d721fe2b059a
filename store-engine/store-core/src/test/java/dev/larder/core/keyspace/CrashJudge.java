package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.core.keyspace.CrashSteps.State;
import dev.larder.core.keyspace.CrashSteps.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Knows what a process that was killed may have left, from what it told before: which states each key may have. The order of
 * the told lines is an order in which calls returned; so a change that was told before another was told is over when the
 * next of that other's thread begins.
 *
 * <p>An entry is named {@code keyspace/key}; a state that is empty stands for no entry.
 */
final class CrashJudge {
    private final boolean onlySnapshots;
    private final Map<String, Set<Optional<State>>> possible = new HashMap<>();
    /** When each key's thread last told of it, in told changes. */
    private final Map<String, Integer> toldAt = new HashMap<>();

    /** What the last snapshot that was told to be there may hold, and the one that was under way. */
    private Map<String, Set<Optional<State>>> inSnapshot = new HashMap<>();

    private @Nullable Map<String, Set<Optional<State>>> inNextSnapshot;

    private CrashSteps[] steps = {};
    private Step[] underWay = {};
    private int[] clearsBefore = {};
    private boolean missesWhileLoading;
    private int told;
    private int clears;
    private int clearBegan;

    /** Judges processes of one data directory. */
    CrashJudge(boolean onlySnapshots) {
        this.onlySnapshots = onlySnapshots;
    }

    /** A process begins. */
    void processBegins(CrashSteps[] stepsOfThreads, boolean mayMissWhileLoading) {
        steps = stepsOfThreads;
        missesWhileLoading = mayMissWhileLoading;
        underWay = new Step[steps.length];
        clearsBefore = new int[steps.length];
        toldAt.clear();
        clears = 0;
        told = 0;
        clearBegan = 0;
        for (int thread = 0; thread < steps.length; thread++) {
            underWay[thread] = steps[thread].next();
        }
    }

    /** The process told a line; see {@link CrashingProcess}. */
    void told(String line) {
        switch (line.charAt(0)) {
            case CrashingProcess.SNAPSHOT_BEGINS -> inNextSnapshot = copyOfPossible();
            case CrashingProcess.SNAPSHOT_ENDS -> snapshotEnds();
            case CrashingProcess.STARTING -> {
                // Tells that it may be killed.
            }
            default -> stepEnds(Integer.parseInt(line.substring(0, line.length() - 1)), line.endsWith("+"));
        }
    }

    private void stepEnds(int thread, boolean found) {
        Step step = underWay[thread];
        told++;
        if (step.isSharedClear()) {
            possible.forEach((name, states) -> {
                if (name.startsWith(CrashSteps.SHARED) && toldAt.getOrDefault(name, -1) <= clearBegan) {
                    states.clear();
                    states.add(Optional.empty());
                }
            });
            clears++;
        } else {
            boolean besideClear = step.keyspace().equals(CrashSteps.SHARED)
                    && (underWay[CrashSteps.CLEARING_THREAD].isSharedClear() || clears > clearsBefore[thread]);
            forEachName(step, name -> {
                Set<Optional<State>> before = statesOf(name);
                // What a step beside a clear met, nobody knows.
                Set<Optional<State>> after = after(step, besideClear ? before : asSeen(step, before, found), found);
                if (besideClear) {
                    after.add(Optional.empty());
                }
                possible.put(name, after);
                toldAt.put(name, told);
            });
        }
        noteForSnapshot();
        clearsBefore[thread] = clears;
        underWay[thread] = steps[thread].next();
        if (thread == CrashSteps.CLEARING_THREAD) {
            clearBegan = told;
        }
    }

    private Set<Optional<State>> statesOf(String name) {
        return possible.computeIfAbsent(name, absent -> new HashSet<>(Set.of(Optional.empty())));
    }

    private void forEachName(Step step, Consumer<String> action) {
        if (step.kind() == CrashSteps.Kind.CLEAR) {
            String prefix = step.keyspace() + "/";
            Set.copyOf(possible.keySet()).stream()
                    .filter(name -> name.startsWith(prefix))
                    .forEach(action);
        } else {
            action.accept(step.keyspace() + "/" + step.key());
        }
    }

    /** The states that a key may have after a step. */
    private static Set<Optional<State>> after(Step step, Set<Optional<State>> met, boolean found) {
        boolean unmade = step.kind() == CrashSteps.Kind.MOVE_DEADLINE && !found;
        return met.stream().map(state -> unmade ? state : made(step, state)).collect(Collectors.toSet());
    }

    private static Optional<State> made(Step step, Optional<State> before) {
        return switch (step.kind()) {
            case PUT, PUT_WITH_DEADLINE -> Optional.of(new State(step.value(), step.deadlineMillis()));
            case REMOVE, CLEAR -> Optional.empty();
            case MOVE_DEADLINE -> before.map(entry -> new State(entry.value(), step.deadlineMillis()));
        };
    }

    /** Those states that a step can have met which told whether there was an entry. */
    private Set<Optional<State>> asSeen(Step step, Set<Optional<State>> before, boolean found) {
        if (step.kind() != CrashSteps.Kind.REMOVE && step.kind() != CrashSteps.Kind.MOVE_DEADLINE) {
            return before;
        }
        Set<Optional<State>> seen = new HashSet<>(before);
        seen.removeIf(state -> found ? state.isEmpty() : !missesWhileLoading && !mayBeDue(state));
        assertThat(seen)
                .as("what %s met, told to be %s; it was one of %s", step, found, before)
                .isNotEmpty();
        return seen;
    }

    private static boolean mayBeDue(Optional<State> state) {
        return state.isEmpty() || state.get().deadlineMillis() <= System.currentTimeMillis();
    }

    private void snapshotEnds() {
        notePending();
        inSnapshot = Objects.requireNonNull(inNextSnapshot);
        inNextSnapshot = null;
    }

    /** What is under way may have been done already. */
    private void notePending() {
        Map<String, Set<Optional<State>>> snapshot = inNextSnapshot;
        if (snapshot != null) {
            addPendingTo(snapshot);
        }
    }

    private void addPendingTo(Map<String, Set<Optional<State>>> states) {
        for (Step step : underWay) {
            forEachName(step, name -> {
                Set<Optional<State>> before = statesOf(name);
                Set<Optional<State>> now = states.computeIfAbsent(name, absent -> new HashSet<>(before));
                List.copyOf(before).forEach(state -> now.add(made(step, state)));
            });
        }
    }

    private void noteForSnapshot() {
        Map<String, Set<Optional<State>>> snapshot = inNextSnapshot;
        if (snapshot != null) {
            possible.forEach(
                    (name, states) -> snapshot.computeIfAbsent(name, absent -> new HashSet<>(Set.of(Optional.empty())))
                            .addAll(states));
        }
    }

    private Map<String, Set<Optional<State>>> copyOfPossible() {
        Map<String, Set<Optional<State>>> copy = new HashMap<>();
        possible.forEach((name, states) -> copy.put(name, new HashSet<>(states)));
        return copy;
    }

    /**
     * The process is dead, and this was found after it.
     *
     * @param fromMillis when the looking began
     * @param throughMillis when it had ended
     */
    void found(Map<String, State> contents, long fromMillis, long throughMillis, String run) {
        if (onlySnapshots) {
            judgeSnapshots(contents, fromMillis, throughMillis, run);
        } else {
            addPendingTo(possible);
            assertThat(differences(possible, contents, name -> true, fromMillis, throughMillis))
                    .as(run)
                    .isEmpty();
        }
        possible.clear();
        contents.forEach((name, state) -> possible.put(name, new HashSet<>(Set.of(Optional.of(state)))));
        inSnapshot = copyOfPossible();
        inNextSnapshot = null;
    }

    /** Each keyspace has a snapshot of its own, of which one is taken after the other. */
    private void judgeSnapshots(Map<String, State> contents, long fromMillis, long throughMillis, String run) {
        notePending();
        for (String keyspace : keyspaces()) {
            Predicate<String> isOfIt = name -> name.startsWith(keyspace + "/");
            String last = differences(inSnapshot, contents, isOfIt, fromMillis, throughMillis);
            String next = inNextSnapshot == null
                    ? "none"
                    : differences(inNextSnapshot, contents, isOfIt, fromMillis, throughMillis);
            assertThat(last.isEmpty() || next.isEmpty())
                    .as("%s: neither the last snapshot (%s) nor the one under way (%s)", run, last, next)
                    .isTrue();
        }
    }

    private List<String> keyspaces() {
        List<String> keyspaces = new ArrayList<>(List.of(CrashSteps.SHARED));
        for (int thread = 0; thread < steps.length; thread++) {
            keyspaces.add(CrashSteps.own(thread));
        }
        return keyspaces;
    }

    /** Some of the keys that are not as they may be. */
    private static String differences(
            Map<String, Set<Optional<State>>> allowed,
            Map<String, State> contents,
            Predicate<String> judged,
            long fromMillis,
            long throughMillis) {
        Set<String> names = new HashSet<>(allowed.keySet());
        names.addAll(contents.keySet());
        Function<String, Set<Optional<State>>> statesOf =
                name -> alive(allowed.getOrDefault(name, Set.of(Optional.empty())), fromMillis, throughMillis);
        return names.stream()
                .filter(judged)
                .sorted()
                .filter(name -> !statesOf.apply(name).contains(Optional.ofNullable(contents.get(name))))
                .limit(3)
                .map(name -> name + " is " + contents.get(name) + ", not one of " + statesOf.apply(name))
                .reduce("", (left, right) -> left + right + "; ");
    }

    private static Set<Optional<State>> alive(Set<Optional<State>> states, long fromMillis, long throughMillis) {
        Set<Optional<State>> alive = new HashSet<>();
        for (Optional<State> state : states) {
            if (state.isEmpty() || state.get().deadlineMillis() > fromMillis) {
                alive.add(state);
            }
            if (state.isPresent() && state.get().deadlineMillis() <= throughMillis) {
                alive.add(Optional.empty());
            }
        }
        return alive;
    }
}
