package dev.larder.sample.burst;

/** A burst was asked for while another one runs. */
public final class BurstRunningException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BurstRunningException() {
        super("Another burst is running. Wait until it ends, which takes at most 10 seconds.");
    }
}
