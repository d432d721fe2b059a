package dev.larder.spring.docs.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class BookShopTest {
    @Test
    void run_applicationOfTheReadme_looksForTheBookOnce(CapturedOutput output) {
        SpringApplication application = new SpringApplication(BookShop.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application
                .run("--spring.autoconfigure.exclude="
                        + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
                        + "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration")
                .close();

        assertThat(output).containsOnlyOnce("looking for book 1").contains("Momo, and again Momo");
    }
}
