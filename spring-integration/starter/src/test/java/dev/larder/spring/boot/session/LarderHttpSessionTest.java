package dev.larder.spring.boot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.larder.spring.boot.LarderAutoConfiguration;
import dev.larder.spring.boot.LarderStoreCustomizer;
import dev.larder.testkit.ManualClock;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** HTTP sessions through Spring Session's own filter. */
class LarderHttpSessionTest {
    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    LarderAutoConfiguration.class,
                    LarderSessionAutoConfiguration.class,
                    LarderSessionFilterAutoConfiguration.class,
                    WebMvcAutoConfiguration.class))
            .withUserConfiguration(Application.class);

    @Test
    void requests_ofOneClient_shareItsSessionUntilItExpires() {
        runner.run(web((context, client) -> {
            Cookie cookie = client.perform(post("/cart?item=tea"))
                    .andExpect(status().isOk())
                    .andReturn()
                    .getResponse()
                    .getCookie("SESSION");
            assertThat(cookie).isNotNull();
            client.perform(get("/cart").cookie(cookie)).andExpect(content().string("tea"));
            client.perform(get("/cart")).andExpect(content().string("empty"));

            context.getBean(ManualClock.class).advance(Duration.ofMinutes(31));
            client.perform(get("/cart").cookie(cookie)).andExpect(content().string("empty"));
        }));
    }

    @Test
    void login_changesTheId_andTheOldOneIsGone() {
        runner.run(web((context, client) -> {
            Cookie before = client.perform(post("/cart?item=tea"))
                    .andReturn()
                    .getResponse()
                    .getCookie("SESSION");
            Cookie after = client.perform(post("/login").cookie(before))
                    .andReturn()
                    .getResponse()
                    .getCookie("SESSION");
            assertThat(after.getValue()).isNotEqualTo(before.getValue());
            client.perform(get("/cart").cookie(after)).andExpect(content().string("tea"));
            client.perform(get("/cart").cookie(before)).andExpect(content().string("empty"));

            client.perform(post("/logout").cookie(after));
            client.perform(get("/cart").cookie(after)).andExpect(content().string("empty"));
        }));
    }

    @Test
    void timeout_ofSpringBootsProperties_applies() {
        runner.withPropertyValues("server.servlet.session.timeout=20m")
                .run(context ->
                        assertThat(created(context).getMaxInactiveInterval()).isEqualTo(Duration.ofMinutes(20)));
        runner.withPropertyValues("server.servlet.session.timeout=20m", "spring.session.timeout=90")
                .run(context ->
                        assertThat(created(context).getMaxInactiveInterval()).isEqualTo(Duration.ofSeconds(90)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring.session.timeout", "server.servlet.session.timeout"})
    void timeout_thatIsNoDuration_namesTheProperty(String property) {
        runner.withPropertyValues(property + "=soon").run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining(property)
                .hasMessageContaining("such as 30m"));
    }

    @Test
    void start_repositoryOfAnotherAutoConfiguration_wins() {
        runner.withConfiguration(AutoConfigurations.of(UnorderedSessionAutoConfiguration.class))
                .run(context -> assertThat(context)
                        .hasSingleBean(MapSessionRepository.class)
                        .doesNotHaveBean(LarderIndexedSessionRepository.class));
    }

    @Test
    void start_sessionsKept_saysSoOnce() {
        Logger logger = Logger.getLogger(LarderSessionAutoConfiguration.class.getName());
        List<String> messages = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                messages.add(logged.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            runner.run(context -> assertThat(messages)
                    .singleElement()
                    .asString()
                    .contains("Larder keeps the HTTP sessions")
                    .contains("larder.session.enabled=false"));
        } finally {
            logger.removeHandler(handler);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Application.class, Annotated.class})
    void cookie_ofSpringBootsProperties_isWritten(Class<?> configuration) {
        runner.withUserConfiguration(configuration)
                .withPropertyValues(
                        "server.servlet.session.cookie.name=CART",
                        "server.servlet.session.cookie.secure=true",
                        "server.servlet.session.cookie.http-only=false",
                        "server.servlet.session.cookie.same-site=strict",
                        "server.servlet.session.cookie.max-age=10m")
                .run(web((context, client) -> {
                    Cookie cookie = client.perform(post("/cart?item=tea"))
                            .andReturn()
                            .getResponse()
                            .getCookie("CART");
                    assertThat(cookie).isNotNull();
                    assertThat(cookie.getSecure()).isTrue();
                    assertThat(cookie.isHttpOnly()).isFalse();
                    assertThat(cookie.getMaxAge()).isEqualTo(600);
                    assertThat(cookie.getAttribute("SameSite")).isEqualTo("Strict");
                }));
    }

    @Test
    void cookie_ownSerializer_wins() {
        runner.withUserConfiguration(OwnCookie.class)
                .withPropertyValues("server.servlet.session.cookie.name=CART")
                .run(context -> assertThat(context).hasSingleBean(CookieSerializer.class));
    }

    @Test
    void filter_asynchronousDispatchesAndErrors_areSeenToo() {
        runner.run(context -> assertThat(registration(context).determineDispatcherTypes())
                .containsExactlyInAnyOrder(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
        runner.withPropertyValues(
                        "spring.session.servlet.filter-dispatcher-types=request,forward",
                        "spring.session.servlet.filter-order=3")
                .run(context -> {
                    assertThat(registration(context).determineDispatcherTypes())
                            .containsExactlyInAnyOrder(DispatcherType.REQUEST, DispatcherType.FORWARD);
                    assertThat(registration(context).getOrder()).isEqualTo(3);
                });
    }

    @Test
    void start_annotation_takesThePlaceOfTheAutoConfiguration() {
        runner.withUserConfiguration(Annotated.class).run(context -> {
            assertThat(context).hasSingleBean(SessionRepository.class);
            assertThat(created(context).getMaxInactiveInterval()).isEqualTo(Duration.ofMinutes(2));
        });
    }

    @Test
    void start_otherRepositoryOrSwitchedOff_backsOff() {
        runner.withUserConfiguration(OtherRepository.class)
                .run(context -> assertThat(context).doesNotHaveBean(LarderIndexedSessionRepository.class));
        runner.withPropertyValues("larder.session.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(SessionRepository.class));
        runner.withClassLoader(new FilteredClassLoader("org.springframework.session"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("sessionRepository"));
    }

    @Test
    void start_applicationWithoutWeb_backsOff() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(LarderAutoConfiguration.class, LarderSessionAutoConfiguration.class))
                .run(context -> assertThat(context).doesNotHaveBean(SessionRepository.class));
    }

    private static Session created(AssertableWebApplicationContext context) {
        return context.getBean(LarderIndexedSessionRepository.class).createSession();
    }

    private static DelegatingFilterProxyRegistrationBean registration(AssertableWebApplicationContext context) {
        return context.getBean(DelegatingFilterProxyRegistrationBean.class);
    }

    private static ContextConsumer<AssertableWebApplicationContext> web(WebTest test) {
        return context -> test.run(
                context,
                MockMvcBuilders.webAppContextSetup(context)
                        .addFilters(context.getBean(SessionRepositoryFilter.class))
                        .build());
    }

    private interface WebTest {
        void run(AssertableWebApplicationContext context, MockMvc client) throws Exception;
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {
        /** Begins at the real time, which Spring Session's filter takes for the last access. */
        @Bean
        ManualClock clock() {
            return new ManualClock(System.currentTimeMillis());
        }

        @Bean
        LarderStoreCustomizer clocked(ManualClock clock) {
            return config -> config.clock(clock);
        }

        @Bean
        CartController carts() {
            return new CartController();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableLarderHttpSession(maxInactiveIntervalInSeconds = 120)
    static class Annotated {}

    @Configuration(proxyBeanMethods = false)
    static class OwnCookie {
        @Bean
        CookieSerializer ownCookie() {
            return new DefaultCookieSerializer();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OtherRepository {
        @Bean
        MapSessionRepository otherRepository() {
            return new MapSessionRepository(new ConcurrentHashMap<>());
        }
    }

    @RestController
    static class CartController {
        @PostMapping("/cart")
        void add(@RequestParam String item, HttpSession session) {
            session.setAttribute("item", item);
        }

        @GetMapping("/cart")
        String show(HttpServletRequest request) {
            HttpSession session = request.getSession(false);
            return session == null ? "empty" : String.valueOf(session.getAttribute("item"));
        }

        @PostMapping("/login")
        void login(HttpServletRequest request) {
            request.changeSessionId();
        }

        @PostMapping("/logout")
        void logout(HttpSession session) {
            session.invalidate();
        }
    }
}
