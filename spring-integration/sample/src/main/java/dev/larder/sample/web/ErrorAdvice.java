package dev.larder.sample.web;

import dev.larder.sample.burst.BurstRunningException;
import dev.larder.sample.caches.UnknownCacheException;
import dev.larder.sample.catalog.BadQueryException;
import dev.larder.sample.catalog.UnknownCharacterException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns what callers got wrong into problem details (RFC 9457), whose text the page shows. */
@RestControllerAdvice
class ErrorAdvice extends ResponseEntityExceptionHandler {

    @ExceptionHandler
    ProblemDetail badQuery(BadQueryException failure) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, failure.getMessage());
    }

    @ExceptionHandler({UnknownCharacterException.class, UnknownCacheException.class})
    ProblemDetail unknown(RuntimeException failure) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, failure.getMessage());
    }

    @ExceptionHandler
    ProblemDetail burstRunning(BurstRunningException failure) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, failure.getMessage());
    }
}
