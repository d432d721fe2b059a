package dev.larder.testkit.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.Durability;
import dev.larder.store.EntryView;
import dev.larder.store.Keyspace;
import dev.larder.store.Store;
import dev.larder.testkit.KillableJvm;
import dev.larder.testkit.keyspace.KilledKeyspaceSteps.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What keyspaces in a tier must keep when their process is killed at any moment, again and again on the same data directory,
 * whatever writes wait for: every change that returned, its deadline, and nothing else; of each writer at most the change that
 * was under way may have been made or not. The system property {@code larder.kills} says how often, {@code larder.seed}
 * repeats a run.
 */
public abstract class TieredKeyspaceKillContract {
    private static final int WRITERS = 3;
    private static final int KILLS = Integer.getInteger("larder.kills", 6);
    private static final int MOST_ACKNOWLEDGED = 3_000;

    @TempDir
    private Path scratch;

    /** Creates a contract; the test engine does. */
    @SuppressWarnings("NullAway.Init") // The test engine sets the directory.
    protected TieredKeyspaceKillContract() {}

    /** The name of the tier. */
    protected abstract String tier();

    /** Settings of the tier with which it soon does what it seldom does, each {@code tier.name=value}. */
    protected abstract List<String> tierSettings();

    @ParameterizedTest
    @EnumSource(Durability.class)
    void kill_whileWriting_losesNothingAcknowledged(Durability durability) throws Exception {
        long firstSeed = Long.getLong("larder.seed", System.nanoTime());
        Path directory = scratch.resolve("data");
        List<Map<String, State>> states = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            states.add(new TreeMap<>());
        }
        int rounds = Math.max(1, KILLS / Durability.values().length);
        for (int round = 0; round < rounds; round++) {
            long seed = firstSeed + round;
            int[] acknowledged = runUntilKilled(directory, durability, seed);
            try (Store store = KilledKeyspaceProcess.open(directory, durability, tierSettings())) {
                for (int writer = 0; writer < WRITERS; writer++) {
                    Keyspace<String, String> keyspace = KilledKeyspaceProcess.create(store, tier(), writer);
                    String where = "keyspace of writer " + writer + ", seed " + seed;
                    judge(
                            states.get(writer),
                            keyspace,
                            new KilledKeyspaceSteps(seed, writer),
                            acknowledged[writer],
                            where);
                    requireNewVersions(keyspace, where);
                }
            }
        }
    }

    /** Returns how many changes of each writer were acknowledged. */
    private int[] runUntilKilled(Path directory, Durability durability, long seed) throws Exception {
        int killAfter = 1
                + new SplittableRandom(seed)
                        .nextInt(durability == Durability.SYNC ? MOST_ACKNOWLEDGED / 5 : MOST_ACKNOWLEDGED);
        int[] acknowledged = new int[WRITERS];
        int[] count = new int[1];
        List<String> arguments = new ArrayList<>(
                List.of(directory.toString(), tier(), durability.name(), Long.toString(seed), "" + WRITERS));
        arguments.addAll(tierSettings());
        new KillableJvm(KilledKeyspaceProcess.class, List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"), arguments, scratch)
                .runUntilKilled(line -> {
                    acknowledged[Integer.parseInt(line)]++;
                    count[0]++;
                    return count[0] == killAfter;
                });
        return acknowledged;
    }

    /** Brings the states to what was acknowledged; the step under way may have been made or not, as what is found says. */
    private static void judge(
            Map<String, State> states,
            Keyspace<String, String> keyspace,
            KilledKeyspaceSteps steps,
            int acknowledged,
            String where) {
        for (int i = 0; i < acknowledged; i++) {
            steps.next().makeIn(states);
        }
        Map<String, State> found = contents(keyspace);
        if (!found.equals(states)) {
            KilledKeyspaceSteps.Step underWay = steps.next();
            underWay.makeIn(states);
            assertThat(found)
                    .as("%s after %d changes and %s", where, acknowledged, underWay)
                    .isEqualTo(states);
        }
        states.forEach((key, state) -> assertThat(keyspace.view(key))
                .as("%s, %s", where, key)
                .satisfies(view -> assertThat(stateOf(view)).isEqualTo(state)));
    }

    private static Map<String, State> contents(Keyspace<String, String> keyspace) {
        Map<String, State> contents = new TreeMap<>();
        keyspace.iterator().forEachRemaining(entry -> {
            EntryView<String> view = entry.getValue();
            contents.put(entry.getKey(), stateOf(view));
        });
        return contents;
    }

    private static State stateOf(EntryView<String> view) {
        return State.of(Objects.requireNonNull(view.value()), view.expiresAtMillis());
    }

    /** A version that is given out twice would let a compare-and-set succeed that must not. */
    private static void requireNewVersions(Keyspace<String, String> keyspace, String where) {
        long[] highest = new long[1];
        keyspace.iterator()
                .forEachRemaining(entry ->
                        highest[0] = Math.max(highest[0], entry.getValue().version()));
        keyspace.put("probe", "1");
        assertThat(keyspace.view("probe").version()).as(where).isGreaterThan(highest[0]);
        keyspace.remove("probe");
    }
}
