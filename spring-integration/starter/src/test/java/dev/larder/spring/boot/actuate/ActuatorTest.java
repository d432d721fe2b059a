package dev.larder.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.larder.spring.LarderCacheManager;
import dev.larder.spring.boot.LarderAutoConfiguration;
import dev.larder.store.Store;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.MockMvc;

/** Actuator over the web, as an operator meets it. */
@SpringBootTest(
        properties = {
            "management.endpoints.web.exposure.include=*",
            "management.endpoint.health.show-details=always",
            "management.endpoint.larder.show-keys=always",
            "larder.max-memory=64MB",
            "larder.defaults.max-entries=50",
            "larder.caches.users.metadata=true",
            "larder.caches.users.time-to-live=10m",
            "larder.caches.orders.max-size=1MB"
        })
@AutoConfigureMockMvc
@DirtiesContext
class ActuatorTest {
    @Autowired
    private MockMvc web;

    @Autowired
    private CacheManager manager;

    @Test
    void larder_ofTheWhole_reportsStoreAndCaches() throws Exception {
        cache("orders").clear();
        cache("orders").put(1, "one");

        web.perform(get("/actuator/larder"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.store.name").value("larder"))
                .andExpect(jsonPath("$.store.maxBytes").value(64 << 20))
                .andExpect(jsonPath("$.store.keyspaces[?(@ == 'spring/users')]").exists())
                .andExpect(jsonPath("$.caches.orders.entries").value(1))
                .andExpect(jsonPath("$.caches.orders.maxBytes").value(1 << 20))
                .andExpect(jsonPath("$.caches.orders.maxEntries").doesNotExist())
                .andExpect(jsonPath("$.caches.orders.policy").value("window-tinylfu"))
                .andExpect(jsonPath("$.caches.users.maxEntries").value(50))
                .andExpect(jsonPath("$.caches.users.bytes").isNumber())
                .andExpect(jsonPath("$.caches.users.timeToLive").value("PT10M"))
                .andExpect(jsonPath("$.caches.users.timeToIdle").doesNotExist());
    }

    @Test
    void larder_ofACacheWithMetadata_listsTheKeysReadMost() throws Exception {
        Cache users = cache("users");
        String longKey = "x".repeat(200);
        users.put("ann", "Ann");
        users.put("bob", "Bob");
        users.put(longKey, "Long");
        users.get("bob");
        users.get(longKey);
        users.get(longKey);

        web.perform(get("/actuator/larder/users?topKeys=2"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.topKeys.length()").value(2))
                .andExpect(jsonPath("$.topKeys[0].key").value("x".repeat(100) + "..."))
                .andExpect(jsonPath("$.topKeys[0].hits").value(2))
                .andExpect(jsonPath("$.topKeys[1].key").value("bob"))
                .andExpect(jsonPath("$.figures.hits").value(3))
                .andExpect(jsonPath("$.figures.hitRatio").value(1.0))
                .andExpect(jsonPath("$.hint").doesNotExist());
    }

    @Test
    void larder_ofACacheWithoutMetadata_saysWhatToSet() throws Exception {
        web.perform(get("/actuator/larder/orders"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.topKeys").doesNotExist())
                .andExpect(jsonPath("$.hint")
                        .value("Set larder.caches[orders].metadata=true to have the reads of each key counted."));
    }

    @Test
    void larder_ofACacheThatNobodyRead_hasNoHitRatio() throws Exception {
        cache("unread").put(1, "one");

        web.perform(get("/actuator/larder/unread"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.figures.puts").value(1))
                .andExpect(jsonPath("$.figures.hitRatio").doesNotExist());
    }

    @Test
    void larder_ofAnUnknownCache_isNotFoundAndCreatesNone() throws Exception {
        web.perform(get("/actuator/larder/unknown")).andExpect(status().isNotFound());

        assertThat(manager.getCacheNames()).doesNotContain("unknown");
    }

    @Test
    void larder_topKeysOutOfRange_isABadRequest() throws Exception {
        web.perform(get("/actuator/larder/users?topKeys=-1")).andExpect(status().isBadRequest());
        web.perform(get("/actuator/larder/users?topKeys=1001")).andExpect(status().isBadRequest());
    }

    @Test
    void caches_deleteOfSpringBootsEndpoint_clearsTheCache() throws Exception {
        cache("cleared").put("ann", "Ann");

        web.perform(delete("/actuator/caches/cleared")).andExpect(status().isNoContent());

        assertThat(cache("cleared").get("ann")).isNull();
    }

    @Test
    void larder_nothingSaidAboutKeys_showsNone() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(LarderAutoConfiguration.class, LarderEndpointAutoConfiguration.class))
                .withUserConfiguration(Caching.class)
                .withPropertyValues(
                        "management.endpoints.web.exposure.include=larder", "larder.caches.users.metadata=true")
                .run(context -> {
                    context.getBean(LarderCacheManager.class).getCache("users").put("ann@acme.com", "Ann");

                    CacheReport report = context.getBean(LarderEndpoint.class).cache("users", 5, SecurityContext.NONE);

                    assertThat(report).isNotNull();
                    assertThat(report.topKeys()).isNull();
                    assertThat(report.hint()).contains("management.endpoint.larder.show-keys=always");
                });
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class Caching {}

    @Test
    void larder_managerOfAnotherStore_isLeftOut() {
        try (Store first = Store.open();
                Store second = Store.open()) {
            LarderCacheManager reported = LarderCacheManager.builder(first).build();
            LarderCacheManager other = LarderCacheManager.builder(second).build();
            reported.getCache("users");
            other.getCache("users");
            other.getCache("orders");
            LarderEndpoint endpoint = new LarderEndpoint(first, List.of(reported, other), Show.NEVER);

            assertThat(endpoint.larder().caches()).containsOnlyKeys("users");
            assertThat(endpoint.cache("orders", null, SecurityContext.NONE)).isNull();
        }
    }

    @Test
    void health_openStore_isUp() throws Exception {
        web.perform(get("/actuator/health/larder"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.status").value("UP"))
                .andExpect(jsonPath("$.details.store").value("larder"));
    }

    @Test
    void health_closedStore_isDown() {
        Store closed = Store.open();
        closed.close();

        assertThat(new LarderHealthIndicator(closed).health())
                .returns(Status.DOWN, Health::getStatus)
                .returns("the store was closed", health -> health.getDetails().get("reason"));
    }

    private Cache cache(String name) {
        Cache cache = manager.getCache(name);
        assertThat(cache).isNotNull();
        return cache;
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, HibernateJpaAutoConfiguration.class})
    @EnableCaching
    static class Application {}
}
