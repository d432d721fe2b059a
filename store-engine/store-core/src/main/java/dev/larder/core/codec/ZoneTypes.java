package dev.larder.core.codec;

import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.ByteSource;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

/** Zones, offsets, and the times that have them. */
final class ZoneTypes {
    /** The class, which is not public, of zones that have names. */
    private static final Class<? extends ZoneId> REGION =
            ZoneId.of("Europe/Paris").getClass();

    private ZoneTypes() {}

    static List<JdkType<?>> all() {
        return List.of(
                JdkType.of(36, ZonedDateTime.class, ZoneTypes::writeZoned, ZoneTypes::readZoned),
                JdkType.of(37, OffsetDateTime.class, ZoneTypes::writeOffsetDateTime, ZoneTypes::readOffsetDateTime),
                JdkType.of(38, OffsetTime.class, ZoneTypes::writeOffsetTime, ZoneTypes::readOffsetTime),
                JdkType.of(44, ZoneOffset.class, ZoneTypes::writeOffset, ZoneTypes::readOffset),
                JdkType.of(
                        45,
                        REGION,
                        (zone, target) -> target.putText(zone.getId()),
                        source -> ZoneId.of(source.takeText())));
    }

    private static void writeZoned(ZonedDateTime time, ByteSink target) {
        DateTimeTypes.writeDateTime(time.toLocalDateTime(), target);
        writeOffset(time.getOffset(), target);
        target.putText(time.getZone().getId());
    }

    /** Keeps the instant: if the rules of the zone have changed since, the local time is another. */
    private static ZonedDateTime readZoned(ByteSource source) {
        LocalDateTime dateTime = DateTimeTypes.readDateTime(source);
        ZoneOffset offset = readOffset(source);
        return ZonedDateTime.ofInstant(dateTime, offset, ZoneId.of(source.takeText()));
    }

    private static void writeOffsetDateTime(OffsetDateTime time, ByteSink target) {
        DateTimeTypes.writeDateTime(time.toLocalDateTime(), target);
        writeOffset(time.getOffset(), target);
    }

    private static OffsetDateTime readOffsetDateTime(ByteSource source) {
        LocalDateTime dateTime = DateTimeTypes.readDateTime(source);
        return OffsetDateTime.of(dateTime, readOffset(source));
    }

    private static void writeOffsetTime(OffsetTime time, ByteSink target) {
        DateTimeTypes.writeTime(time.toLocalTime(), target);
        writeOffset(time.getOffset(), target);
    }

    private static OffsetTime readOffsetTime(ByteSource source) {
        LocalTime time = DateTimeTypes.readTime(source);
        return OffsetTime.of(time, readOffset(source));
    }

    private static void writeOffset(ZoneOffset offset, ByteSink target) {
        target.putSignedVarLong(offset.getTotalSeconds());
    }

    private static ZoneOffset readOffset(ByteSource source) {
        return ZoneOffset.ofTotalSeconds(source.takeSignedVarInt());
    }
}
