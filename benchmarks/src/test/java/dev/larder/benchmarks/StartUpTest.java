package dev.larder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StartUpTest {
    @Test
    void parseCpuMillis_userAndSystemSeconds_addsThem() {
        assertThat(StartUp.parseCpuMillis("0.120 0.035")).isEqualTo(155);
    }

    @Test
    void parseCpuMillis_otherText_isRefused() {
        assertThatThrownBy(() -> StartUp.parseCpuMillis("bash: no such file"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no such file");
    }

    @Test
    void lastLine_severalLines_isTheLastOne() {
        assertThat(ChildJvm.lastLine("a warning\n12.5\n")).isEqualTo("12.5");
    }
}
