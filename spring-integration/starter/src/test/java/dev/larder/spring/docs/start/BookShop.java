package dev.larder.spring.docs.start;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

@SpringBootApplication
@EnableCaching
public class BookShop {
    public static void main(String[] arguments) {
        SpringApplication.run(BookShop.class, arguments);
    }

    @Bean
    ApplicationRunner customer(Books books) {
        return arguments -> System.out.println(books.title(1) + ", and again " + books.title(1));
    }

    @Component
    public static class Books {
        @Cacheable("books")
        public String title(long id) {
            System.out.println("looking for book " + id);
            return "Momo";
        }
    }
}
