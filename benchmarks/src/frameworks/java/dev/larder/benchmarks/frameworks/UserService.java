package dev.larder.benchmarks.frameworks;

import org.springframework.cache.annotation.Cacheable;

/** A service as applications have them. Not final: it is called through a proxy. */
public class UserService {
    private long calls;

    @Cacheable("users")
    public User find(long id) {
        return load(id);
    }

    @Cacheable(cacheNames = "users", sync = true)
    public User findOnce(long id) {
        return load(id);
    }

    @Cacheable("users")
    public User findIn(String tenant, long id) {
        return load(id + tenant.length());
    }

    /** How often a method ran because its answer was not cached. */
    public synchronized long calls() {
        return calls;
    }

    private synchronized User load(long id) {
        calls++;
        return new User(id, "user " + id);
    }
}
