package dev.larder.store.spi;

import dev.larder.store.CodecConfig;
import dev.larder.store.CodecException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The classes of the application that settings allow to be read and written: {@link CodecConfig#types()} with their
 * superclasses, and what is in {@link CodecConfig#packages()}. Decides by name, so that no class need be loaded to be
 * refused. What of the JDK is allowed besides is for each codec to say.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class AllowedClasses {
    private final Set<String> names = new HashSet<>();
    private final List<String> prefixes;

    /** The classes that the settings allow. */
    public AllowedClasses(CodecConfig config) {
        for (Class<?> type : config.types()) {
            for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
                names.add(each.getName());
            }
        }
        prefixes = config.packages().stream().map(name -> name + ".").toList();
    }

    /** Whether the settings allow the class of this {@linkplain Class#getName name}, which is no array. */
    public boolean allows(String className) {
        if (names.contains(className)) {
            return true;
        }
        for (String prefix : prefixes) {
            if (className.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the settings allow the class, which is no array; that of an enum constant with a body is its enum's. */
    public boolean allows(Class<?> type) {
        boolean isBodyOfAConstant = Enum.class.isAssignableFrom(type) && !type.isEnum() && type != Enum.class;
        return allows((isBodyOfAConstant ? type.getSuperclass() : type).getName());
    }

    /** An exception that names a class that is not allowed, and the setting that allows it. */
    public static CodecException refusal(String className, String codecName) {
        return new CodecException(String.format(
                Locale.ROOT,
                "The class %s is not allowed for the codec '%s'. If values may be made of it, allow it with"
                        + " CodecConfig.builder().types(%s.class) or packages(\"%s\").",
                className,
                codecName,
                className.substring(className.lastIndexOf('.') + 1).replace('$', '.'),
                className.substring(0, Math.max(0, className.lastIndexOf('.')))));
    }
}
