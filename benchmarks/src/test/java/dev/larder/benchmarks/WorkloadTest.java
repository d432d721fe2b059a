package dev.larder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs every workload for a moment on every contestant that is on the class path. */
class WorkloadTest {
    @ParameterizedTest
    @MethodSource("contests")
    void run_availableContestant_completesAndReportsCpu(Workload workload, String provider) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("\\." + workload.methodName() + "$")
                        .param("provider", provider)
                        .param("keyCount", "1000")
                        .forks(0)
                        .threads(2)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(10))
                        .addProfiler(CpuTimeProfiler.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();

        assertThat(results).hasSize(1).allSatisfy(result -> {
            assertThat(result.getPrimaryResult().getScore()).isPositive();
            assertThat(result.getSecondaryResults()).containsKey(CpuTimeProfiler.OPS_PER_CPU_SECOND);
        });
    }

    @Test
    void names_benchmarkMethods_areTheSame() {
        List<String> methods = Arrays.stream(CacheBenchmark.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .map(method -> method.getName())
                .toList();

        assertThat(Workload.names()).containsExactlyInAnyOrderElementsOf(methods);
    }

    @Test
    void named_unknown_isRefusedWithTheChoices() {
        assertThatThrownBy(() -> Workload.named("getMiss"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("getMiss")
                .hasMessageContaining("getHitString");
    }

    static Stream<Arguments> contests() {
        return Arrays.stream(Workload.values()).flatMap(workload -> Providers.available().stream()
                .filter(provider -> Providers.supports(provider, workload))
                .map(provider -> Arguments.of(workload, provider)));
    }
}
