package dev.larder.copy;

import org.jspecify.annotations.Nullable;

/**
 * Isolates what a cache holds from what its callers hold: one copier for the keys of a cache, one for its values.
 *
 * <p>A copy has the class, the content and the shape (cycles, shared references) of its original and shares nothing
 * mutable with it. {@code transient} fields are not part of a value: they come back as construction without the
 * original leaves them, as in Java serialization. A value need not be {@link java.io.Serializable}.
 *
 * <p>A value that can be copied in no way is refused with the exception that the copier's {@link CopyFailure} makes.
 *
 * <p>Safe from any thread, virtual ones too. Null gives null.
 */
public interface Copier extends AutoCloseable {

    /** Returns the value itself where it is immutable, else a copy. */
    <T extends @Nullable Object> T copy(T value);

    /**
     * Copies a value that is about to be stored. Every value that gets into the table must come through here, or
     * {@link #copyOut} would hand it out as it is.
     */
    <T extends @Nullable Object> T copyIn(T value);

    /**
     * Copies a value that was read from the table. While only immutable values were ever stored this returns the value
     * without looking at it, so that a hit need not even load the value's class.
     */
    <T extends @Nullable Object> T copyOut(T value);

    /** Whether every value that came in so far is shared. Once false it stays false. */
    boolean allShared();

    /** Whether values of exactly this class are handed out as they are, since they are immutable. */
    boolean isShared(Class<?> type);

    /** Lets go of all working memory and classes. The copier goes on to work, and would build both anew. */
    @Override
    void close();
}
