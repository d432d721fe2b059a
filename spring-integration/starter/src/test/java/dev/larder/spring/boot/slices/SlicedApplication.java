package dev.larder.spring.boot.slices;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.EnableCaching;

/** The application of which the tests of this package take slices. */
@SpringBootApplication
@EnableCaching
class SlicedApplication {}
