package dev.larder.jcache.management;

import java.net.URI;
import javax.cache.CacheException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * The object names that the standard lays down, by which consoles and Micrometer look caches up. The standard has four
 * characters replaced by dots; what an object name can't hold besides is quoted, as JMX has it.
 */
final class CacheBeanNames {
    private CacheBeanNames() {}

    /** The name of a cache's MXBean; the type is {@code CacheConfiguration} or {@code CacheStatistics}. */
    static ObjectName of(String type, URI managerUri, String cacheName) {
        String name = "javax.cache:type=" + type + ",CacheManager=" + property(managerUri.toString()) + ",Cache="
                + property(cacheName);
        try {
            return new ObjectName(name);
        } catch (MalformedObjectNameException e) {
            throw new CacheException("No JMX object name can be made of cache name '" + cacheName + "': " + name, e);
        }
    }

    private static String property(String text) {
        StringBuilder dotted = new StringBuilder(text.length());
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean replaced = c == ',' || c == ':' || c == '=' || c == '\n';
            dotted.append(replaced ? '.' : c);
            quoted |= c == '*' || c == '?' || c == '"';
        }
        return quoted ? ObjectName.quote(dotted.toString()) : dotted.toString();
    }
}
