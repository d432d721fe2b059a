package dev.larder.codecs;

import dev.larder.store.CodecConfig;
import dev.larder.store.spi.AllowedClasses;
import java.util.List;
import java.util.Set;
import org.apache.fory.Fory;
import org.apache.fory.resolver.ClassResolver;
import org.apache.fory.resolver.DefaultJdkClassAllowList;
import org.apache.fory.resolver.TypeChecker;
import org.apache.fory.resolver.TypeResolver;

/**
 * Says which classes a Fory may write and read: those of the settings, those of the JDK that Fory knows of itself, and a few
 * more of the JDK's that it writes rightly. Others are refused by name, before they are loaded.
 *
 * <p><b>Threads:</b> any.
 */
final class ForyTypes implements TypeChecker {
    /** Of what Fory does not register itself, these hold nothing but values. */
    private static final Set<String> VALUES_OF_THE_JDK = Set.of(
            "java.math.MathContext",
            "java.math.RoundingMode",
            "java.time.DayOfWeek",
            "java.time.Month",
            "java.time.MonthDay",
            "java.time.Year",
            "java.time.YearMonth",
            "java.util.concurrent.TimeUnit");

    private final AllowedClasses allowed;

    ForyTypes(CodecConfig config) {
        allowed = new AllowedClasses(config);
    }

    static boolean isOfTheJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    /** Gives the classes of the settings their names. Those of packages have the same names without being registered. */
    static void register(Fory fory, List<Class<?>> types) {
        for (Class<?> type : types) {
            if (!isOfTheJdk(type) && !type.isArray() && !type.isInterface()) {
                String name = type.getName();
                int simpleNameAt = name.lastIndexOf('.') + 1;
                fory.register(type, name.substring(0, Math.max(0, simpleNameAt - 1)), name.substring(simpleNameAt));
            }
        }
    }

    @Override
    public boolean checkType(TypeResolver resolver, String className) {
        int dimensions = className.lastIndexOf('[') + 1;
        if (dimensions > 0) {
            return className.charAt(dimensions) != 'L'
                    || checkType(resolver, className.substring(dimensions + 1, className.length() - 1));
        }
        if (allowed.allows(className)
                || VALUES_OF_THE_JDK.contains(className)
                || DefaultJdkClassAllowList.getAllowClasses().contains(className)
                || ((ClassResolver) resolver).getRegisteredClass(className) != null) {
            return true;
        }
        throw AllowedClasses.refusal(className, ForyCodecProvider.NAME);
    }
}
