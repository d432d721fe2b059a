package dev.larder.store.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.larder.store.settings.ByName.Placed;
import org.junit.jupiter.api.Test;

class ByNameTest {
    private final ByName<Integer> sections = new ByName<>();

    @Test
    void find_nameAndPatterns_prefersTheNameThenTheMoreLiteral() {
        sections.add("com.*", "line 1", 1);
        sections.add("com.acme.*", "line 2", 2);
        sections.add("com.acme.Order", "line 3", 3);

        assertThat(sections.find("com.acme.Order")).map(Placed::value).contains(3);
        assertThat(sections.find("com.acme.Item")).map(Placed::value).contains(2);
        assertThat(sections.find("com.example")).map(Placed::value).contains(1);
        assertThat(sections.find("org.example")).isEmpty();
    }

    @Test
    void find_twoPatternsAlike_namesBothPlaces() {
        sections.add("a*", "line 1", 1);
        sections.add("*a", "line 2", 2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> sections.find("aa"))
                .withMessageContainingAll("'aa'", "line 1", "line 2", "entry of its own name");
    }

    @Test
    void add_sameNameTwice_keepsAndReturnsTheFirst() {
        sections.add("users", "line 1", 1);

        Placed<Integer> earlier = sections.add("users", "line 2", 2);

        assertThat(earlier).isNotNull().extracting(Placed::place).isEqualTo("line 1");
        assertThat(sections.find("users")).map(Placed::value).contains(1);
        assertThat(sections.exactNames()).containsExactly("users");
    }
}
