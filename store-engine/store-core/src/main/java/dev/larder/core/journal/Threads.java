package dev.larder.core.journal;

/** Waits for threads to end. */
final class Threads {
    private Threads() {}

    /** Waits until a thread has ended; not interruptible. Does nothing if it is the caller's own. */
    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread != Thread.currentThread() && thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
