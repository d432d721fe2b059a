package dev.larder.core.keyspace;

import dev.larder.store.Capacity;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Store;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever three threads do to two keys, it can be explained by one order of whole operations. */
@Timeout(300)
class KeyspaceLinearizabilityTest {
    private static StressOptions options() {
        boolean thorough = Boolean.getBoolean("larder.stress");
        return new StressOptions()
                .threads(3)
                .actorsPerThread(3)
                .iterations(thorough ? 200 : 8)
                .invocationsPerIteration(thorough ? 10_000 : 500);
    }

    @Test
    void unbounded() {
        options().check(Unbounded.class);
    }

    @Test
    void bounded() {
        options().check(Bounded.class);
    }

    @Test
    void policy() {
        options().check(WithPolicy.class);
    }

    /** The operations, over a keyspace that has room for all keys. */
    @Param(name = "key", gen = IntGen.class, conf = "1:2")
    @Param(name = "value", gen = IntGen.class, conf = "1:9")
    public abstract static class Subject {
        private final Store store = Store.open();
        private final Keyspace<Integer, Integer> keyspace;

        Subject(KeyspaceConfig.Builder<Integer, Integer> config) {
            keyspace = store.create("subject", config.build());
        }

        @Operation
        public @Nullable Integer get(@Param(name = "key") int key) {
            return keyspace.get(key);
        }

        @Operation
        public void put(@Param(name = "key") int key, @Param(name = "value") int value) {
            keyspace.put(key, value);
        }

        @Operation
        public @Nullable Integer getAndPut(@Param(name = "key") int key, @Param(name = "value") int value) {
            return keyspace.getAndPut(key, value);
        }

        @Operation
        public @Nullable Integer putIfAbsent(@Param(name = "key") int key, @Param(name = "value") int value) {
            return keyspace.putIfAbsent(key, value);
        }

        @Operation
        public boolean replace(
                @Param(name = "key") int key, @Param(name = "value") int expected, @Param(name = "value") int value) {
            return keyspace.replace(key, expected, value);
        }

        @Operation
        public @Nullable Integer remove(@Param(name = "key") int key) {
            return keyspace.getAndRemove(key);
        }

        @Operation
        public @Nullable Integer increment(@Param(name = "key") int key) {
            return keyspace.compute(key, (same, value) -> value == null ? 1 : value + 1);
        }

        @Operation
        public @Nullable Integer removeIfOdd(@Param(name = "key") int key) {
            return keyspace.compute(key, (same, value) -> value == null || value % 2 == 1 ? null : value);
        }
    }

    /** Over a plain map. */
    public static final class Unbounded extends Subject {
        public Unbounded() {
            super(KeyspaceConfig.builder());
        }
    }

    /** With the default policy. */
    public static final class Bounded extends Subject {
        public Bounded() {
            super(KeyspaceConfig.<Integer, Integer>builder().capacity(Capacity.entries(100)));
        }
    }

    /** With another policy. */
    public static final class WithPolicy extends Subject {
        public WithPolicy() {
            super(KeyspaceConfig.<Integer, Integer>builder()
                    .capacity(Capacity.entries(100))
                    .policy("lru"));
        }
    }
}
