package dev.larder.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.jsr107.tck.CachingTest;
import org.junit.jupiter.api.Test;

/**
 * Fails the build unless every test of the TCK, but the one made to be excluded, really ran in this build and passed.
 *
 * <p>Surefire runs it in an execution of its own after the TCK's; its name keeps it out of all others.
 */
class TckGuard {

    /** All 493 of the jar, the twelve of the annotations among them, without {@link #ALWAYS_EXCLUDED}. */
    private static final int MINIMUM_REAL_COUNT = 492;

    private static final String ALWAYS_EXCLUDED = "org.jsr107.tck.CachingTest#dummyTest";

    private static final String PUBLISHED_SHA256 = "b5f5a534c73f4a33701bc36c3e462973cf50daee9ee54b7cdc19de7c6ec64e68";

    @Test
    void suite_onClassPath_isThePublishedOne() throws Exception {
        assertThat(SuiteJar.containing(CachingTest.class).sha256())
                .as("SHA-256 of the TCK's test jar; the unmodified javax.cache:cache-tests:1.1.1:tests is expected")
                .isEqualTo(PUBLISHED_SHA256);
    }

    @Test
    void suite_afterRun_hasPassedWithoutExclusions() throws Exception {
        List<Transcript.Line> lines = new ArrayList<>();
        for (String part : List.of("core", "annotations")) {
            Path file = Path.of(System.getProperty(TranscriptListener.FILE_PROPERTY + "." + part));
            assertThat(Files.exists(file))
                    .as("transcript %s of the TCK's %s tests; without it none ran in this build", file, part)
                    .isTrue();
            lines.addAll(Transcript.read(file).lines());
        }
        Transcript transcript = new Transcript(lines);

        var suite = new Completeness(SuiteJar.containing(CachingTest.class).runCountByTest(), ALWAYS_EXCLUDED);
        assertThat(suite.complaints(transcript))
                .as("tests of the TCK that did not pass for real (EXCLUDED: passed without having been run)")
                .isEmpty();
        assertThat(Completeness.realCount(transcript))
                .as("number of the TCK's tests that ran and passed for real")
                .isGreaterThanOrEqualTo(MINIMUM_REAL_COUNT);
        System.out.printf(
                "TCK: %d tests ran, %d of them for real.%n", lines.size(), Completeness.realCount(transcript));
    }

    /** CacheMXBeanTest#testCustomConfiguration and TypesTest make do with by-value when this is refused. */
    @Test
    void storeByReference_askedFor_isGranted() {
        CachingProvider provider = Caching.getCachingProvider();
        assertThat(provider.isSupported(OptionalFeature.STORE_BY_REFERENCE)).isTrue();

        try (CacheManager manager = provider.getCacheManager()) {
            Cache<String, StringBuilder> cache = manager.createCache(
                    "by-reference",
                    new MutableConfiguration<String, StringBuilder>()
                            .setTypes(String.class, StringBuilder.class)
                            .setStoreByValue(false));
            StringBuilder value = new StringBuilder("value");
            cache.put("key", value);
            assertThat(cache.get("key")).isSameAs(value);
        }
    }
}
