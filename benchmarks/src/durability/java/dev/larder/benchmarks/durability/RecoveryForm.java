package dev.larder.benchmarks.durability;

import dev.larder.store.DiskConfig;
import dev.larder.store.Durability;
import dev.larder.store.Persistence.Mode;
import java.nio.file.Path;
import java.util.Locale;

/** A form in which entries are on disk: the log, or snapshots of one compression. */
enum RecoveryForm {
    LOG(Mode.LOG, "none"),
    PLAIN(Mode.SNAPSHOT, "none"),
    LZ4(Mode.SNAPSHOT, "lz4"),
    ZSTD(Mode.SNAPSHOT, "zstd");

    private final Mode mode;
    private final String compression;

    RecoveryForm(Mode mode, String compression) {
        this.mode = mode;
        this.compression = compression;
    }

    /** How it is called in options and tables. */
    String title() {
        String name = name().toLowerCase(Locale.ROOT);
        return mode == Mode.LOG ? name : "snapshot-" + name;
    }

    /** The form of that title. */
    static RecoveryForm titled(String title) {
        for (RecoveryForm form : values()) {
            if (form.title().equals(title)) {
                return form;
            }
        }
        throw new IllegalArgumentException("No form is called '" + title + "'.");
    }

    Mode mode() {
        return mode;
    }

    /** The settings of the data directory. */
    DiskConfig disk(Path directory) {
        return DiskConfig.at(directory)
                .durability(Durability.NONE)
                .snapshotCompression(compression)
                .build();
    }
}
