package dev.larder.core.weight;

import static dev.larder.core.weight.MemoryLayout.arrayBytes;
import static dev.larder.core.weight.MemoryLayout.objectBytes;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The sizes of the JDK's own values, which refer to nothing but their own parts. A boxed number that the JDK keeps for
 * all (-128 to 127, booleans, bytes) counts for nothing.
 */
final class JdkValueSizes {
    private static final Map<Class<?>, SizeRule> RULES = rules();

    private JdkValueSizes() {}

    static @Nullable SizeRule ruleFor(Class<?> type) {
        SizeRule rule = RULES.get(type);
        if (rule != null) {
            return rule;
        }
        if (ZoneId.class.isAssignableFrom(type) || Charset.class.isAssignableFrom(type)) {
            return SizeRule.SHARED;
        }
        if (Date.class.isAssignableFrom(type)) { // those of java.sql, which have an int more at most
            return fixed(objectBytes(1, Long.BYTES + Integer.BYTES));
        }
        return ByteBuffer.class.isAssignableFrom(type) ? leaf(ByteBuffer.class, JdkValueSizes::bufferBytes) : null;
    }

    /**
     * A string with its array. The JDK gives a character one byte if all characters of the string are Latin-1, else
     * two.
     */
    static long stringBytes(String string) {
        int length = string.length();
        return objectBytes(1, 6) + arrayBytes(1, isLatin1(string) ? length : 2L * length);
    }

    /** Looks at eight characters between two branches, which is faster than one by one on long strings. */
    private static boolean isLatin1(String string) {
        int length = string.length();
        int i = 0;
        for (; i < length - 7; i += 8) {
            int bits = string.charAt(i)
                    | string.charAt(i + 1)
                    | string.charAt(i + 2)
                    | string.charAt(i + 3)
                    | string.charAt(i + 4)
                    | string.charAt(i + 5)
                    | string.charAt(i + 6)
                    | string.charAt(i + 7);
            if (bits > 0xFF) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (string.charAt(i) > 0xFF) {
                return false;
            }
        }
        return true;
    }

    private static Map<Class<?>, SizeRule> rules() {
        Map<Class<?>, SizeRule> rules = new HashMap<>();
        addShared(rules);
        addNumbers(rules);
        addTimes(rules);
        rules.put(String.class, leaf(String.class, JdkValueSizes::stringBytes));
        rules.put(UUID.class, fixed(objectBytes(0, 2 * Long.BYTES)));
        rules.put(StringBuilder.class, leaf(StringBuilder.class, builder -> builderBytes(builder.capacity())));
        rules.put(StringBuffer.class, leaf(StringBuffer.class, buffer -> builderBytes(buffer.capacity())));
        rules.put(BitSet.class, leaf(BitSet.class, set -> objectBytes(1, 5) + arrayBytes(1, set.size() / Byte.SIZE)));
        rules.put(OptionalInt.class, fixed(objectBytes(0, Integer.BYTES + 1)));
        rules.put(OptionalLong.class, fixed(objectBytes(0, Long.BYTES + 1)));
        rules.put(OptionalDouble.class, fixed(objectBytes(0, Double.BYTES + 1)));
        rules.put(Object.class, fixed(objectBytes(0, 0)));
        return Map.copyOf(rules);
    }

    private static void addShared(Map<Class<?>, SizeRule> rules) {
        rules.put(Class.class, SizeRule.SHARED);
        rules.put(Boolean.class, SizeRule.SHARED);
        rules.put(Byte.class, SizeRule.SHARED);
        rules.put(Locale.class, SizeRule.SHARED);
        rules.put(Currency.class, SizeRule.SHARED);
        rules.put(Collections.emptyList().getClass(), SizeRule.SHARED);
        rules.put(Collections.emptySet().getClass(), SizeRule.SHARED);
        rules.put(Collections.emptyMap().getClass(), SizeRule.SHARED);
    }

    private static void addNumbers(Map<Class<?>, SizeRule> rules) {
        long small = objectBytes(0, Integer.BYTES);
        long large = objectBytes(0, Long.BYTES);
        rules.put(Short.class, leaf(Short.class, number -> isKeptByTheJdk(number) ? 0 : small));
        rules.put(Integer.class, leaf(Integer.class, number -> isKeptByTheJdk(number) ? 0 : small));
        rules.put(Long.class, leaf(Long.class, number -> isKeptByTheJdk(number) ? 0 : large));
        rules.put(Character.class, leaf(Character.class, character -> character <= 127 ? 0 : small));
        rules.put(Float.class, fixed(small));
        rules.put(Double.class, fixed(large));
        rules.put(AtomicBoolean.class, fixed(small));
        rules.put(AtomicInteger.class, fixed(small));
        rules.put(AtomicLong.class, fixed(large));
        rules.put(BigInteger.class, leaf(BigInteger.class, number -> bigIntegerBytes(number.bitLength())));
        rules.put(BigDecimal.class, leaf(BigDecimal.class, JdkValueSizes::bigDecimalBytes));
    }

    private static void addTimes(Map<Class<?>, SizeRule> rules) {
        long date = objectBytes(0, 8);
        long time = objectBytes(0, 7);
        long dateTime = objectBytes(2, 0) + date + time;
        long seconds = objectBytes(0, Long.BYTES + Integer.BYTES);
        rules.put(LocalDate.class, fixed(date));
        rules.put(LocalTime.class, fixed(time));
        rules.put(LocalDateTime.class, fixed(dateTime));
        rules.put(OffsetDateTime.class, fixed(objectBytes(2, 0) + dateTime));
        rules.put(OffsetTime.class, fixed(objectBytes(2, 0) + time));
        rules.put(ZonedDateTime.class, fixed(objectBytes(3, 0) + dateTime));
        rules.put(Instant.class, fixed(seconds));
        rules.put(Duration.class, fixed(seconds));
        rules.put(Period.class, fixed(objectBytes(0, 3 * Integer.BYTES)));
        rules.put(Year.class, fixed(objectBytes(0, Integer.BYTES)));
        rules.put(YearMonth.class, fixed(objectBytes(0, 2 * Integer.BYTES)));
        rules.put(MonthDay.class, fixed(objectBytes(0, 2 * Integer.BYTES)));
        rules.put(Date.class, fixed(objectBytes(1, Long.BYTES)));
    }

    private static boolean isKeptByTheJdk(long number) {
        return number >= -128 && number <= 127;
    }

    private static long bigIntegerBytes(int bits) {
        return objectBytes(1, 5 * Integer.BYTES) + arrayBytes(Integer.BYTES, (bits + 31L) / 32);
    }

    /** Up to 63 bits are a field of the decimal itself; its text, once asked for, stays and is not counted. */
    private static long bigDecimalBytes(BigDecimal number) {
        int bits = number.unscaledValue().bitLength();
        return objectBytes(2, 2 * Integer.BYTES + Long.BYTES) + (bits < Long.SIZE ? 0 : bigIntegerBytes(bits));
    }

    /** Taken as Latin-1: to look at all the text of a builder would take longer than it is worth. */
    private static long builderBytes(int capacity) {
        return objectBytes(1, 6) + arrayBytes(1, capacity);
    }

    /** What a direct buffer points to is not on the heap. */
    private static long bufferBytes(ByteBuffer buffer) {
        return objectBytes(2, 31) + (buffer.isDirect() ? 0 : arrayBytes(1, buffer.capacity()));
    }

    private static SizeRule fixed(long bytes) {
        return (SizeRule.Leaf) object -> bytes;
    }

    private static <T> SizeRule leaf(Class<T> type, ToLongFunction<T> bytes) {
        return (SizeRule.Leaf) object -> bytes.applyAsLong(type.cast(object));
    }
}
