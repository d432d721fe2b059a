package dev.larder.core.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
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
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One value or more of each type of the codec {@code jdk}, each with the bytes that it is stored as: codec, version and
 * flags, then the codec's. They never change.
 */
final class JdkValues {
    static final Map<Object, String> HEX_BY_VALUE = hexByValue();

    private JdkValues() {}

    @SuppressWarnings("JavaUtilDate")
    private static Map<Object, String> hexByValue() {
        Map<Object, String> hex = new LinkedHashMap<>();
        hex.put("", "010100 01");
        hex.put("abc", "010100 01 616263");
        hex.put("caf\u00e9", "010100 01 636166e9");
        hex.put("price: 5 \u20ac", "010100 02 70726963653a203520e282ac");
        hex.put("\u65e5\u672c", "010100 03 e5652c67");
        hex.put("lone \ud800", "010100 03 6c006f006e0065002000 00d8");
        hex.put(true, "010100 04 01");
        hex.put(false, "010100 04 00");
        hex.put((byte) -2, "010100 05 fe");
        hex.put((short) -300, "010100 06 d704");
        hex.put('\u20ac', "010100 07 ac20");
        hex.put(0, "010100 08 00");
        hex.put(-1, "010100 08 01");
        hex.put(300, "010100 08 d804");
        hex.put(Integer.MIN_VALUE, "010100 08 ffffffff0f");
        hex.put(1_000_000L, "010100 09 80897a");
        hex.put(Long.MAX_VALUE, "010100 09 feffffffffffffffff01");
        hex.put(1.5f, "010100 0a 0000c03f");
        hex.put(-0.0d, "010100 0b 0000000000000080");
        hex.put(new BigInteger("-256"), "010100 0c ff00");
        hex.put(new BigDecimal("12.50"), "010100 0d 04 04e2");
        hex.put(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"), "010100 0e 7766554433221100 ffeeddccbbaa9988");
        hex.put(new byte[] {1, -1}, "010100 10 01ff");
        hex.put(new boolean[] {true, false}, "010100 11 0100");
        hex.put(new short[] {1, -2}, "010100 12 0100feff");
        hex.put(new char[] {'a', '\u20ac'}, "010100 13 6100ac20");
        hex.put(new int[] {1, -2}, "010100 14 01000000feffffff");
        hex.put(new long[] {1}, "010100 15 0100000000000000");
        hex.put(new float[] {1.5f}, "010100 16 0000c03f");
        hex.put(new double[] {-2}, "010100 17 00000000000000c0");
        hex.put(Instant.ofEpochSecond(-1, 5), "010100 20 01 05");
        hex.put(LocalDate.of(2024, 2, 29), "010100 21 8cb502");
        hex.put(LocalTime.of(0, 0, 0, 300), "010100 22 ac02");
        hex.put(LocalDateTime.of(1970, 1, 2, 0, 0, 0, 7), "010100 23 02 07");
        hex.put(
                ZonedDateTime.of(1970, 1, 2, 0, 0, 0, 7, ZoneId.of("Europe/Paris")),
                "010100 24 02 07 a038 0c 4575726f70652f5061726973");
        hex.put(OffsetDateTime.of(1970, 1, 2, 0, 0, 0, 7, ZoneOffset.ofHours(-1)), "010100 25 02 07 9f38");
        hex.put(OffsetTime.of(0, 0, 0, 7, ZoneOffset.UTC), "010100 26 07 00");
        hex.put(Duration.ofMillis(-1), "010100 27 01 c08faedc03");
        hex.put(Period.of(1, -2, 3), "010100 28 02 03 06");
        hex.put(Year.of(-1), "010100 29 01");
        hex.put(YearMonth.of(2000, 12), "010100 2a a01f 0c");
        hex.put(MonthDay.of(2, 29), "010100 2b 02 1d");
        hex.put(ZoneOffset.ofHoursMinutes(5, 30), "010100 2c b0b502");
        hex.put(ZoneId.of("UTC"), "010100 2d 03 555443");
        hex.put(DayOfWeek.SUNDAY, "010100 2e 07");
        hex.put(Month.MAY, "010100 2f 05");
        hex.put(new Date(-1), "010100 40 01");
        hex.put(URI.create("a:b"), "010100 41 03 613a62");
        hex.put(Locale.forLanguageTag("de-Latn-CH"), "010100 42 0a 64652d4c61746e2d4348");
        hex.put(new Locale("no", "NO", "NY"), "010100 43 02 6e6f 02 4e4f 02 4e59");
        hex.put(Currency.getInstance("EUR"), "010100 44 03 455552");
        hex.put(BitSet.valueOf(new long[] {0x0103}), "010100 45 0301");
        hex.put(Optional.empty(), "010100 46");
        hex.put(Optional.of("a"), "010100 46 01 61");
        return hex;
    }
}
