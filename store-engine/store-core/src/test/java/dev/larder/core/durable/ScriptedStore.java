package dev.larder.core.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.core.durable.Moments.State;
import dev.larder.store.Capacity;
import dev.larder.store.Decision;
import dev.larder.store.DiskConfig;
import dev.larder.store.Durability;
import dev.larder.store.EntryView;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.Store;
import dev.larder.store.StoreConfig;
import dev.larder.store.StoreException;
import dev.larder.testkit.FaultyFileSystem;
import dev.larder.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A store on a disk that fails, used as its seed says, and the model of what it must have. Three keyspaces are logged, one
 * of them so small that it evicts; one has snapshots alone.
 *
 * <p>The log is one, so what a power failure leaves of the logged keyspaces together is one moment that they went through, not
 * before the last that was confirmed; of the small one, entries may be evicted besides.
 */
final class ScriptedStore {
    static final String SMALL = "small";
    static final String SNAPSHOTS = "snapshots";
    static final List<String> LOGGED = List.of("log", "hybrid", SMALL);
    private static final List<String> ALL = List.of("log", "hybrid", SMALL, SNAPSHOTS);
    private static final int KEYS = 6;
    private static final int SMALL_CAPACITY = 3;
    /** Some of them fill a file of the log. */
    private static final int LONG_VALUE = 20_000;

    final long seed;
    final ManualClock clock = new ManualClock();
    final Moments logged = new Moments();
    final Moments snapshotted = new Moments();
    FaultyFileSystem disk = new FaultyFileSystem();

    private final Durability durability;
    private final SplittableRandom random;
    private @Nullable Store store;
    private int written;
    /** Whether a change of a logged keyspace was begun and has not returned. */
    private boolean underWay;

    ScriptedStore(long seed, Durability durability) {
        this.seed = seed;
        this.durability = durability;
        random = new SplittableRandom(seed);
    }

    Store store() {
        return java.util.Objects.requireNonNull(store);
    }

    void open() {
        store = Store.open(StoreConfig.builder()
                .clock(clock)
                .seed(seed)
                .disk(DiskConfig.at(Path.of("data"))
                        .durability(durability)
                        .segmentBytes(DiskConfig.LEAST_SEGMENT_BYTES)
                        .snapshotCompression("none")
                        .fileSystem(disk)
                        .build())
                .build());
        ALL.forEach(this::create);
    }

    private void create(String name) {
        Mode mode =
                switch (name) {
                    case "log" -> Mode.LOG;
                    case SNAPSHOTS -> Mode.SNAPSHOT;
                    default -> Mode.HYBRID;
                };
        KeyspaceConfig.Builder<String, String> settings = KeyspaceConfig.<String, String>builder()
                .persistence(Persistence.builder(mode).build());
        if (name.equals(SMALL)) {
            settings.capacity(Capacity.entries(SMALL_CAPACITY)).policy("lru");
        }
        store().create(name, settings.build());
    }

    Keyspace<String, String> keyspace(String name) {
        return java.util.Objects.requireNonNull(store().find(name));
    }

    /** Does one thing with the store. Throws what the store throws; the model then knows that it may have been done. */
    void step() {
        String name = ALL.get(random.nextInt(ALL.size()));
        switch (random.nextInt(24)) {
            case 0 -> reopen();
            case 1 -> closeAndCreate(name);
            case 2 -> dropAndCreate(name);
            default -> stepWithoutReopening();
        }
        checkNow();
    }

    /** The same with a store that stays open, as do its keyspaces. */
    void stepWithoutReopening() {
        String name = ALL.get(random.nextInt(ALL.size()));
        String key = "key-" + random.nextInt(KEYS);
        switch (random.nextInt(23)) {
            case 0, 1, 2 -> snapshotAll();
            case 3, 4 -> snapshot(name);
            case 5 -> clear(name);
            case 6, 7 -> clock.advanceMillis(random.nextInt(2_000));
            case 8, 9, 10, 11 -> remove(name, key);
            case 12 -> expireAfter(name, key, Duration.ofMillis(1 + random.nextInt(5_000)));
            case 13, 14 -> put(name, key, "", Duration.ofMillis(1 + random.nextInt(5_000)), null);
            case 15 -> put(name, key, "", null, Durability.SYNC);
            case 21, 22 -> writeBatch(name);
            case 16, 17 -> put(name, key, "x".repeat(LONG_VALUE), null, null);
            default -> put(name, key, "x".repeat(random.nextInt(600)), null, null);
        }
        checkNow();
    }

    void put(String name, String key, String text, @Nullable Duration timeToLive, @Nullable Durability wanted) {
        String value = written++ + ":" + text;
        long deadlineMillis = timeToLive == null ? EntryView.NEVER : clock.millis() + timeToLive.toMillis();
        Keyspace<String, String> keyspace = keyspace(name);
        Runnable call = timeToLive != null
                ? () -> keyspace.put(key, value, timeToLive)
                : wanted != null ? () -> keyspace.put(key, value, wanted) : () -> keyspace.put(key, value);
        change(
                name,
                contents -> contents.put(name + "/" + key, new State(value, deadlineMillis)),
                call,
                wanted == Durability.SYNC);
    }

    /** Changes several keys of a keyspace as one; one of them may be removed. */
    void writeBatch(String name) {
        Map<String, Decision<String>> decisions = new TreeMap<>();
        Map<String, @Nullable State> states = new TreeMap<>();
        for (int i = 0; i < SMALL_CAPACITY; i++) {
            String key = "key-" + random.nextInt(KEYS);
            String value = written++ + ":" + "b".repeat(random.nextInt(3_000));
            boolean removed = random.nextInt(4) == 0;
            decisions.put(key, removed ? Decision.remove() : new Decision.Put<>(value));
            states.put(name + "/" + key, removed ? null : new State(value, EntryView.NEVER));
        }
        change(
                name,
                contents -> states.forEach((key, state) -> contents.compute(key, (same, before) -> state)),
                () -> keyspace(name).writeBatch(decisions),
                false);
    }

    void remove(String name, String key) {
        change(
                name,
                contents -> contents.remove(name + "/" + key),
                () -> keyspace(name).remove(key),
                false);
    }

    private void expireAfter(String name, String key, Duration timeToLive) {
        if (alive(modelOf(name).now()).containsKey(name + "/" + key)) {
            long deadlineMillis = clock.millis() + timeToLive.toMillis();
            change(
                    name,
                    contents -> contents.computeIfPresent(
                            name + "/" + key, (ignored, state) -> new State(state.value(), deadlineMillis)),
                    () -> keyspace(name).expireAfter(key, timeToLive),
                    false);
        }
    }

    private void clear(String name) {
        change(name, without(name), () -> keyspace(name).clear(), false);
    }

    private static Moments.Edit without(String name) {
        return contents -> contents.keySet().removeIf(isOf(name));
    }

    private static Predicate<String> isOf(String name) {
        return key -> key.startsWith(name + "/");
    }

    private Moments modelOf(String name) {
        return name.equals(SNAPSHOTS) ? snapshotted : logged;
    }

    private void change(String name, Moments.Edit edit, Runnable call, boolean confirmed) {
        if (name.equals(SNAPSHOTS)) {
            call.run();
            snapshotted.changed(edit);
            return;
        }
        logged.begun(edit);
        underWay = true;
        call.run();
        underWay = false;
        logged.made();
        if (confirmed || durability == Durability.SYNC) {
            logged.confirmed();
        }
    }

    /** What failed last changed nothing. */
    void refused() {
        if (underWay) {
            underWay = false;
            logged.refused();
        }
    }

    private void snapshotAll() {
        snapshotted.mayBeFound();
        store().snapshot();
        snapshotted.confirmed();
    }

    void snapshot(String name) {
        if (name.equals(SNAPSHOTS)) {
            snapshotted.mayBeFound();
        }
        keyspace(name).snapshot();
        if (name.equals(SNAPSHOTS)) {
            snapshotted.confirmed();
        }
    }

    private void reopen() {
        close();
        open();
    }

    /** Closes the store; all it has is confirmed then. */
    void close() {
        snapshotted.mayBeFound();
        store().close();
        snapshotted.confirmed();
        logged.confirmed();
    }

    private void closeAndCreate(String name) {
        if (name.equals(SNAPSHOTS)) {
            snapshotted.mayBeFound();
        }
        store().close(name);
        if (name.equals(SNAPSHOTS)) {
            snapshotted.confirmed();
        }
        create(name);
    }

    private void dropAndCreate(String name) {
        modelOf(name).begunEverywhere(without(name));
        store().drop(name);
        modelOf(name).madeEverywhere(without(name));
        create(name);
    }

    /** Whether the keyspaces show what the model has; what was evicted is taken out of the model. */
    void checkNow() {
        Map<String, State> contents = contents(LOGGED);
        assertThat(isLeftOf(logged.now(), contents))
                .as("seed %d: what is there now, %s, of %s", seed, contents, logged.now())
                .isTrue();
        logged.changed(model -> model.keySet().removeIf(isOf(SMALL).and(key -> !contents.containsKey(key))));
        assertThat(contents(List.of(SNAPSHOTS))).as("seed %d", seed).isEqualTo(alive(snapshotted.now()));
    }

    /** Ends the store without its disk's help, as a power failure does, and opens what the disk has. */
    void losePowerAndCheck() {
        losePower();
        open();
        checkFound();
    }

    /** Puts in place of the disk what a power failure leaves of it. */
    void losePower() {
        FaultyFileSystem left = disk.crash(random.nextLong());
        abandon();
        disk = left;
    }

    /** Ends the threads of a store that can do no more. */
    void abandon() {
        Store ended = store;
        if (ended != null) {
            disk.powerOffAt(0);
            try {
                ended.close();
            } catch (StoreException powerIsOff) {
                // As it should.
            }
        }
    }

    /** Checks what was found against all that may be, and takes it as what is there. */
    void checkFound() {
        Map<String, State> contents = contents(LOGGED);
        assertThat(logged.possible())
                .as("seed %d: one of these must be what was found, %s", seed, contents)
                .anyMatch(moment -> isLeftOf(moment, contents));
        logged.found(contents);
        Map<String, State> ofSnapshot = contents(List.of(SNAPSHOTS));
        assertThat(snapshotted.possible())
                .as("seed %d: one of these must be what was found, %s", seed, ofSnapshot)
                .anyMatch(moment -> alive(moment).equals(ofSnapshot));
        snapshotted.found(ofSnapshot);
    }

    /** Whether contents are those of a moment, less what expired and was evicted. */
    private boolean isLeftOf(Map<String, State> moment, Map<String, State> contents) {
        Map<String, State> expected = alive(moment);
        expected.keySet().removeIf(isOf(SMALL).and(key -> !contents.containsKey(key)));
        return expected.equals(contents);
    }

    private Map<String, State> alive(Map<String, State> moment) {
        Map<String, State> alive = new TreeMap<>(moment);
        alive.values().removeIf(state -> state.deadlineMillis() <= clock.millis());
        return alive;
    }

    private Map<String, State> contents(List<String> names) {
        Map<String, State> contents = new TreeMap<>();
        for (String name : names) {
            keyspace(name)
                    .iterator()
                    .forEachRemaining(entry -> contents.put(
                            name + "/" + entry.getKey(),
                            new State(entry.getValue().value(), entry.getValue().expiresAtMillis())));
        }
        return contents;
    }
}
