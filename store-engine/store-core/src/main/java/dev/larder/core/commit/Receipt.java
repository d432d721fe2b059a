package dev.larder.core.commit;

/** Collects what a call has to wait for until its changes are on disk. Not safe for use by several threads at once. */
public final class Receipt {
    private long change;

    /** Notes a change that must be on disk first. */
    public void note(long number) {
        change = Math.max(change, number);
    }

    /** The last of the changes; 0 for none. */
    public long change() {
        return change;
    }
}
