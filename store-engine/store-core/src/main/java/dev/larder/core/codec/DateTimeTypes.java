package dev.larder.core.codec;

import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.ByteSource;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.util.Date;
import java.util.List;

/** Dates, times and spans of time that know no zone. */
final class DateTimeTypes {
    private DateTimeTypes() {}

    static List<JdkType<?>> all() {
        return List.of(
                JdkType.of(32, Instant.class, DateTimeTypes::writeInstant, DateTimeTypes::readInstant),
                JdkType.of(33, LocalDate.class, DateTimeTypes::writeDate, DateTimeTypes::readDate),
                JdkType.of(34, LocalTime.class, DateTimeTypes::writeTime, DateTimeTypes::readTime),
                JdkType.of(35, LocalDateTime.class, DateTimeTypes::writeDateTime, DateTimeTypes::readDateTime),
                JdkType.of(39, Duration.class, DateTimeTypes::writeDuration, DateTimeTypes::readDuration),
                JdkType.of(40, Period.class, DateTimeTypes::writePeriod, DateTimeTypes::readPeriod),
                JdkType.of(
                        41,
                        Year.class,
                        (year, target) -> target.putSignedVarLong(year.getValue()),
                        source -> Year.of(source.takeSignedVarInt())),
                JdkType.of(42, YearMonth.class, DateTimeTypes::writeYearMonth, DateTimeTypes::readYearMonth),
                JdkType.of(43, MonthDay.class, DateTimeTypes::writeMonthDay, DateTimeTypes::readMonthDay),
                JdkType.of(
                        46,
                        DayOfWeek.class,
                        (day, target) -> target.putByte(day.getValue()),
                        source -> DayOfWeek.of(source.takeByte())),
                JdkType.of(
                        47,
                        Month.class,
                        (month, target) -> target.putByte(month.getValue()),
                        source -> Month.of(source.takeByte())),
                JdkType.of(64, Date.class, DateTimeTypes::writeLegacyDate, DateTimeTypes::readLegacyDate));
    }

    static void writeDateTime(LocalDateTime dateTime, ByteSink target) {
        writeDate(dateTime.toLocalDate(), target);
        writeTime(dateTime.toLocalTime(), target);
    }

    static LocalDateTime readDateTime(ByteSource source) {
        LocalDate date = readDate(source);
        return LocalDateTime.of(date, readTime(source));
    }

    static void writeTime(LocalTime time, ByteSink target) {
        target.putVarLong(time.toNanoOfDay());
    }

    static LocalTime readTime(ByteSource source) {
        return LocalTime.ofNanoOfDay(source.takeVarLong());
    }

    private static void writeDate(LocalDate date, ByteSink target) {
        target.putSignedVarLong(date.toEpochDay());
    }

    private static LocalDate readDate(ByteSource source) {
        return LocalDate.ofEpochDay(source.takeSignedVarLong());
    }

    private static void writeInstant(Instant instant, ByteSink target) {
        target.putSignedVarLong(instant.getEpochSecond());
        target.putVarLong(instant.getNano());
    }

    private static Instant readInstant(ByteSource source) {
        long seconds = source.takeSignedVarLong();
        return Instant.ofEpochSecond(seconds, nanosOfSecond(source));
    }

    private static void writeDuration(Duration duration, ByteSink target) {
        target.putSignedVarLong(duration.getSeconds());
        target.putVarLong(duration.getNano());
    }

    private static Duration readDuration(ByteSource source) {
        long seconds = source.takeSignedVarLong();
        return Duration.ofSeconds(seconds, nanosOfSecond(source));
    }

    private static long nanosOfSecond(ByteSource source) {
        long nanos = source.takeVarLong();
        if (nanos < 0 || nanos > 999_999_999) {
            throw source.damaged(Long.toUnsignedString(nanos) + " nanoseconds of a second");
        }
        return nanos;
    }

    private static void writePeriod(Period period, ByteSink target) {
        target.putSignedVarLong(period.getYears());
        target.putSignedVarLong(period.getMonths());
        target.putSignedVarLong(period.getDays());
    }

    private static Period readPeriod(ByteSource source) {
        int years = source.takeSignedVarInt();
        int months = source.takeSignedVarInt();
        return Period.of(years, months, source.takeSignedVarInt());
    }

    private static void writeYearMonth(YearMonth yearMonth, ByteSink target) {
        target.putSignedVarLong(yearMonth.getYear());
        target.putByte(yearMonth.getMonthValue());
    }

    private static YearMonth readYearMonth(ByteSource source) {
        int year = source.takeSignedVarInt();
        return YearMonth.of(year, source.takeByte());
    }

    private static void writeMonthDay(MonthDay monthDay, ByteSink target) {
        target.putByte(monthDay.getMonthValue());
        target.putByte(monthDay.getDayOfMonth());
    }

    private static MonthDay readMonthDay(ByteSource source) {
        int month = source.takeByte();
        return MonthDay.of(month, source.takeByte());
    }

    @SuppressWarnings("JavaUtilDate") // writes what it is given
    private static void writeLegacyDate(Date date, ByteSink target) {
        target.putSignedVarLong(date.getTime());
    }

    @SuppressWarnings("JavaUtilDate") // reads what was written
    private static Date readLegacyDate(ByteSource source) {
        return new Date(source.takeSignedVarLong());
    }
}
