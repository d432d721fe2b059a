package dev.larder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the contestants do is what the workloads say they measure. */
class SubjectTest {
    private static final Customer CUSTOMER = new Customer(1, "Ada", List.of("bread", "salt"));

    @ParameterizedTest
    @MethodSource("providers")
    void get_storedByValue_returnsAnEqualCopy(String provider) {
        assumeThat(provider).as("the limits store by reference").doesNotStartWith("raw-");

        try (Subject<Customer> subject = Providers.open(provider, Customer.class, CacheSettings.byValue())) {
            subject.put("key", CUSTOMER);

            assertThat(subject.get("key"))
                    .isNotSameAs(CUSTOMER)
                    .usingRecursiveComparison()
                    .isEqualTo(CUSTOMER);
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void get_storedByReference_returnsTheObject(String provider) {
        assumeThat(provider).as("Hazelcast copies nonetheless").isNotEqualTo("hazelcast");

        try (Subject<Customer> subject = Providers.open(provider, Customer.class, CacheSettings.byReference())) {
            subject.put("key", CUSTOMER);

            assertThat(subject.get("key")).isSameAs(CUSTOMER);
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void put_withListener_tellsIt(String provider) {
        assumeThat(provider).as("the limits have no listeners").doesNotStartWith("raw-");

        long before = CountingListener.eventCount();
        try (Subject<String> subject =
                Providers.open(provider, String.class, CacheSettings.byValue().withListener())) {
            subject.put("key", "old");
            subject.put("key", "new");
        }

        assertThat(CountingListener.eventCount() - before).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void get_withStatistics_countsTheHit(String provider) throws JMException {
        assumeThat(provider).as("the limits have no management beans").doesNotStartWith("raw-");

        try (Subject<String> subject =
                Providers.open(provider, String.class, CacheSettings.byValue().withStatistics())) {
            subject.put("key", "value");
            subject.get("key");

            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            assertThat(server.queryNames(new ObjectName("javax.cache:type=CacheStatistics,*"), null))
                    .hasSize(1)
                    .allSatisfy(name ->
                            assertThat(server.getAttribute(name, "CacheHits")).isEqualTo(1L));
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void put_boundedCache_keepsNoMoreThanItsCapacity(String provider) {
        assumeThat(Providers.supports(provider, Workload.BOUNDED_CACHE_ASIDE)).isTrue();
        int kept = 0;

        try (Subject<String> subject =
                Providers.open(provider, String.class, CacheSettings.byValue().withMaxEntries(10_000))) {
            for (int i = 0; i < 40_000; i++) {
                subject.put("key" + i, "value");
            }
            for (int i = 0; i < 40_000; i++) {
                if (subject.get("key" + i) != null) {
                    kept++;
                }
            }
        }

        // Some evict in the background, and Hazelcast's partitions guess: it keeps half as much again.
        assertThat(kept).isBetween(5_000, provider.equals("hazelcast") ? 17_000 : 11_000);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void increment_presentLong_addsOne(String provider) {
        try (Subject<Long> subject = Providers.open(provider, Long.class, CacheSettings.byValue())) {
            subject.put("key", 41L);

            assertThat(subject.increment("key")).isEqualTo(42L);
            assertThat(subject.get("key")).isEqualTo(42L);
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void getAll_presentAndAbsentKeys_returnsThePresent(String provider) {
        try (Subject<String> subject = Providers.open(provider, String.class, CacheSettings.byValue())) {
            subject.put("a", "1");
            subject.put("b", "2");

            // Not Set.of: two providers ask the set whether it contains null, which that throws at.
            assertThat(subject.getAll(new HashSet<>(List.of("a", "b", "c"))))
                    .hasSize(2)
                    .containsEntry("a", "1");
        }
    }

    static Stream<String> providers() {
        return Providers.available().stream();
    }
}
