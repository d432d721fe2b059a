package dev.larder.core.codec;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.Currency;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Reads docs/formats/values.md's frame and its codec {@code jdk} by that page and the JDK, and uses nothing of Larder's. */
final class StrangersReader {
    private final ByteBuffer bytes;

    StrangersReader(byte[] frame) {
        bytes = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
    }

    Object value() {
        require(bytes.get() == 1, "codec jdk");
        require(bytes.get() == 1, "version 1");
        require(bytes.get() == 0, "no compression");
        Object value = tagged();
        require(!bytes.hasRemaining(), "the end");
        return value;
    }

    @SuppressWarnings("JavaUtilDate")
    private Object tagged() {
        return switch (bytes.get()) {
            case 1 -> rest(StandardCharsets.ISO_8859_1);
            case 2 -> rest(StandardCharsets.UTF_8);
            case 3 -> utf16();
            case 4 -> bytes.get() == 1;
            case 5 -> bytes.get();
            case 6 -> (short) signed();
            case 7 -> bytes.getChar();
            case 8 -> (int) signed();
            case 9 -> signed();
            case 10 -> bytes.getFloat();
            case 11 -> bytes.getDouble();
            case 12 -> new BigInteger(rest());
            case 13 -> decimal();
            case 14 -> new UUID(bytes.getLong(), bytes.getLong());
            case 32 -> Instant.ofEpochSecond(signed(), unsigned());
            case 33 -> date();
            case 34 -> time();
            case 35 -> dateTime();
            case 36 -> ZonedDateTime.ofInstant(dateTime(), offset(), ZoneId.of(text()));
            case 37 -> OffsetDateTime.of(dateTime(), offset());
            case 38 -> OffsetTime.of(time(), offset());
            case 39 -> Duration.ofSeconds(signed(), unsigned());
            case 40 -> Period.of((int) signed(), (int) signed(), (int) signed());
            case 41 -> Year.of((int) signed());
            case 42 -> YearMonth.of((int) signed(), bytes.get());
            case 43 -> MonthDay.of(bytes.get(), bytes.get());
            case 44 -> offset();
            case 45 -> ZoneId.of(text());
            case 46 -> DayOfWeek.of(bytes.get());
            case 47 -> Month.of(bytes.get());
            case 64 -> new Date(signed());
            case 65 -> URI.create(text());
            case 66 -> Locale.forLanguageTag(text());
            case 67 -> new Locale(text(), text(), text());
            case 68 -> Currency.getInstance(text());
            case 69 -> BitSet.valueOf(rest());
            case 70 -> bytes.hasRemaining() ? Optional.of(tagged()) : Optional.empty();
            default -> array(bytes.get(bytes.position() - 1));
        };
    }

    private Object array(int tag) {
        return switch (tag) {
            case 16 -> rest();
            case 17 -> filled(new boolean[bytes.remaining()], () -> bytes.get() == 1);
            case 18 -> filled(new short[bytes.remaining() / 2], bytes::getShort);
            case 19 -> filled(new char[bytes.remaining() / 2], bytes::getChar);
            case 20 -> filled(new int[bytes.remaining() / 4], bytes::getInt);
            case 21 -> filled(new long[bytes.remaining() / 8], bytes::getLong);
            case 22 -> filled(new float[bytes.remaining() / 4], bytes::getFloat);
            case 23 -> filled(new double[bytes.remaining() / 8], bytes::getDouble);
            default -> throw new IllegalArgumentException("tag " + tag);
        };
    }

    private static Object filled(Object array, Supplier<Object> element) {
        for (int i = 0; i < Array.getLength(array); i++) {
            Array.set(array, i, element.get());
        }
        return array;
    }

    private BigDecimal decimal() {
        int scale = (int) signed();
        return new BigDecimal(new BigInteger(rest()), scale);
    }

    private LocalDate date() {
        return LocalDate.ofEpochDay(signed());
    }

    private LocalTime time() {
        return LocalTime.ofNanoOfDay(unsigned());
    }

    private LocalDateTime dateTime() {
        return LocalDateTime.of(date(), time());
    }

    private ZoneOffset offset() {
        return ZoneOffset.ofTotalSeconds((int) signed());
    }

    private long unsigned() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private long signed() {
        long zigzag = unsigned();
        return zigzag >>> 1 ^ -(zigzag & 1);
    }

    private String text() {
        byte[] utf8 = new byte[(int) unsigned()];
        bytes.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private byte[] rest() {
        byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        return rest;
    }

    private String rest(Charset charset) {
        return new String(rest(), charset);
    }

    /** By hand, as a charset would put another in a lone surrogate's place. */
    private String utf16() {
        StringBuilder chars = new StringBuilder();
        while (bytes.hasRemaining()) {
            chars.append(bytes.getChar());
        }
        return chars.toString();
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + what);
        }
    }
}
