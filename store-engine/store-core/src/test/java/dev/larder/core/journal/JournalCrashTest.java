package dev.larder.core.journal;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Power failures at every place, on a disk that loses, tears and reorders what it was not asked to confirm. */
class JournalCrashTest {
    private static final int RUNS = Integer.getInteger("larder.journal.crash.runs", 2_000);
    private static final int GENERATIONS = 5;

    @Test
    void open_powerOffAtEachOperation_hasAllThatWasConfirmedAndNothingElse() throws IOException {
        for (long seed = 0; seed < 12; seed++) {
            long operation = 0;
            boolean reached = true;
            while (reached) {
                CrashRun run = new CrashRun(seed);
                reached = run.use(operation++);
                run.check();
            }
        }
    }

    @Test
    void open_powerOffAgainAndAgain_hasAllThatWasConfirmedAndNothingElse() throws IOException {
        for (long seed = 0; seed < RUNS; seed++) {
            CrashRun run = new CrashRun(seed);
            for (int generation = 0; generation < GENERATIONS; generation++) {
                run.use(run.random().nextInt(200));
            }
            run.check();
        }
    }
}
