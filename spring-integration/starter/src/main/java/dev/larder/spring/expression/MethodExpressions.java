package dev.larder.spring.expression;

import dev.larder.spring.annotation.CacheTags;
import dev.larder.spring.annotation.CacheTtl;
import dev.larder.spring.entry.NewValue;
import dev.larder.store.settings.Quantities;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.AnnotatedElementKey;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.context.expression.CachedExpressionEvaluator;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.expression.common.TemplateParserContext;
import org.springframework.expression.spel.SpelEvaluationException;
import org.springframework.expression.spel.SpelMessage;
import org.springframework.util.ObjectUtils;

/**
 * What {@link CacheTtl} and {@link CacheTags} on a method say of a value, and the tags of other annotations. An expression
 * that names the result says nothing where that is null, unless it is written for null.
 *
 * <p>Safe from any thread. Methods and expressions are read once.
 */
public final class MethodExpressions extends CachedExpressionEvaluator {
    private static final TemplateParserContext TEMPLATE = new TemplateParserContext();
    private static final Pattern RESULT = Pattern.compile("#result\\b");
    private static final Set<SpelMessage> ASKED_NULL = EnumSet.of(
            SpelMessage.PROPERTY_OR_FIELD_NOT_READABLE_ON_NULL,
            SpelMessage.METHOD_CALL_ON_NULL_OBJECT_NOT_ALLOWED,
            SpelMessage.CANNOT_INDEX_INTO_NULL_VALUE);
    private static final Pattern WRITTEN_FOR_NULL = Pattern.compile("\\bnull\\b|\\?[.:]");

    private final Map<AnnotatedElementKey, Said> saidOfMethods = new ConcurrentHashMap<>();
    private final Map<ExpressionKey, Expression> expressions = new ConcurrentHashMap<>();
    private volatile @Nullable BeanFactoryResolver beans;

    /** What annotations say of what a method returns. */
    private record Said(@Nullable Expression timeToLive, List<String> tags) {
        static final Said NOTHING = new Said(null, List.of());

        boolean isNothing() {
            return timeToLive == null && tags.isEmpty();
        }
    }

    /** Lets expressions name beans. */
    public void setBeanFactory(BeanFactory factory) {
        beans = new BeanFactoryResolver(factory);
    }

    /** Whether anything is said of what a method returns. */
    public boolean isAnythingSaid(Method method, Object target) {
        return !saidOf(method, target).isNothing();
    }

    /**
     * A value with what is said of it.
     *
     * @throws IllegalArgumentException if an expression gives what is neither a duration nor a text of one
     */
    public NewValue newValue(Method method, Object target, @Nullable Object[] arguments, @Nullable Object value) {
        Said said = saidOf(method, target);
        if (said.isNothing()) {
            return NewValue.of(value);
        }
        EvaluationContext context = context(method, target, arguments, value);
        Duration timeToLive = said.timeToLive == null
                ? null
                : duration(method, said.timeToLive.getExpressionString(), evaluate(said.timeToLive, context, value));
        return new NewValue(value, timeToLive, List.copyOf(tags(method, target, said.tags, context, value)));
    }

    /** The tags that expressions give. */
    public Set<String> tags(
            Method method, Object target, @Nullable Object[] arguments, @Nullable Object result, List<String> texts) {
        return tags(method, target, texts, context(method, target, arguments, result), result);
    }

    private Set<String> tags(
            Method method, Object target, List<String> texts, EvaluationContext context, @Nullable Object result) {
        Set<String> tags = new LinkedHashSet<>();
        for (String text : texts) {
            Expression expression = getExpression(expressions, keyOf(method, target), text);
            addTags(evaluate(expression, context, result), tags);
        }
        return tags;
    }

    /** Whether an expression asks for what the method returns. */
    public static boolean namesResult(String expression) {
        return RESULT.matcher(expression).find();
    }

    /** A call that found nothing is no mistake, so an expression which did not think of that says nothing. */
    private static @Nullable Object evaluate(
            Expression expression, EvaluationContext context, @Nullable Object result) {
        String text = expression.getExpressionString();
        if (result != null || !namesResult(text)) {
            return expression.getValue(context);
        }
        if (!WRITTEN_FOR_NULL.matcher(text).find()) {
            return null;
        }
        try {
            return expression.getValue(context);
        } catch (SpelEvaluationException failure) {
            // As of #result.name ?: 'none', which expects null of the name. All else is a mistake.
            if (ASKED_NULL.contains(failure.getMessageCode())) {
                return null;
            }
            throw failure;
        }
    }

    private static void addTags(@Nullable Object given, Set<String> tags) {
        if (given instanceof Iterable<?> several && !(given instanceof Path)) {
            several.forEach(one -> addTags(one, tags));
        } else if (given instanceof Optional<?> one) {
            addTags(one.orElse(null), tags);
        } else if (given instanceof BaseStream<?, ?> several) {
            several.iterator().forEachRemaining(one -> addTags(one, tags));
        } else if (ObjectUtils.isArray(given)) {
            addTags(Arrays.asList(ObjectUtils.toObjectArray(given)), tags);
        } else if (given instanceof Map || given instanceof Iterator) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "An expression for tags gives a tag, or several as a collection, an array, a stream or an Optional;"
                            + " found a %s. Ask for what is in it, such as #result.keySet().",
                    given.getClass().getName()));
        } else if (given != null) {
            tags.add(given.toString());
        }
    }

    private EvaluationContext context(
            Method method, Object target, @Nullable Object[] arguments, @Nullable Object result) {
        MethodBasedEvaluationContext context = new MethodBasedEvaluationContext(
                target, specific(method, target), arguments, getParameterNameDiscoverer());
        context.setVariable("result", result);
        if (beans != null) {
            context.setBeanResolver(beans);
        }
        return context;
    }

    private static @Nullable Duration duration(Method method, String text, @Nullable Object given) {
        if (given == null) {
            return null;
        }
        try {
            if (given instanceof Duration duration) {
                if (duration.toMillis() < 1) {
                    throw Quantities.expected("at least one millisecond", duration.toString());
                }
                return duration;
            }
            if (given instanceof CharSequence) {
                return Quantities.duration(given.toString());
            }
            throw Quantities.expected(
                    "a Duration or a text such as 10m, found a "
                            + given.getClass().getName(),
                    given.toString());
        } catch (IllegalArgumentException mistake) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT, "@CacheTtl(\"%s\") on %s: its value %s", text, method, mistake.getMessage()),
                    mistake);
        }
    }

    private Said saidOf(Method method, Object target) {
        AnnotatedElementKey key = keyOf(method, target);
        Said said = saidOfMethods.get(key);
        return said != null ? said : saidOfMethods.computeIfAbsent(key, same -> read(specific(method, target)));
    }

    private Said read(Method method) {
        CacheTtl ttl = AnnotatedElementUtils.findMergedAnnotation(method, CacheTtl.class);
        CacheTags tags = AnnotatedElementUtils.findMergedAnnotation(method, CacheTags.class);
        if (ttl == null && tags == null) {
            return Said.NOTHING;
        }
        return new Said(
                ttl == null ? null : getParser().parseExpression(ttl.value(), TEMPLATE),
                tags == null ? List.of() : List.of(tags.value()));
    }

    private static AnnotatedElementKey keyOf(Method method, Object target) {
        return new AnnotatedElementKey(method, target.getClass());
    }

    private static Method specific(Method method, Object target) {
        return AopUtils.getMostSpecificMethod(method, AopUtils.getTargetClass(target));
    }
}
