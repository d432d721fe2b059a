package dev.larder.spring.boot;

import dev.larder.spring.InvalidCacheSettingsException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells of settings of a cache that don't go together. */
final class InvalidCacheSettingsFailureAnalyzer extends AbstractFailureAnalyzer<InvalidCacheSettingsException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidCacheSettingsException cause) {
        return new FailureAnalysis(
                "The settings of a cache contradict each other: " + cause.getMessage(),
                "Change what stands under the name of the cache in larder.caches, what larder.defaults adds to it, or what"
                        + " the application's own code says of it.",
                cause);
    }
}
