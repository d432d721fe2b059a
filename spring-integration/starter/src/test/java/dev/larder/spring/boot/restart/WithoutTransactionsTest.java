package dev.larder.spring.boot.restart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;

/** An application without {@code spring-tx}, as the starter alone makes it. */
class WithoutTransactionsTest {
    @Test
    void start_withoutSpringTx_caches() throws Exception {
        ClassLoader withoutTx = new FilteredClassLoader("org.springframework.transaction");

        Object cached =
                new ReloadingClassLoader(withoutTx, "dev.larder.spring.").call(RestartedApplication.class.getName());

        assertThat(cached).hasToString("Apple[name=boskop, number=0]");
    }
}
