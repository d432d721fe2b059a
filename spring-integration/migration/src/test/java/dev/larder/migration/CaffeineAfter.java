package dev.larder.migration;

import dev.larder.store.Capacity;
import dev.larder.store.Change;
import dev.larder.store.Keyspace;
import dev.larder.store.KeyspaceConfig;
import dev.larder.store.Lifetime;
import dev.larder.store.Store;
import dev.larder.store.Subscription.Delivery;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/** The same as {@link CaffeineBefore}; what was a bean is in the settings. */
final class CaffeineAfter {
    private CaffeineAfter() {}

    /** Larder without Spring's caching. */
    static Keyspace<Long, User> users(Store store, List<String> log) {
        Keyspace<Long, User> users = store.create(
                "users",
                KeyspaceConfig.<Long, User>builder()
                        .capacity(Capacity.entries(10_000))
                        .lifetime(Lifetime.afterWrite(Duration.ofMinutes(10)))
                        .refreshAhead(0.8)
                        .statistics(true)
                        .loader(id -> new User(id, "user " + id))
                        .build());
        users.subscribe(
                EnumSet.of(Change.Kind.REMOVED, Change.Kind.EXPIRED, Change.Kind.EVICTED),
                Delivery.ASYNCHRONOUS,
                change -> log.add(change.kind() + " " + change.key()));
        return users;
    }
}
