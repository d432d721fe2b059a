package dev.larder.store.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            users,            users,               true
            users,            Users,               false
            users,            users2,              false
            com.acme.*,       com.acme.Order$Line, true
            com.acme.*,       com.acme.,           true
            com.acme.*,       com.acme,            false
            com.acme.*,       comXacme.User,       false
            *,                "",                  true
            *,                anything at all,     true
            ?,                "",                  false
            ?,                é,                   true
            ?,                \uD83D\uDE00,        true
            ??,               \uD83D\uDE00,        false
            user?,            users,               true
            user?,            user,                false
            *$*,              com.acme.Order$Line, true
            a*b*c,            aXbYbZc,             true
            a*b*c,            aXbYbZ,              false
            [a-z]+,           b,                   false
            [a-z]+,           [a-z]+,              true
            \\*,              *,                   true
            \\*,              x,                   false
            \\?x,             ?x,                  true
            \\\\,             \\,                  true
            a\\b,             a\\b,                true
            "",               "",                  true
            "",               x,                   false
            """)
    void matches_examples_asWritten(String pattern, String name, boolean matches) {
        assertThat(NamePattern.of(pattern).matches(name)).isEqualTo(matches);
    }

    @Test
    void matches_randomPatternsAndNames_agreesWithRegularExpressions() {
        long seed = 20_261_121;
        Random random = new Random(seed);
        int matched = 0;
        for (int round = 0; round < 50_000; round++) {
            String pattern = randomText(random, "ab.$*?\\", 8);
            String name = randomText(random, "ab.$*?\\", 10);
            boolean expected = regexOf(pattern).matcher(name).matches();
            assertThat(NamePattern.of(pattern).matches(name))
                    .as("seed %d, round %d: '%s' against '%s'", seed, round, pattern, name)
                    .isEqualTo(expected);
            matched += expected ? 1 : 0;
        }
        assertThat(matched).as("rounds in which the name matched").isGreaterThan(2_000);
    }

    @Test
    void matches_manyStarsAgainstLongName_endsSoon() {
        assertThat(NamePattern.of("*a".repeat(200) + "b").matches("a".repeat(20_000)))
                .isFalse();
    }

    @Test
    void isExact_escapedStars_isTheNameWithoutBackslashes() {
        NamePattern pattern = NamePattern.of("a\\*b\\?c\\d");

        assertThat(pattern.isExact()).isTrue();
        assertThat(pattern.exactName()).isEqualTo("a*b?c\\d");
        assertThat(NamePattern.of("a*").isExact()).isFalse();
        assertThat(NamePattern.of("a?").isExact()).isFalse();
    }

    @Test
    void bySpecificity_moreLiteralsThenMoreQuestionMarks_isMore() {
        assertThat(java.util.stream.Stream.of("com.acme.*", "user?", "*", "com.*", "user*", "?")
                        .map(NamePattern::of)
                        .sorted(NamePattern::compareSpecificity)
                        .map(NamePattern::toString))
                .containsExactly("*", "?", "com.*", "user*", "user?", "com.acme.*");
        assertThat(NamePattern.of("a*b").compareSpecificity(NamePattern.of("*cd")))
                .isZero();
    }

    private static String randomText(Random random, String alphabet, int maxLength) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(maxLength + 1); left > 0; left--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static Pattern regexOf(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length() && "*?\\".indexOf(pattern.charAt(i + 1)) >= 0) {
                regex.append(Pattern.quote(String.valueOf(pattern.charAt(++i))));
            } else {
                regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
