package dev.larder.hibernate.consistency;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.SplittableRandom;

/**
 * Lets other threads go first now and then, between what Hibernate reads from the database and what it puts into the
 * cache: attributes are converted there.
 */
@Converter
public final class Pauses implements AttributeConverter<Long, Long> {
    private static final ThreadLocal<SplittableRandom> RANDOM = new ThreadLocal<>();

    /** Begins pausing on this thread. */
    static void begin(SplittableRandom random) {
        RANDOM.set(random);
    }

    static void end() {
        RANDOM.remove();
    }

    @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it; it only makes meetings likelier
    static void maybe() {
        SplittableRandom random = RANDOM.get();
        if (random != null && random.nextInt(4) == 0) {
            for (int i = random.nextInt(200); i > 0; i--) {
                Thread.yield();
            }
        }
    }

    @Override
    public Long convertToDatabaseColumn(Long attribute) {
        return attribute;
    }

    @Override
    public Long convertToEntityAttribute(Long column) {
        maybe();
        return column;
    }
}
