package dev.larder.codecs;

/** Tells whether a library is there without touching what can't be loaded if it is not. */
final class Library {
    private Library() {}

    static boolean isPresent(String className) {
        try {
            return Class.forName(className, false, Library.class.getClassLoader()) != null;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
