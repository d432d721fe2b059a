package dev.larder.sample.web;

import dev.larder.sample.caches.RestoredEntries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says what the caches have from the last run, and where the page is, as the last line of the start. */
@Component
class AddressAnnouncer {
    private static final Logger LOG = LoggerFactory.getLogger(AddressAnnouncer.class);

    private final RestoredEntries restored;

    AddressAnnouncer(RestoredEntries restored) {
        this.restored = restored;
    }

    @EventListener
    void announce(ApplicationReadyEvent ready) {
        if (ready.getApplicationContext() instanceof WebServerApplicationContext context
                && context.getWebServer() != null) {
            restored.announce();
            LOG.info(
                    "The sample application is ready: http://localhost:{}/ (end it with Ctrl+C)",
                    context.getWebServer().getPort());
        }
    }
}
