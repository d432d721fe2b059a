package dev.larder.benchmarks.durability;

/** What {@link TierProbe} has a tier do. */
enum TierTask {
    /** Single puts, which nobody waits for but at the end. */
    PUTS_SORTED("single puts, sorted", true, false),
    PUTS_SHUFFLED("single puts, shuffled", false, false),
    BULK_SORTED("bulk load, sorted", true, true),
    /** And then gets of what was loaded. */
    BULK_SHUFFLED("bulk load, shuffled", false, true);

    private final String title;
    private final boolean sorted;
    private final boolean bulk;

    TierTask(String title, boolean sorted, boolean bulk) {
        this.title = title;
        this.sorted = sorted;
        this.bulk = bulk;
    }

    /** As it is called in tables. */
    String title() {
        return title;
    }

    /** Whether keys come in ascending order. */
    boolean isSorted() {
        return sorted;
    }

    /** Whether records are loaded at once. */
    boolean isBulk() {
        return bulk;
    }

    /** Whether what was written is read afterwards. */
    boolean isReadAfterwards() {
        return this == BULK_SHUFFLED;
    }
}
