package dev.larder.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.larder.store.Store;
import dev.larder.testkit.LogSpy;
import dev.larder.testkit.ManualClock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.cache.annotation.Cacheable;

/** Values that a cache does not take: nulls where they are forbidden, and what is too large. */
class RefusedValueTest {
    private static final String LARGE = "x".repeat(10_000);

    private final Store store = Caches.store(new ManualClock());
    private final LarderCacheManager manager = LarderCacheManager.builder(store)
            .cache("no-nulls", "a test", Caches.settings("null-values", "false"))
            .cache("small", "a test", Caches.settings("max-entry-size", "1KB"))
            .build();
    private final LarderCache noNulls = manager.require("no-nulls");
    private final LarderCache small = manager.require("small");
    private Application application;
    private Pages pages;

    static class Pages {
        @Cacheable("no-nulls")
        public String nothing(String key) {
            return null;
        }

        @Cacheable(cacheNames = "no-nulls", unless = "#result == null")
        public String nothingLeftOut(String key) {
            return null;
        }

        @Cacheable(cacheNames = "no-nulls", sync = true)
        public String nothingShared(String key) {
            return null;
        }

        @Cacheable("small")
        public String large(String key) {
            return LARGE;
        }

        @Cacheable(cacheNames = "small", sync = true)
        public String largeShared(String key) {
            return LARGE;
        }
    }

    @BeforeEach
    void start() {
        application = Application.start(manager, Pages.class);
        pages = application.bean(Pages.class);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void null_whereForbidden_saysWhichAndWhatToDo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pages.nothing("home"))
                .withMessageContaining("'no-nulls'")
                .withMessageContaining("'home'")
                .withMessageContaining("null-values")
                .withMessageContaining("unless = \"#result == null\"");
        assertThatIllegalArgumentException().isThrownBy(() -> pages.nothingShared("home"));
        assertThatIllegalArgumentException().isThrownBy(() -> noNulls.put("home", null));
        assertThatIllegalArgumentException().isThrownBy(() -> noNulls.putIfAbsent("home", null));
        assertThat(noNulls.get("home")).isNull();
    }

    @Test
    void null_leftOutByTheAnnotation_isNotCached() {
        assertThat(pages.nothingLeftOut("home")).isNull();

        assertThat(noNulls.get("home")).isNull();
    }

    @Test
    void large_returnedByAMethod_isNotCachedAndWarnsOnce() {
        try (LogSpy log = new LogSpy()) {
            assertThat(pages.large("home")).isEqualTo(LARGE);
            assertThat(pages.largeShared("home")).isEqualTo(LARGE);
            assertThat(small.<String>get("home", () -> LARGE)).isEqualTo(LARGE);
            assertThat(small.retrieve("home", () -> CompletableFuture.completedFuture(LARGE)))
                    .isCompletedWithValue(LARGE);

            assertThat(small.get("home")).isNull();
            assertThat(log.messages()).hasSize(1);
            assertThat(log.messages().get(0)).contains("'small'").contains("'home'");
        }
    }

    @Test
    void large_putOverAnother_removesTheOld() {
        try (LogSpy log = new LogSpy()) {
            small.put("home", "welcome", null, List.of("tag"));
            small.put("home", LARGE, null, List.of("other"));

            assertThat(small.get("home")).isNull();
            assertThat(small.evictByTag("tag", "other")).isZero();
            assertThat(log.messages()).hasSize(1);
        }
    }

    @Test
    void large_putIfAbsent_isNotCached() {
        try (LogSpy log = new LogSpy()) {
            assertThat(small.putIfAbsent("home", LARGE)).isNull();

            assertThat(small.get("home")).isNull();
            assertThat(log.messages()).hasSize(1);
        }
    }
}
