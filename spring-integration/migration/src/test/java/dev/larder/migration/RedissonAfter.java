package dev.larder.migration;

import dev.larder.store.Keyspace;
import java.time.Duration;

/** The same as {@link RedissonBefore}; what was a bean is in the settings. */
final class RedissonAfter {
    private RedissonAfter() {}

    static void putForAnHour(Keyspace<Long, User> users, User user) {
        users.put(user.id(), user, Duration.ofHours(1));
        users.putIfAbsent(user.id(), user);
    }
}
