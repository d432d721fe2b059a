package dev.larder.spring.boot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.larder.spring.boot.session.StoredSession.Presence;
import dev.larder.store.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrincipalIndexTest {
    private final PrincipalIndex index = new PrincipalIndex();

    /** A service account has a session for each of its calls. With a copy of the set for each, this takes minutes. */
    @Test
    void onChange_manySessionsOfOnePrincipal_takesTimeForEachAlone() {
        int count = 100_000;
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < count; i++) {
                tell(Change.Kind.CREATED, "session " + i);
            }
            assertThat(index.idsOf("ann")).hasSize(count);
            for (int i = 1; i < count; i++) {
                tell(Change.Kind.REMOVED, "session " + i);
            }
        });
        assertThat(index.idsOf("ann")).containsExactly("session 0");
    }

    @Test
    void idsOf_laterChanges_areNotSeen() {
        tell(Change.Kind.CREATED, "first");
        Set<String> before = index.idsOf("ann");
        tell(Change.Kind.CREATED, "second");

        assertThat(before).containsExactly("first");
        assertThat(index.idsOf("ann")).containsExactlyInAnyOrder("first", "second");
    }

    private void tell(Change.Kind kind, String id) {
        StoredSession session = new StoredSession(
                Instant.EPOCH, Instant.EPOCH, Duration.ofMinutes(30), Map.of(), "ann", Presence.ORIGINAL);
        index.onChange(new Change<>(kind, id, session, null, 1));
    }
}
