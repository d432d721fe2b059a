package dev.larder.store.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {
    private static final long SEED = 20_261_121;

    @ParameterizedTest
    @CsvSource({
        "1B, 1",
        "1KB, 1024",
        "1KiB, 1024",
        "1 kb, 1024",
        "64MB, 67108864",
        "64MiB, 67108864",
        "1GB, 1073741824",
        "1GiB, 1073741824",
        "2TB, 2199023255552",
        "2TiB, 2199023255552",
        "9223372036854775807B, 9223372036854775807"
    })
    void bytes_withUnit_arePowersOf1024(String text, long bytes) {
        assertThat(Quantities.bytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            64     | must have a unit, found the bare number '64'; write 64MB or 64B, for example
            64XB   | must be a size whose unit is B, KB, MB, GB or TB (KiB and so on mean the same), found '64XB'
            -5MB   | must be a size such as 64MB (a whole number and one of B, KB, MB, GB, TB), found '-5MB'
            1.5GB  | must be a size such as 64MB (a whole number and one of B, KB, MB, GB, TB), found '1.5GB'
            MB     | must be a size such as 64MB (a whole number and one of B, KB, MB, GB, TB), found 'MB'
            ""     | must be a size such as 64MB (a whole number and one of B, KB, MB, GB, TB), found ''
            0MB    | must be at least one byte, found '0MB'
            8388608TB | must be at most 9223372036854775807 bytes, found '8388608TB'
            99999999999999999999B | must be at most 9223372036854775807 bytes, found '99999999999999999999B'
            """)
    void bytes_malformed_saysWhatIsExpected(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantities.bytes(text))
                .withMessage(message);
    }

    @Test
    void bytes_random_comeBackInEveryUnitThatHoldsThem() {
        Random random = new Random(SEED);
        List<String> units = List.of("B", "KB", "MB", "GB", "TB");
        for (int round = 0; round < 10_000; round++) {
            int unit = random.nextInt(units.size());
            long number = 1 + random.nextLong(1L << random.nextInt(1, 63 - 10 * unit));
            assertThat(Quantities.bytes(number + units.get(unit)))
                    .as("seed %d, round %d", SEED, round)
                    .isEqualTo(number << (10 * unit));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "10s, PT10S",
        "10m, PT10M",
        "1h, PT1H",
        "7d, PT168H",
        "10 m, PT10M",
        "PT10M, PT10M",
        "P1DT12H, PT36H",
        "PT0.001S, PT0.001S"
    })
    void duration_withUnitOrIso_isRead(String text, Duration duration) {
        assertThat(Quantities.duration(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            600    | must have a unit, found the bare number '600'; write 600s or 600ms, for example
            10min  | must be a duration whose unit is ms, s, m (minutes), h or d, found '10min'
            10M    | must be a duration whose unit is ms, s, m (minutes), h or d, found '10M'
            -10m   | must be a duration such as 10m (a whole number and one of ms, s, m, h, d), PT10M or 'eternal', found '-10m'
            1h30m  | must be a duration such as 10m (a whole number and one of ms, s, m, h, d), PT10M or 'eternal', found '1h30m'
            soon   | must be a duration such as 10m (a whole number and one of ms, s, m, h, d), PT10M or 'eternal', found 'soon'
            P1M    | must be an ISO-8601 duration of days to seconds such as PT10M or P1DT12H, found 'P1M'
            0s     | must be at least one millisecond, or 'eternal' for entries that never expire, found '0s'
            PT0S   | must be at least one millisecond, or 'eternal' for entries that never expire, found 'PT0S'
            PT-5S  | must be at least one millisecond, or 'eternal' for entries that never expire, found 'PT-5S'
            -PT5S  | must be at least one millisecond, or 'eternal' for entries that never expire, found '-PT5S'
            9223372036854775807d | must be a duration that fits into a long of seconds, or 'eternal', found '9223372036854775807d'
            99999999999999999999s | must be a duration that fits into a long of seconds, or 'eternal', found '99999999999999999999s'
            """)
    void duration_malformed_saysWhatIsExpected(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantities.duration(text))
                .withMessage(message);
    }

    @Test
    void duration_random_comesBackFromItsIsoText() {
        Random random = new Random(SEED);
        for (int round = 0; round < 10_000; round++) {
            Duration duration = Duration.ofMillis(1 + random.nextLong(1L << random.nextInt(1, 62)));
            assertThat(Quantities.duration(duration.toString()))
                    .as("seed %d, round %d", SEED, round)
                    .isEqualTo(duration);
            long seconds = duration.toSeconds() + 1;
            assertThat(Quantities.duration(seconds + "s"))
                    .as("seed %d, round %d", SEED, round)
                    .isEqualTo(Duration.ofSeconds(seconds));
        }
    }

    @ParameterizedTest
    @CsvSource({"10%, 0.1", "10 %, 0.1", "0%, 0", "100%, 1", "12.5%, 0.125", "0.1, 0.1", "0, 0", "1, 1", "1.0, 1"})
    void fraction_percentageOrFraction_isRead(String text, double fraction) {
        assertThat(Quantities.fraction(text)).isEqualTo(fraction);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            101%  | must be between 0% and 100%, found '101%'
            10    | must be a percentage such as 10% or a fraction of at most 1 such as 0.1, found '10'; did you mean 10%?
            -10%  | must be a percentage such as 10% or a fraction such as 0.1, found '-10%'
            ten   | must be a percentage such as 10% or a fraction such as 0.1, found 'ten'
            .5    | must be a percentage such as 10% or a fraction such as 0.1, found '.5'
            NaN   | must be a percentage such as 10% or a fraction such as 0.1, found 'NaN'
            """)
    void fraction_malformed_saysWhatIsExpected(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantities.fraction(text))
                .withMessage(message);
    }

    @Test
    void fraction_everyTenthOfAPercent_isTheNearestDouble() {
        for (int permille = 0; permille <= 1000; permille++) {
            assertThat(Quantities.fraction(String.format(Locale.ROOT, "%d.%d%%", permille / 10, permille % 10)))
                    .isEqualTo(permille / 1000.0);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10_000 | must be a whole number such as 10000, found '10_000'
            10k    | must be a whole number such as 10000, found '10k'
            1e6    | must be a whole number such as 10000, found '1e6'
            0      | must be at least 1, found '0'
            -1     | must be at least 1, found '-1'
            9223372036854775808 | must be a whole number from 1 to 9223372036854775807, found '9223372036854775808'
            """)
    void count_malformed_saysWhatIsExpected(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantities.count(text))
                .withMessage(message);
    }

    @Test
    void bool_otherWords_areRefused() {
        assertThat(Quantities.bool("true")).isTrue();
        assertThat(Quantities.bool("false")).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantities.bool("yes"))
                .withMessage("must be true or false, found 'yes'");
    }
}
