package dev.larder.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serial;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImmutabilityTest {

    static List<Object> immutables() {
        return List.of(
                "text",
                1,
                1L,
                'c',
                (short) 1,
                (byte) 1,
                1.0f,
                1.0,
                true,
                BigDecimal.ONE,
                BigInteger.TEN,
                UUID.randomUUID(),
                Samples.Plain.ONE,
                Samples.WithBody.ONE,
                Instant.EPOCH,
                LocalDate.EPOCH,
                Duration.ZERO,
                ZoneId.of("Europe/Paris"),
                ZoneOffset.UTC,
                ZonedDateTime.now(ZoneId.of("Asia/Tokyo")),
                Currency.getInstance("EUR"),
                Locale.ROOT,
                URI.create("a:b"),
                String.class,
                Pattern.compile("a"),
                StandardCharsets.UTF_8,
                Path.of("a"),
                new Object());
    }

    @ParameterizedTest
    @MethodSource("immutables")
    void isImmutable_knownJdkValue_isTrue(Object value) {
        assertThat(Immutability.isImmutable(value.getClass())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                ArrayList.class,
                Date.class,
                AtomicLong.class,
                StringBuilder.class,
                Optional.class,
                int[].class,
                String[].class,
                Object[].class,
                Thread.class,
                Exception.class
            })
    void isImmutable_otherJdkClass_isFalse(Class<?> type) {
        assertThat(Immutability.isImmutable(type)).isFalse();
        assertThat(Immutability.isImmutable(List.of(1).getClass())).isFalse();
    }

    record Price(BigDecimal amount, Currency currency) {}

    record Line(UUID id, Price price, LocalDate day, Samples.Plain kind, Samples.WithBody other) {}

    record Tree(Tree left, Tree right, int number) {}

    record Ping(Pong pong) {}

    record Pong(Ping ping) {}

    record Empty() {}

    sealed interface Shape permits Circle, Square {}

    record Circle(double radius) implements Shape {}

    record Square(double side, Shape inner) implements Shape {}

    abstract static sealed class Base permits Derived {
        final int ofBase = 1;
    }

    static final class Derived extends Base {
        final String own = "a";
    }

    record Drawing(Shape shape, Base base) {}

    static class NotFinal {
        final int number = 1;
    }

    static final class Money extends Number {
        private static final long serialVersionUID = 1L;
        final long cents = 1;

        @Override
        public int intValue() {
            return 1;
        }

        @Override
        public long longValue() {
            return 1;
        }

        @Override
        public float floatValue() {
            return 1;
        }

        @Override
        public double doubleValue() {
            return 1;
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Price.class,
                Line.class,
                Tree.class,
                Ping.class,
                Empty.class,
                Circle.class,
                Square.class,
                Derived.class,
                Drawing.class,
                NotFinal.class,
                Money.class
            })
    void isImmutable_finalFieldsOfImmutableTypes_isTrue(Class<?> type) {
        assertThat(Immutability.isImmutable(type)).isTrue();
    }

    record WithList(List<String> list) {}

    record WithObject(Object any) {}

    record WithNumber(Number any) {}

    record Generic<T>(T any) {}

    @SuppressWarnings("ArrayRecordComponent")
    record WithArray(int[] ints) {}

    record WithNotFinal(NotFinal any) {}

    @SuppressWarnings("ArrayRecordComponent")
    record DeepTree(DeepTree left, int[] spoiled) {}

    record BadPing(BadPong pong) {}

    record BadPong(BadPing ping, StringBuilder spoiled) {}

    record Resolved(int number) implements Serializable {
        @Serial
        private Object readResolve() {
            return this;
        }
    }

    static final class NonFinalField {
        int number;
    }

    static class MutableBase {
        int number;
    }

    static final class OfMutableBase extends MutableBase {
        final int own = 1;
    }

    sealed interface Loose permits Firm, Open {}

    record Firm() implements Loose {}

    static non-sealed class Open implements Loose {}

    record WithLoose(Loose loose) {}

    static final class OfJdk extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                WithList.class,
                WithObject.class,
                WithNumber.class,
                Generic.class,
                WithArray.class,
                WithNotFinal.class,
                DeepTree.class,
                BadPing.class,
                BadPong.class,
                NonFinalField.class,
                Resolved.class,
                OfMutableBase.class,
                WithLoose.class,
                OfJdk.class,
                Samples.FinalWithTransient.class,
                Samples.Singleton.class,
                Samples.Replaced.class,
                Samples.Externalized.class
            })
    void isImmutable_anythingReachableMayChange_isFalse(Class<?> type) {
        assertThat(Immutability.isImmutable(type)).isFalse();
    }

    @Test
    void isImmutable_lambda_dependsOnWhatItCaptures() {
        int number = Integer.parseInt("1");
        var box = new Samples.Box(1);
        Supplier<Integer> ofInt = () -> number;
        Supplier<Integer> ofBox = () -> box.content;
        Supplier<Object> serializable = (Supplier<Object> & Serializable) () -> "";

        assertThat(Immutability.isImmutable(ofInt.getClass())).isTrue();
        assertThat(Immutability.isImmutable(serializable.getClass())).isTrue();
        assertThat(Immutability.isImmutable(ofBox.getClass())).isFalse();
    }

    @Test
    void isImmutableAsDeclared_typeThatAnythingMayExtend_isFalse() {
        assertThat(Immutability.isImmutableAsDeclared(Object.class)).isFalse();
        assertThat(Immutability.isImmutableAsDeclared(NotFinal.class)).isFalse();
        assertThat(Immutability.isImmutableAsDeclared(Comparable.class)).isFalse();
        assertThat(Immutability.isImmutableAsDeclared(Price.class)).isTrue();
    }
}
