package dev.larder.spring.boot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.session.FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.session.FlushMode;
import org.springframework.session.SaveMode;

/** Which attributes are written, and when. */
class SaveModeTest extends SessionRepositoryFixture {
    @Test
    void save_modeOnGet_writesWhatWasRead() {
        repository.setSaveMode(SaveMode.ON_GET_ATTRIBUTE);
        LarderSession session = repository.createSession();
        session.setAttribute("list", new ArrayList<>(List.of(1)));
        repository.setAttributeCopier(SaveModeTest::copy);
        repository.save(session);
        LarderSession request = repository.findById(session.getId());
        request.<List<Integer>>getAttribute("list").add(2);
        repository.save(request);

        assertThat(repository.findById(session.getId()).<List<Integer>>getAttribute("list"))
                .containsExactly(1, 2);
    }

    @Test
    void save_modeOnGetAndNothingRead_leavesWhatAnotherRequestDid() {
        repository.setSaveMode(SaveMode.ON_GET_ATTRIBUTE);
        LarderSession login = loggedIn("ann");
        LarderSession slow = repository.findById(login.getId());
        slow.setLastAccessedTime(now());
        LarderSession logout = repository.findById(login.getId());
        logout.removeAttribute(PRINCIPAL_NAME_INDEX_NAME);
        repository.save(logout);
        repository.save(slow);
        repository.save(login);

        assertThat(repository.findById(login.getId()).getAttributeNames()).isEmpty();
        assertThat(repository.findByPrincipalName("ann")).isEmpty();
        assertThat(List.of(slow, login)).noneMatch(LarderSession::hasChanges);
    }

    @Test
    void save_modeOnSetWithACopier_leavesWhatWasNotSet() {
        repository.setAttributeCopier(SaveModeTest::copy);
        LarderSession session = repository.createSession();
        session.setAttribute("list", new ArrayList<>(List.of(1)));
        repository.save(session);
        LarderSession request = repository.findById(session.getId());
        request.<List<Integer>>getAttribute("list").add(2);
        repository.save(request);

        assertThat(repository.findById(session.getId()).<List<Integer>>getAttribute("list"))
                .containsExactly(1);
    }

    private static Object copy(Object value) {
        return value instanceof List<?> list ? new ArrayList<>(list) : value;
    }

    @Test
    void save_modeAlways_writesAllAttributes() {
        repository.setSaveMode(SaveMode.ALWAYS);
        LarderSession session = repository.createSession();
        session.setAttribute("name", "first");
        repository.save(session);
        LarderSession slow = repository.findById(session.getId());
        LarderSession fast = repository.findById(session.getId());
        fast.setAttribute("name", "second");
        repository.save(fast);
        repository.save(slow);

        assertThat(repository.findById(session.getId()).<String>getAttribute("name"))
                .isEqualTo("first");
    }

    @Test
    void flushMode_immediate_writesEveryChangeAtOnce() {
        repository.setFlushMode(FlushMode.IMMEDIATE);
        LarderSession session = repository.createSession();
        assertThat(repository.findById(session.getId())).isNotNull();
        session.setAttribute("cart", "tea");
        assertThat(repository.findById(session.getId()).<String>getAttribute("cart"))
                .isEqualTo("tea");
        String oldId = session.getId();
        session.changeSessionId();
        assertThat(repository.findById(oldId)).isNull();
        assertThat(repository.findById(session.getId())).isNotNull();
    }
}
