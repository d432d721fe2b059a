package dev.larder.core.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.Durability;
import dev.larder.store.StorageFailedException;
import dev.larder.store.StorageFullException;
import dev.larder.store.StoreException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The disk is full, fails to confirm, or fails otherwise, at every place of a run; the system property {@code larder.seed} says of which. */
@Timeout(600)
class StorageFailureTest {
    private static final long SEED = Long.getLong("larder.seed", 1);
    private static final int STEPS = 20;
    private static final int STEPS_AROUND_A_FAILURE = 12;
    private static final int STEPS_WHILE_FULL = 8;

    @ParameterizedTest
    @EnumSource(Durability.class)
    void fullDisk_atEachOperation_refusesWritesAndLosesNothing(Durability durability) {
        // Then either the power fails as well, or room is made and writes go on.
        int refusals = 0;
        for (int operation = 20; ; operation++) {
            ScriptedStore script = new ScriptedStore(SEED, durability);
            script.open();
            script.disk.fillAt(operation);
            int refused = useWhileFull(script);
            if (script.disk.operationCount() < operation) {
                break;
            }
            refusals += refused;
            if (operation % 2 == 1) {
                script.losePowerAndCheck();
                script.close();
                continue;
            }
            script.disk.makeRoom();
            for (String name : ScriptedStore.LOGGED) {
                script.put(name, "after", "", null, null);
            }
            script.checkNow();
            script.close();
            script.open();
            script.checkNow();
            script.close();
        }
        assertThat(refusals).isPositive();
    }

    /** Does some steps, also after the first that was refused; returns how many were refused. */
    private static int useWhileFull(ScriptedStore script) {
        int refused = 0;
        for (int step = 0; step < STEPS && refused < STEPS_WHILE_FULL; step++) {
            try {
                script.stepWithoutReopening();
            } catch (StorageFullException full) {
                refused++;
                script.refused();
                script.checkNow();
            }
        }
        return refused;
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void failedForce_anyOfThem_refusesWritesAndKeepsWhatWasConfirmed(Durability durability) {
        int failures = 0;
        boolean reached = true;
        for (int force = 0; reached; force++) {
            ScriptedStore script = new ScriptedStore(SEED, durability);
            script.open();
            long failing = script.disk.forceCount() + force;
            script.disk.failForce(failing, true, SEED + force);
            try {
                for (int step = 0; step < STEPS; step++) {
                    script.stepWithoutReopening();
                }
            } catch (StoreException failed) {
                if (script.store().disk().failure() instanceof StorageFailedException failure) {
                    failures++;
                    checkRefused(script, failure);
                }
            }
            reached = script.disk.forceCount() > failing;
            script.losePowerAndCheck();
            script.close();
        }
        assertThat(failures).isPositive();
    }

    /** Of whatever kind: opening, writing, giving a size, renaming, deleting, confirming; also of the start and the end. */
    @ParameterizedTest
    @EnumSource(Durability.class)
    void failedOperation_anyOfThem_losesNothingThatWasConfirmed(Durability durability) {
        int failures = 0;
        boolean reached = true;
        for (int operation = 0; reached; operation++) {
            ScriptedStore script = new ScriptedStore(SEED, durability);
            script.disk.failOperation(operation);
            try {
                script.open();
                failures += useThroughFailures(script);
                script.close();
            } catch (StoreException failed) {
                failures++;
            }
            reached = script.disk.operationCount() > operation;
            try {
                script.losePowerAndCheck();
                script.close();
            } catch (AssertionError | StoreException failure) {
                throw new AssertionError("seed " + SEED + ", failed operation " + operation, failure);
            }
        }
        assertThat(failures).isPositive();
    }

    /** Goes on after a failure, unless it was one to confirm; returns how many there were. */
    private static int useThroughFailures(ScriptedStore script) {
        int failures = 0;
        for (int step = 0; step < STEPS_AROUND_A_FAILURE; step++) {
            try {
                script.stepWithoutReopening();
            } catch (StoreException failed) {
                if (script.store().disk().failure() != null) {
                    throw failed;
                }
                failures++;
                script.refused();
                script.checkNow();
            }
        }
        return failures;
    }

    private static void checkRefused(ScriptedStore script, StorageFailedException failure) {
        assertThat(failure.safeSequence()).isEqualTo(script.store().disk().durableSequence());
        assertThat(failure).hasMessageContaining(Long.toString(failure.safeSequence()));
        for (String name : ScriptedStore.LOGGED) {
            assertThatThrownBy(() -> script.keyspace(name).put("refused", "0:"))
                    .isInstanceOf(StorageFailedException.class);
            assertThat(script.keyspace(name).get("refused")).isNull();
        }
    }
}
