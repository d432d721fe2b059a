package dev.larder.sample.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchQueryTest {
    @ParameterizedTest
    @CsvSource({
        "'  Left-Arrow ', left arrow",
        "U+2190, leftwards arrow",
        "u+2603, snowman",
        "\u2603, snowman",
        "a, a",
        "7, 7",
        "%, percent sign",
        "'heart_%', heart"
    })
    void parse_whatPeopleType_becomesWordsOfAName(String typed, String text) {
        assertThat(SearchQuery.parse(typed, "", 0).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\u4F60\u597D", "_%_"})
    void parse_nothingToLookFor_saysWhatToType(String typed) {
        assertThatExceptionOfType(BadQueryException.class)
                .isThrownBy(() -> SearchQuery.parse(typed, "", 0))
                .withMessageContaining("type words");
    }

    @Test
    void parse_outOfBounds_saysTheBound() {
        assertThatExceptionOfType(BadQueryException.class)
                .isThrownBy(() -> SearchQuery.parse("x".repeat(61), "", 0))
                .withMessageContaining("61")
                .withMessageContaining("60");
        assertThatExceptionOfType(BadQueryException.class)
                .isThrownBy(() -> SearchQuery.parse("heart", "", -1))
                .withMessageContaining("-1");
        assertThatExceptionOfType(BadQueryException.class)
                .isThrownBy(() -> SearchQuery.parse("U+110000", "", 0))
                .withMessageContaining("U+110000");
    }
}
