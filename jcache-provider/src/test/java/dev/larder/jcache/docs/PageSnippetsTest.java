package dev.larder.jcache.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.jcache.docs.PageSnippets.Book;
import java.time.Duration;
import java.util.List;
import javax.cache.CacheManager;
import org.junit.jupiter.api.Test;

/** The snippets of the pages do what the pages say. */
class PageSnippetsTest {
    @Test
    void snippets_runInOrder_giveWhatThePagesPromise() {
        List<Object> results = PageSnippets.fiveMinutes();
        assertThat(results.get(0)).isEqualTo(new Book("Momo", 1973));
        assertThat((Duration) results.get(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
        assertThat(results.get(2)).isEqualTo(new Book("Emil", 1929));
        try (CacheManager manager = (CacheManager) results.get(3)) {
            List<Object> times = PageSnippets.belowTheStandard(manager.getCache("recent", Long.class, Book.class));
            assertThat((Duration) times.get(0)).isGreaterThan(Duration.ofMinutes(4));
            assertThat((Duration) times.get(1)).hasMillis(Long.MAX_VALUE);
            assertThat(PageSnippets.figures(manager.getCache("recent", Long.class, Book.class)))
                    .isEqualTo(2);
        }
    }
}
