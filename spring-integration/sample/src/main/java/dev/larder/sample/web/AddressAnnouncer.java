package dev.larder.sample.web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says where the page is, as the last line of the start. */
@Component
class AddressAnnouncer {
    private static final Logger LOG = LoggerFactory.getLogger(AddressAnnouncer.class);

    @EventListener
    void announce(ApplicationReadyEvent ready) {
        if (ready.getApplicationContext() instanceof WebServerApplicationContext context
                && context.getWebServer() != null) {
            LOG.info(
                    "The sample application is ready: http://localhost:{}/ (end it with Ctrl+C)",
                    context.getWebServer().getPort());
        }
    }
}
