package dev.larder.jcache.integration;

import org.jspecify.annotations.Nullable;

/**
 * Knows which loaders are asked for many keys by the current thread at the moment: whoever waits for bulk loads must not
 * wait for one that can't go on before he does.
 *
 * <p><b>Threads:</b> any; each sees what it does itself.
 */
final class LoadsOnThread {
    private static final ThreadLocal<@Nullable Frame> TOP = new ThreadLocal<>();

    /** One loader, called from inside the one below it. */
    private record Frame(Object loader, @Nullable Frame below) {}

    private LoadsOnThread() {}

    /** Notes that the loader is called now; {@link #leave} must follow. */
    static void enter(Object loader) {
        TOP.set(new Frame(loader, TOP.get()));
    }

    /** Notes that the loader that was entered last has returned. */
    static void leave() {
        Frame top = TOP.get();
        Frame below = top == null ? null : top.below();
        if (below == null) {
            TOP.remove();
        } else {
            TOP.set(below);
        }
    }

    /** Whether the thread is inside a call of any loader. */
    static boolean isInsideAny() {
        return TOP.get() != null;
    }

    /** Whether the thread is inside a call of this loader. */
    static boolean isInside(@Nullable Object loader) {
        for (Frame frame = TOP.get(); frame != null; frame = frame.below()) {
            if (frame.loader() == loader) {
                return true;
            }
        }
        return false;
    }
}
