package dev.larder.core.codec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types of {@link JdkCodec} by class and by tag. */
final class JdkTypes {
    /** Is followed by the tag and bytes of what it holds, or by nothing. */
    static final int OPTIONAL = 70;

    private static final Map<Class<?>, JdkType<?>> BY_CLASS = new HashMap<>();
    private static final @Nullable JdkType<?>[] BY_TAG = new JdkType<?>[256];

    static {
        for (List<? extends JdkType<?>> types :
                List.of(TextTypes.all(), NumberTypes.all(), ArrayTypes.all(), DateTimeTypes.all(), ZoneTypes.all())) {
            for (JdkType<?> type : types) {
                if (BY_TAG[type.tag()] != null) {
                    throw new AssertionError("two types have the tag " + type.tag());
                }
                BY_TAG[type.tag()] = type;
                BY_CLASS.putIfAbsent(type.type(), type);
            }
        }
    }

    private JdkTypes() {}

    static @Nullable JdkType<?> of(Class<?> type) {
        return BY_CLASS.get(type);
    }

    static @Nullable JdkType<?> of(int tag) {
        return BY_TAG[tag];
    }
}
