package dev.larder.core.load;

/** Tells whether what is being read from elsewhere is worth storing: until somebody writes, removes or clears its key. */
public class LoadMark {
    private volatile boolean worthless;

    /** A mark of a load that begins. */
    public LoadMark() {}

    /** Whether nobody changed the key since the load began. */
    public final boolean isWorthStoring() {
        return !worthless;
    }

    /** Whether the entry lives as long from now as a new one, though it may be there already. */
    public boolean isRenewal() {
        return false;
    }

    /** Says that the key was changed: the value may be older than the change. */
    final void makeWorthless() {
        worthless = true;
    }
}
