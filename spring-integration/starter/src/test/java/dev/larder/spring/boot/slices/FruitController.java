package dev.larder.spring.boot.slices;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers with how often it was asked. */
@RestController
class FruitController {
    private final AtomicInteger calls = new AtomicInteger();

    @GetMapping("/calls")
    @Cacheable("calls")
    public String calls() {
        return "call " + calls.incrementAndGet();
    }
}
