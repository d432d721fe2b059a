package dev.larder.core.table;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever threads do to keys of one bin while it is moved, it can be explained by one order of whole operations. */
@Timeout(300)
class EntryMapLinearizabilityTest {
    private static final boolean THOROUGH = Boolean.getBoolean("larder.stress");

    @Test
    void anyInterleaving_ofTheModel() {
        new ModelCheckingOptions()
                .threads(2)
                .actorsPerThread(3)
                .iterations(THOROUGH ? 100 : 5)
                .invocationsPerIteration(THOROUGH ? 5_000 : 100)
                .check(Subject.class);
    }

    @Test
    void realThreads() {
        new StressOptions()
                .threads(3)
                .actorsPerThread(3)
                .iterations(THOROUGH ? 200 : 10)
                .invocationsPerIteration(THOROUGH ? 10_000 : 1_000)
                .check(Subject.class);
    }

    /** Keys of one bin in a table that is about to grow. */
    @Param(name = "key", gen = IntGen.class, conf = "1:3")
    public static final class Subject {
        private final EntryMap<Integer, Integer> map = new EntryMap<>();

        /** A map that grows with the next addition, with some keys in the bin that the test uses. */
        public Subject() {
            map.putIfAbsent(new Entry<>(inBin(9), 9, 1, false));
            map.putIfAbsent(new Entry<>(inBin(10), 10, 1, false));
            map.beginGrowth();
        }

        /** The keys alternate between the two bins that the bin becomes. */
        private static int inBin(int key) {
            return key * Bins.LOCKS;
        }

        @Operation
        public boolean contains(@Param(name = "key") int key) {
            return map.get(inBin(key)) != null;
        }

        @Operation
        public boolean add(@Param(name = "key") int key) {
            return map.putIfAbsent(new Entry<>(inBin(key), key, 1, false)) == null;
        }

        /** Again if another thread replaced the entry meanwhile; nobody holds entries here, as the engine does. */
        @Operation
        public boolean remove(@Param(name = "key") int key) {
            Entry<Integer, Integer> entry = map.get(inBin(key));
            while (entry != null && !map.remove(entry)) {
                entry = map.get(inBin(key));
            }
            return entry != null;
        }

        @Operation
        public boolean replace(@Param(name = "key") int key) {
            Entry<Integer, Integer> entry = map.get(inBin(key));
            while (entry != null && !map.replace(entry, new Entry<>(inBin(key), key, 1, false))) {
                entry = map.get(inBin(key));
            }
            return entry != null;
        }

        @Operation
        public boolean containsWhatStays() {
            return map.get(inBin(9)) != null && map.get(inBin(10)) != null;
        }
    }
}
