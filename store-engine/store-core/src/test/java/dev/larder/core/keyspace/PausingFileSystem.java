package dev.larder.core.keyspace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The machine's file system, on which whoever opens a file of some name can be made to wait. Safe from any thread. */
final class PausingFileSystem extends ForwardingFileSystem {
    private volatile @Nullable Pause pause;

    /** A wait of those who open files. */
    static final class Pause {
        private final String prefix;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);

        private Pause(String prefix) {
            this.prefix = prefix;
        }

        /** Waits until somebody waits. */
        void awaitReached() {
            await(reached);
        }

        /** Lets those go on who wait. */
        void end() {
            ended.countDown();
        }
    }

    /** From now on, who opens a file whose name begins so waits for the pause's end. */
    Pause pauseAt(String prefix) {
        Pause begun = new Pause(prefix);
        pause = begun;
        return begun;
    }

    @Override
    public DataFile open(Path file, boolean create) throws IOException {
        Pause waited = pause;
        if (waited != null && file.getFileName().toString().startsWith(waited.prefix)) {
            waited.reached.countDown();
            await(waited.ended);
        }
        return super.open(file, create);
    }
}
