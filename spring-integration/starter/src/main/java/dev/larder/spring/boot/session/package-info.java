/**
 * Spring Session's sessions in a keyspace of the store. Doors: {@link
 * dev.larder.spring.boot.session.EnableLarderHttpSession} and {@link
 * dev.larder.spring.boot.session.LarderIndexedSessionRepository}.
 */
@NullMarked
package dev.larder.spring.boot.session;

import org.jspecify.annotations.NullMarked;
