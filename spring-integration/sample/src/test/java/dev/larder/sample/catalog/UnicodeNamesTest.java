package dev.larder.sample.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnicodeNamesTest {
    private final List<UnicodeCharacter> all = UnicodeNames.all().toList();

    @Test
    void all_onAnyJdk_hasMoreThanTenThousandCharactersOfTheirOwnName() {
        assertThat(all).hasSizeGreaterThan(30_000);
        assertThat(all).extracting(UnicodeCharacter::name).noneMatch(name -> name.startsWith("CJK UNIFIED"));
        assertThat(all).extracting(UnicodeCharacter::codePoint).doesNotHaveDuplicates();
    }

    @Test
    void all_snowman_isDescribedInWords() {
        assertThat(all)
                .contains(new UnicodeCharacter(0x2603, "SNOWMAN", "Common", "Miscellaneous Symbols", "Other symbol"));
    }

    @Test
    void glyph_ofWhatHasNoShape_isEmptyOrOnACircle() {
        assertThat(new UnicodeCharacter(0x000A, "LINE FEED (LF)", "", "", "").getGlyph())
                .isEmpty();
        assertThat(new UnicodeCharacter(0x0301, "COMBINING ACUTE ACCENT", "", "", "").getGlyph())
                .isEqualTo("\u25CC\u0301");
    }
}
