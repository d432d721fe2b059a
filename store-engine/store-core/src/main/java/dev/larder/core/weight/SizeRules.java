package dev.larder.core.weight;

import java.lang.ref.Reference;
import java.lang.reflect.Array;
import java.lang.reflect.Proxy;

/**
 * Finds the rule of a class, once for each class.
 *
 * <p>The JDK's classes are known by name or by the interface they have, never by their fields: the JDK does not let
 * others look into them. Other classes are measured by their fields.
 *
 * <p><b>Threads:</b> safe from any thread; two threads may work out the same rule at once and one is kept.
 */
final class SizeRules {
    /** What an object of a kind nobody here knows counts for: a guess, about two small objects. */
    static final long UNKNOWN_BYTES = 64;

    private static final SizeRule UNKNOWN = (SizeRule.Leaf) object -> UNKNOWN_BYTES;

    private static final ClassValue<SizeRule> RULES = new ClassValue<>() {
        @Override
        protected SizeRule computeValue(Class<?> type) {
            return ruleFor(type);
        }
    };

    private SizeRules() {}

    static SizeRule of(Object object) {
        return RULES.get(object.getClass());
    }

    static SizeRule ofClass(Class<?> type) {
        return RULES.get(type);
    }

    private static SizeRule ruleFor(Class<?> type) {
        if (type.isArray()) {
            return arrayRule(type.getComponentType());
        }
        if (Enum.class.isAssignableFrom(type)) {
            return SizeRule.SHARED;
        }
        if (isOpaque(type)) {
            return UNKNOWN;
        }
        if (!isOfTheJdk(type)) {
            return FieldsRule.of(type);
        }
        SizeRule value = JdkValueSizes.ruleFor(type);
        if (value != null) {
            return value;
        }
        SizeRule container = JdkContainerSizes.ruleFor(type);
        return container == null ? UNKNOWN : container;
    }

    private static SizeRule arrayRule(Class<?> elementType) {
        if (elementType.isPrimitive()) {
            int elementBytes = MemoryLayout.slotBytes(elementType);
            return (SizeRule.Leaf) array -> MemoryLayout.arrayBytes(elementBytes, Array.getLength(array));
        }
        return (SizeRule.Compound) (array, visit) -> {
            Object[] elements = (Object[]) array;
            visit.holdElements(elements);
            return MemoryLayout.referenceArrayBytes(elements.length);
        };
    }

    /** Lambdas and proxies, and what leads out of the entry into the program around it. */
    private static boolean isOpaque(Class<?> type) {
        return type.isHidden()
                || Proxy.isProxyClass(type)
                || Thread.class.isAssignableFrom(type)
                || ClassLoader.class.isAssignableFrom(type)
                || Reference.class.isAssignableFrom(type);
    }

    static boolean isOfTheJdk(Class<?> type) {
        String module = type.getModule().getName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }
}
