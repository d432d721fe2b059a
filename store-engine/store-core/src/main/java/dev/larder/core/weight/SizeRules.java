package dev.larder.core.weight;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rule of a class, once for each class.
 *
 * <p>The JDK's classes are known by name or by the interface they have, never by their fields: the JDK does not let
 * others look into them. Other classes are measured by their fields.
 *
 * <p>A rule is an object of Larder's, and some hold on to the class they measure. So that an application which is unloaded
 * leaves nothing behind, a rule hangs on a class only if its loader is Larder's or below it. The rules of loaders above,
 * the JDK's among them, lie in a map; a class of a loader that is neither has a weak reference to its rule,
 * which is worked out anew when that was collected.
 *
 * <p><b>Threads:</b> safe from any thread; two threads may work out the same rule at once and one is kept.
 */
final class SizeRules {
    /** What an object of a kind nobody here knows counts for: a guess, about two small objects. */
    static final long UNKNOWN_BYTES = 64;

    private static final SizeRule UNKNOWN = (SizeRule.Leaf) object -> UNKNOWN_BYTES;

    private static final @Nullable ClassLoader OWN_LOADER = SizeRules.class.getClassLoader();

    /** Rules of classes that are there for as long as this one: of its loader's parents. */
    private static final Map<Class<?>, SizeRule> LASTING = new ConcurrentHashMap<>();

    /** Rules of all other classes, or weak references to them. */
    private static final ClassValue<Object> OTHERS = new ClassValue<>() {
        @Override
        protected Object computeValue(Class<?> type) {
            SizeRule rule = ruleFor(type);
            return isBelow(type.getClassLoader(), OWN_LOADER) ? rule : new WeakReference<>(rule);
        }
    };

    private SizeRules() {}

    static SizeRule of(Object object) {
        return ofClass(object.getClass());
    }

    static SizeRule ofClass(Class<?> type) {
        SizeRule lasting = LASTING.get(type);
        if (lasting != null) {
            return lasting;
        }
        ClassLoader loader = type.getClassLoader();
        if (loader == null || (loader != OWN_LOADER && isBelow(OWN_LOADER, loader))) {
            // Not by computeIfAbsent: a rule may ask for that of a superclass.
            SizeRule made = ruleFor(type);
            SizeRule first = LASTING.putIfAbsent(type, made);
            return first == null ? made : first;
        }
        Object found = OTHERS.get(type);
        if (found instanceof SizeRule rule) {
            return rule;
        }
        if (found instanceof WeakReference<?> reference && reference.get() instanceof SizeRule rule) {
            return rule;
        }
        OTHERS.remove(type);
        return ruleFor(type);
    }

    /** Whether a loader is another one or has it among its parents. */
    private static boolean isBelow(@Nullable ClassLoader loader, @Nullable ClassLoader other) {
        ClassLoader at = loader;
        while (at != null && at != other) {
            at = at.getParent();
        }
        return at == other;
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
