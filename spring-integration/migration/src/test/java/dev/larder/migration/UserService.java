package dev.larder.migration;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;

/** A service that knows nothing of the cache behind it, and is the same before and after. */
public class UserService {
    private final AtomicInteger loads = new AtomicInteger();

    @Cacheable("users")
    public User find(long id) {
        loads.incrementAndGet();
        return new User(id, "user " + id);
    }

    @CacheEvict(cacheNames = "users", key = "#id")
    public void rename(long id, String name) {}

    /** How often a user was not found in the cache. */
    public int loads() {
        return loads.get();
    }
}
