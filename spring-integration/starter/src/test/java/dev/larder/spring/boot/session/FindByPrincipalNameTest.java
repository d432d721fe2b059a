package dev.larder.spring.boot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.springframework.session.FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sessions by the name of who is logged in: what is found is what their attributes say. */
class FindByPrincipalNameTest extends SessionRepositoryFixture {
    @Test
    void findByPrincipalName_loginAndLogout_followsTheSessions() {
        LarderSession first = saved();
        LarderSession second = repository.createSession();
        second.setAttribute(PRINCIPAL_NAME_INDEX_NAME, "ann");
        repository.save(second);
        assertThat(repository.findByPrincipalName("ann")).containsOnlyKeys(second.getId());

        first.setAttribute(PRINCIPAL_NAME_INDEX_NAME, "ann");
        repository.save(first);
        assertThat(repository.findByPrincipalName("ann")).containsOnlyKeys(first.getId(), second.getId());

        first.setAttribute(PRINCIPAL_NAME_INDEX_NAME, "bob");
        repository.save(first);
        second.removeAttribute(PRINCIPAL_NAME_INDEX_NAME);
        repository.save(second);
        assertThat(repository.findByPrincipalName("ann")).isEmpty();
        assertThat(repository.findByPrincipalName("bob")).containsOnlyKeys(first.getId());

        repository.deleteById(first.getId());
        assertThat(repository.findByPrincipalName("bob")).isEmpty();
        assertThat(repository.findByIndexNameAndIndexValue("another", "bob")).isEmpty();
    }

    @Test
    void findByPrincipalName_otherRequestStartedBeforeTheLogin_keepsTheLogin() {
        LarderSession session = saved();
        LarderSession early = repository.findById(session.getId());
        LarderSession login = repository.findById(session.getId());
        login.setAttribute(PRINCIPAL_NAME_INDEX_NAME, "ann");
        repository.save(login);
        early.setAttribute("cart", "tea");
        repository.save(early);

        assertThat(repository.findByPrincipalName("ann")).containsOnlyKeys(session.getId());
    }

    @Test
    void findByPrincipalName_anotherRequestLoggedOutInBetween_saysWhatTheAttributesSay() {
        LarderSession login = loggedIn("ann");
        LarderSession first = repository.findById(login.getId());
        LarderSession second = repository.findById(login.getId());
        second.removeAttribute(PRINCIPAL_NAME_INDEX_NAME);
        repository.save(second);
        first.setAttribute(PRINCIPAL_NAME_INDEX_NAME, "ann");
        repository.save(first);

        assertThat(repository.findByPrincipalName("ann")).containsOnlyKeys(login.getId());
    }

    @Test
    void findByPrincipalName_anotherRequestLoggedInInBetween_saysWhatTheAttributesSay() {
        LarderSession login = loggedIn("ann");
        LarderSession first = repository.findById(login.getId());
        LarderSession second = repository.findById(login.getId());
        second.setAttribute(PRINCIPAL_NAME_INDEX_NAME, "bob");
        repository.save(second);
        first.setAttribute(PRINCIPAL_NAME_INDEX_NAME, "ann");
        first.changeSessionId();
        repository.save(first);

        assertThat(repository.findByPrincipalName("ann")).containsOnlyKeys(first.getId());
        assertThat(repository.findByPrincipalName("bob")).isEmpty();
    }

    @Test
    void findByPrincipalName_requestsChangeWhatThePrincipalIsMadeOf_resolvesFromBoth() {
        repository.setIndexResolver(session -> {
            String tenant = session.getAttribute("tenant");
            String user = session.getAttribute("user");
            return Map.of(PRINCIPAL_NAME_INDEX_NAME, tenant + "/" + user);
        });
        LarderSession session = saved();
        LarderSession first = repository.findById(session.getId());
        LarderSession second = repository.findById(session.getId());
        first.setAttribute("tenant", "acme");
        second.setAttribute("user", "ann");
        repository.save(first);
        repository.save(second);

        assertThat(repository.findByPrincipalName("acme/ann")).containsOnlyKeys(session.getId());
    }

    @Test
    void findByPrincipalName_expiredOrCleared_findsNothing() {
        LarderSession session = repository.createSession();
        session.setAttribute(PRINCIPAL_NAME_INDEX_NAME, "ann");
        repository.save(session);
        clock.advance(Duration.ofMinutes(30));
        assertThat(repository.findByPrincipalName("ann")).isEmpty();

        LarderSession another = repository.createSession();
        another.setAttribute(PRINCIPAL_NAME_INDEX_NAME, "bob");
        repository.save(another);
        sessions().clear();
        assertThat(repository.findByPrincipalName("bob")).isEmpty();
        assertThat(repository.indexedIds("bob")).as("forgotten").isEmpty();
    }

    @Test
    void save_indexResolverFails_leavesTheSessionAsItWas() {
        LarderSession session = loggedIn("ann");
        repository.setIndexResolver(changed -> {
            throw new IllegalStateException("no directory");
        });
        LarderSession request = repository.findById(session.getId());
        request.setAttribute("cart", "tea");
        assertThatIllegalStateException().isThrownBy(() -> repository.save(request));
        request.changeSessionId();
        assertThatIllegalStateException().isThrownBy(() -> repository.save(request));

        assertThat(repository.findByPrincipalName("ann")).containsOnlyKeys(session.getId());
        assertThat(repository.findById(session.getId()).getAttributeNames()).containsExactly(PRINCIPAL_NAME_INDEX_NAME);
    }
}
