package dev.larder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static final Set<String> NAMES = Set.of("forks", "providers");

    @Test
    void list_withCommas_isSplit() {
        assertThat(parse("--providers", "larder,caffeine").list("providers", List.of()))
                .containsExactly("larder", "caffeine");
    }

    @Test
    void list_allOrNotGiven_isTheDefault() {
        assertThat(parse("--providers", "all").list("providers", List.of("a"))).containsExactly("a");
        assertThat(parse().list("providers", List.of("a"))).containsExactly("a");
    }

    @Test
    void positive_given_isRead() {
        assertThat(parse("--forks", "7").positive("forks", 5)).isEqualTo(7);
        assertThat(parse().positive("forks", 5)).isEqualTo(5);
    }

    @Test
    void positive_zeroOrText_isRefused() {
        assertThatThrownBy(() -> parse("--forks", "0").positive("forks", 5)).hasMessageContaining("--forks");
        assertThatThrownBy(() -> parse("--forks", "many").positive("forks", 5)).hasMessageContaining("'many'");
    }

    @Test
    void arguments_unknownNameOrMissingValue_areRefused() {
        assertThatThrownBy(() -> parse("--frks", "5")).hasMessageContaining("--frks");
        assertThatThrownBy(() -> parse("forks", "5")).hasMessageContaining("'forks'");
        assertThatThrownBy(() -> parse("--forks")).hasMessageContaining("no value");
    }

    @Test
    void compareOptions_unknownProviderOrWorkload_areRefused() {
        assertThatThrownBy(() -> CompareOptions.parse("--providers", "guava")).hasMessageContaining("guava");
        assertThatThrownBy(() -> CompareOptions.parse("--workloads", "getMiss")).hasMessageContaining("getMiss");
    }

    @Test
    void contestants_limitNotAskedFor_isAddedAndUnableOnesAreLeftOut() {
        CompareOptions options = CompareOptions.parse("--providers", "raw-chm,caffeine");

        assertThat(options.contestants(Workload.GET_HIT_STRING)).containsExactly("raw-chm", "caffeine");
        assertThat(options.contestants(Workload.BOUNDED_CACHE_ASIDE)).containsExactly("raw-caffeine", "caffeine");
    }

    @Test
    void contestants_earlierBuild_comesBehindLarder() {
        CompareOptions options = CompareOptions.parse("--providers", "raw-chm,larder,caffeine", "--before", "lib");

        assertThat(options.contestants(Workload.GET_HIT_STRING))
                .containsExactly("raw-chm", "larder", "larder-before", "caffeine");
        assertThat(CompareOptions.providerOf("larder-before")).isEqualTo("larder");
    }

    private static Arguments parse(String... args) {
        return new Arguments(args, NAMES);
    }
}
