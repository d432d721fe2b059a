package dev.larder.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.store.CodecConfig;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Persistence;
import dev.larder.store.Persistence.Mode;
import dev.larder.store.StoreClosedException;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.Codec;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an operation leaves on disk that was under way when its keyspace was closed. */
@Timeout(60)
class ClosingTest extends RestartingStore {
    /** A key that something happens to whenever it is looked up. */
    record WatchedKey(String name) {
        private static volatile Runnable onLookup = () -> {};

        @Override
        public int hashCode() {
            onLookup.run();
            return name.hashCode();
        }
    }

    private static final class WatchedKeys implements Codec {
        @Override
        public int id() {
            return FIRST_CUSTOM_ID;
        }

        @Override
        public String name() {
            return "watched";
        }

        @Override
        public int formatVersion() {
            return 1;
        }

        @Override
        public boolean canEncode(Class<?> type) {
            return type == WatchedKey.class;
        }

        @Override
        public void encode(Object value, ByteSink target) {
            target.putBytes(((WatchedKey) value).name().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Object decode(int formatVersion, byte[] source, int offset, int length) {
            return new WatchedKey(new String(source, offset, length, StandardCharsets.UTF_8));
        }

        @Override
        public Optional<Codec> forKeys() {
            return Optional.of(this);
        }
    }

    @AfterEach
    void watchNoKeys() {
        WatchedKey.onLookup = () -> {};
    }

    private Keyspace<WatchedKey, Integer> counters() {
        return store.create(
                "counters",
                KeyspaceConfig.<WatchedKey, Integer>builder()
                        .persistence(Persistence.builder(Mode.HYBRID)
                                .role(Persistence.Role.DATA)
                                .codecs(CodecConfig.builder()
                                        .custom(new WatchedKeys())
                                        .keyCodec("watched")
                                        .build())
                                .build())
                        .build());
    }

    @Test
    void merge_thatIsOvertakenByTheClose_doesNotBeginFromNothing() throws Exception {
        WatchedKey key = new WatchedKey("visits");
        Keyspace<WatchedKey, Integer> closing = counters();
        closing.put(key, 1_000);
        Thread closer = new Thread(() -> store.close("counters"));
        Thread writer = Thread.currentThread();
        WatchedKey.onLookup = () -> {
            if (Thread.currentThread() == writer && closer.getState() == Thread.State.NEW) {
                closer.start();
                join(closer);
            }
        };

        boolean accepted = isAccepted(() -> closing.merge(key, 1, Integer::sum));

        store.close();
        openStore();
        assertThat(counters().get(key)).isEqualTo(accepted ? 1_001 : 1_000);
    }

    private static boolean isAccepted(Runnable write) {
        try {
            write.run();
            return true;
        } catch (StoreClosedException refused) {
            return false;
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            throw new AssertionError("the test was stopped while it waited", stopped);
        }
    }
}
