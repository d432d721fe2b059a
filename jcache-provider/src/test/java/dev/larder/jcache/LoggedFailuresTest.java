package dev.larder.jcache;

import static dev.larder.jcache.CacheFixture.strings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.testkit.LogSpy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import javax.cache.event.CacheEntryEvent;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Failures of the application's objects that no caller can be told of: the cache goes on, and the log has them. */
class LoggedFailuresTest {
    private final CacheFixture fixture = new CacheFixture();
    private final LogSpy log = new LogSpy();

    @AfterEach
    void close() {
        log.close();
        fixture.close();
    }

    @Test
    void customPolicy_throwsOnUpdateAndAccess_theEntryKeepsItsDeadline() {
        LarderCache<String, String> cache = fixture.create(strings().setExpiryPolicyFactory(ThrowingOnceCreated::new));
        cache.put("1", "alice");
        fixture.clock.advanceMillis(30_000);
        cache.put("1", "bob");
        assertThat(cache.get("1")).isEqualTo("bob");
        assertThat(cache.replace("1", "carol")).isTrue();
        fixture.clock.advanceMillis(29_999);
        assertThat(cache.get("1")).isEqualTo("carol");

        fixture.clock.advanceMillis(1);

        assertThat(cache.get("1")).isNull();
        assertThat(log.records()).singleElement().satisfies(logged -> {
            assertThat(logged.getLevel()).isEqualTo(Level.WARNING);
            assertThat(logged.getMessage())
                    .contains("ThrowingOnceCreated.getExpiryForUpdate of cache 'users' threw")
                    .contains("the entry keeps its deadline");
            assertThat(logged.getThrown()).hasMessage("update");
        });
    }

    @Test
    void asynchronousListener_throws_isLoggedOnceForEachEvent() throws Exception {
        CompletableFuture<Void> last = new CompletableFuture<>();
        ListenerSpy<String, String> broken = new ListenerSpy<>() {
            @Override
            void on(CacheEntryEvent<? extends String, ? extends String> event) {
                if (event.getValue().equals("last")) {
                    last.complete(null);
                } else {
                    throw new IllegalStateException("no mail for " + event.getValue());
                }
            }
        };
        LarderCache<String, String> cache =
                fixture.create(strings().addCacheEntryListenerConfiguration(broken.configuration(true, false)));

        cache.put("1", "alice");
        cache.put("1", "bob");
        cache.put("1", "last");
        last.get(10, TimeUnit.SECONDS);

        assertThat(log.records()).hasSize(2).allSatisfy(logged -> {
            assertThat(logged.getLevel()).isEqualTo(Level.WARNING);
            assertThat(logged.getMessage())
                    .contains("The asynchronous listener " + broken.getClass().getName() + " of cache 'users' threw")
                    .contains("it missed one event and stays registered");
        });
        assertThat(log.records())
                .extracting(logged -> logged.getThrown().getMessage())
                .containsExactly("no mail for alice", "no mail for bob");
    }

    /** A minute from creation, and no answer later. */
    private static final class ThrowingOnceCreated extends GivenExpiry {
        ThrowingOnceCreated() {
            super(Duration.ONE_MINUTE, null, null);
        }

        @Override
        public Duration getExpiryForUpdate() {
            throw new IllegalStateException("update");
        }

        @Override
        public Duration getExpiryForAccess() {
            throw new IllegalStateException("access");
        }
    }
}
