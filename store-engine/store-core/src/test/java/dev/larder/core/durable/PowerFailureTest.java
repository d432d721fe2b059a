package dev.larder.core.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.Durability;
import dev.larder.store.StoreException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The power goes off at every operation of a store's disk, on a disk that loses, tears and reorders what it was not asked to
 * confirm.
 *
 * <p>The system property {@code larder.power.seeds} says how many runs there are, {@code larder.seed} which is the first.
 */
@Timeout(600)
class PowerFailureTest {
    private static final int SEEDS = Integer.getInteger("larder.power.seeds", 1);
    private static final int AGAIN_SEEDS = 5 * SEEDS;
    private static final int BATCH_SEEDS = 20 * SEEDS;
    private static final long FIRST_SEED = Long.getLong("larder.seed", 1);
    private static final int STEPS = 20;
    private static final int GENERATIONS = 5;

    @ParameterizedTest
    @EnumSource(Durability.class)
    void powerOff_atEachOperation_leavesWhatWasConfirmedAndNothingThatNeverWas(Durability durability) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            int operation = 0;
            while (isUsedUntilPowerIsOff(new ScriptedStore(seed, durability), operation)) {
                operation++;
            }
            assertThat(operation).as("operations, seed %d", seed).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void powerOff_againAndAgain_leavesWhatWasConfirmedAndNothingThatNeverWas(Durability durability) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + AGAIN_SEEDS; seed++) {
            ScriptedStore script = new ScriptedStore(seed, durability);
            SplittableRandom operations = new SplittableRandom(seed);
            for (int generation = 0; generation < GENERATIONS; generation++) {
                isUsedUntilPowerIsOff(script, operations.nextInt(200));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void powerOff_afterBatches_leavesEachWholeOrNothingOfIt(Durability durability) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + BATCH_SEEDS; seed++) {
            ScriptedStore script = new ScriptedStore(seed, durability);
            script.open();
            for (int batch = 0; batch < 3; batch++) {
                script.writeBatch("log");
            }
            script.losePowerAndCheck();
            script.losePower();
        }
    }

    /**
     * A snapshot that counts records which the log then loses would keep those that get their numbers from being read. Here
     * it has no entry that would have had the log confirmed.
     */
    @Test
    void powerOff_afterASnapshotOfNothing_losesNothingThatIsWrittenLater() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + 20; seed++) {
            ScriptedStore script = new ScriptedStore(seed, Durability.BACKGROUND);
            script.open();
            script.put("hybrid", "removed", "", null, Durability.SYNC);
            script.remove("hybrid", "removed");
            script.snapshot("hybrid");
            script.losePowerAndCheck();
            script.put("hybrid", "later", "", null, Durability.SYNC);
            script.losePowerAndCheck();
            script.close();
        }
    }

    /** Returns whether the store came to that operation. */
    private static boolean isUsedUntilPowerIsOff(ScriptedStore script, int operation) {
        script.disk.powerOffAt(operation);
        try {
            script.open();
            for (int step = 0; step < STEPS; step++) {
                script.step();
            }
        } catch (StoreException powerIsOff) {
            // What it was at may have been done or not.
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("seed " + script.seed + ", power off at operation " + operation, failure);
        }
        boolean reached = script.disk.operationCount() > operation;
        try {
            script.losePowerAndCheck();
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("seed " + script.seed + ", power off at operation " + operation, failure);
        }
        script.losePower();
        return reached;
    }
}
