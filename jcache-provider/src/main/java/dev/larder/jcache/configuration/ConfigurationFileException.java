package dev.larder.jcache.configuration;

import java.io.Serial;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** A configuration file can't be opened or says what it must not. The message has file, line and column. */
public final class ConfigurationFileException extends CacheException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final int column;

    ConfigurationFileException(String file, String problem, @Nullable Throwable cause) {
        super(file + ": " + problem, cause);
        this.file = file;
        line = 0;
        column = 0;
    }

    ConfigurationFileException(String file, int line, int column, String problem) {
        super(file + ", line " + line + ", column " + column + ": " + problem);
        this.file = file;
        this.line = line;
        this.column = column;
    }

    /** The file as the manager's URI names it. */
    public String file() {
        return file;
    }

    /** The line, from 1; 0 if the file as a whole is meant. */
    public int line() {
        return line;
    }

    /** The column, from 1; 0 if the file as a whole is meant. */
    public int column() {
        return column;
    }
}
