package dev.larder.copy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Finds out whether Fory can be used, without touching a class that needs it. */
final class GraphCopiers {
    private static final GraphCopier ABSENT = new Absent();
    private static volatile boolean foryUsable = isPresent("org.apache.fory.Fory");

    private GraphCopiers() {}

    /** Returns a copier that uses Fory, or one that refuses everything where Fory is absent or does not start. */
    static GraphCopier open(ClassLoader loader) {
        if (!foryUsable) {
            return ABSENT;
        }
        try {
            return ForyGraphCopier.open(loader);
        } catch (LinkageError | RuntimeException e) {
            foryUsable = false; // and warned of once
            Logger logger = System.getLogger(GraphCopiers.class.getName());
            logger.log(
                    Level.WARNING,
                    "Apache Fory is on the class path but does not start. Store-by-value caches copy mutable values by"
                            + " Java serialization instead, about a hundred times slower. Use the version of"
                            + " org.apache.fory:fory-core that larder-copy declares; where the JVM denies the use of"
                            + " sun.misc.Unsafe, start it with --add-opens=java.base/java.lang.invoke=ALL-UNNAMED.",
                    e);
            return ABSENT;
        }
    }

    private static boolean isPresent(String className) {
        try {
            Class.forName(className, false, GraphCopiers.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static final class Absent implements GraphCopier {
        private final RefusedException refusal = new RefusedException(
                "Apache Fory, which needs no Serializable, is not there or did not start (org.apache.fory:fory-core)");

        @Override
        public Object copy(Object value) {
            throw refusal;
        }

        @Override
        public @Nullable Object copyFlat(Object value, boolean known) {
            return null;
        }
    }
}
