package dev.larder.jcache.management;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.function.Supplier;
import javax.cache.CacheException;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.management.CacheMXBean;
import javax.cache.management.CacheStatisticsMXBean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanRegistration;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;

/**
 * One MXBean of one cache on the platform's server.
 *
 * <p>Two managers of one URI in different class loaders give caches of one name the same object name. The one registered
 * last has it; the other notices that it was replaced, and leaves it alone when it closes.
 *
 * <p><b>Threads:</b> under the lock of the cache's manager.
 */
public final class ManagedBean {
    private final ObjectName name;
    private final Object bean;
    private volatile boolean registered;

    private <T> ManagedBean(ObjectName name, T bean, Class<T> type) {
        this.name = name;
        this.bean = new Registered<>(bean, type);
    }

    /** The bean of a cache's settings. */
    public static ManagedBean ofSettings(
            URI managerUri, String cacheName, Supplier<? extends CompleteConfiguration<?, ?>> settings) {
        return new ManagedBean(
                CacheBeanNames.of("CacheConfiguration", managerUri, cacheName),
                new CacheSettingsBean(settings),
                CacheMXBean.class);
    }

    /** The bean of a cache's statistics. */
    public static ManagedBean ofStatistics(URI managerUri, String cacheName, CacheStatistics statistics) {
        return new ManagedBean(
                CacheBeanNames.of("CacheStatistics", managerUri, cacheName), statistics, CacheStatisticsMXBean.class);
    }

    /** Shows or hides the bean; does nothing if it is as wanted. */
    public void show(boolean wanted) {
        try {
            if (wanted && !registered) {
                register(ManagementFactory.getPlatformMBeanServer());
            } else if (!wanted && registered) {
                unregister(ManagementFactory.getPlatformMBeanServer());
            }
        } catch (JMException e) {
            throw new CacheException("The JMX bean " + name + " could not be changed.", e);
        }
    }

    private void register(MBeanServer server) throws JMException {
        while (true) {
            try {
                server.registerMBean(bean, name);
                return;
            } catch (InstanceAlreadyExistsException other) {
                unregister(server);
            }
        }
    }

    private void unregister(MBeanServer server) throws JMException {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException goneAlready) {
            registered = false;
        }
    }

    /** Tells when the server lets go of the bean, whoever made it. */
    private final class Registered<T> extends StandardMBean implements MBeanRegistration {
        Registered(T bean, Class<T> type) {
            super(bean, type, true);
        }

        @Override
        public ObjectName preRegister(@Nullable MBeanServer server, @Nullable ObjectName given) {
            return name;
        }

        @Override
        public void postRegister(@Nullable Boolean done) {
            registered = Boolean.TRUE.equals(done);
        }

        @Override
        public void preDeregister() {}

        @Override
        public void postDeregister() {
            registered = false;
        }
    }
}
