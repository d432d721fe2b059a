package dev.larder.store.settings;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the quantities of a configuration: sizes, durations, fractions, counts. Errors are
 * {@link IllegalArgumentException}s that continue a sentence whose subject is the key: "must be ..., found ...".
 */
public final class Quantities {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]+) ?([A-Za-z]*)");
    private static final Pattern FRACTION = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?(%?)");

    /** Powers of 1024 under both kinds of name, as in the JVM's flags, in Spring's DataSize and in Redis. */
    private static final Map<String, Integer> SIZE_SHIFTS =
            Map.of("b", 0, "kb", 10, "kib", 10, "mb", 20, "mib", 20, "gb", 30, "gib", 30, "tb", 40, "tib", 40);

    private static final Map<String, ChronoUnit> DURATION_UNITS = Map.of(
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    private Quantities() {}

    /** How many there are of what is done at once. */
    public static int batch(String text) {
        long count = count(text);
        if (count > Integer.MAX_VALUE) {
            throw expected("a whole number from 1 to " + Integer.MAX_VALUE, text);
        }
        return (int) count;
    }

    /** A positive whole number. */
    public static long count(String text) {
        if (!text.matches("[+-]?[0-9]+")) {
            throw expected("a whole number such as 10000", text);
        }
        long count;
        try {
            count = Long.parseLong(text);
        } catch (NumberFormatException beyondLong) {
            throw expected("a whole number from 1 to " + Long.MAX_VALUE, text);
        }
        if (count < 1) {
            throw expected("at least 1", text);
        }
        return count;
    }

    /** A positive number of bytes: a whole number and a unit, 1 KB being 1024 bytes. */
    public static long bytes(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        if (!matcher.matches()) {
            throw expected("a size such as 64MB (a whole number and one of B, KB, MB, GB, TB)", text);
        }
        String number = matcher.group(1);
        if (matcher.group(2).isEmpty()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "must have a unit, found the bare number '%s'; write %sMB or %sB, for example",
                    text,
                    number,
                    number));
        }
        Integer shift = SIZE_SHIFTS.get(matcher.group(2).toLowerCase(Locale.ROOT));
        if (shift == null) {
            throw expected("a size whose unit is B, KB, MB, GB or TB (KiB and so on mean the same)", text);
        }
        long bytes;
        try {
            bytes = Math.multiplyExact(Long.parseLong(number), 1L << shift);
        } catch (ArithmeticException | NumberFormatException beyondLong) {
            throw expected("at most " + Long.MAX_VALUE + " bytes", text);
        }
        if (bytes < 1) {
            throw expected("at least one byte", text);
        }
        return bytes;
    }

    /** A duration of at least one millisecond: a whole number and a unit, or ISO-8601. */
    public static Duration duration(String text) {
        Duration duration = text.startsWith("P") || text.startsWith("-P") ? isoDuration(text) : unitDuration(text);
        if (duration.compareTo(Duration.ofMillis(1)) < 0) {
            throw expected("at least one millisecond, or 'eternal' for entries that never expire", text);
        }
        return duration;
    }

    private static Duration isoDuration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException malformed) {
            throw expected("an ISO-8601 duration of days to seconds such as PT10M or P1DT12H", text);
        }
    }

    private static Duration unitDuration(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        if (!matcher.matches()) {
            throw expected(
                    "a duration such as 10m (a whole number and one of ms, s, m, h, d), PT10M or 'eternal'", text);
        }
        String number = matcher.group(1);
        if (matcher.group(2).isEmpty()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "must have a unit, found the bare number '%s'; write %ss or %sms, for example",
                    text,
                    number,
                    number));
        }
        ChronoUnit unit = DURATION_UNITS.get(matcher.group(2));
        if (unit == null) {
            throw expected("a duration whose unit is ms, s, m (minutes), h or d", text);
        }
        try {
            return Duration.of(Long.parseLong(number), unit);
        } catch (ArithmeticException | NumberFormatException tooLong) {
            throw expected("a duration that fits into a long of seconds, or 'eternal'", text);
        }
    }

    /** A part of a whole, from 0 to 1: a percentage or a decimal fraction. */
    public static double fraction(String text) {
        Matcher matcher = FRACTION.matcher(text);
        if (!matcher.matches()) {
            throw expected("a percentage such as 10% or a fraction such as 0.1", text);
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        boolean percent = !matcher.group(2).isEmpty();
        BigDecimal fraction = percent ? number.movePointLeft(2) : number;
        if (fraction.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(
                    percent
                            ? "must be between 0% and 100%, found '" + text + "'"
                            : "must be a percentage such as 10% or a fraction of at most 1 such as 0.1, found '" + text
                                    + "'; did you mean " + text + "%?");
        }
        return fraction.doubleValue();
    }

    /** Whether it is the word for no limit. */
    public static boolean isUnlimited(String text) {
        return text.equals("unlimited");
    }

    /** The size of the largest entry that is stored: below 2 GB, or {@link Integer#MAX_VALUE} for no limit. */
    public static int entryBytes(String text) {
        if (isUnlimited(text)) {
            return Integer.MAX_VALUE;
        }
        long bytes = bytes(text);
        if (bytes > Integer.MAX_VALUE) {
            throw expected("below 2GB, or 'unlimited'", text);
        }
        return (int) bytes;
    }

    /** The part of a lifetime after which a read loads anew: above 0 and below 1, or 0 for off. */
    public static double refreshAhead(String text) {
        if (text.equals("off")) {
            return 0;
        }
        double fraction = fraction(text);
        if (fraction == 0 || fraction == 1) {
            throw expected("above 0% and below 100% of the lifetime, or 'off'", text);
        }
        return fraction;
    }

    /** True or false, in these words only. */
    public static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw expected("true or false", text);
        };
    }

    /** The error of a value that is not what it should be. */
    public static IllegalArgumentException expected(String what, String found) {
        return new IllegalArgumentException("must be " + what + ", found '" + found + "'");
    }
}
