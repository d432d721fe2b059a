package dev.larder.sample.catalog;

import static org.hibernate.jpa.HibernateHints.HINT_CACHEABLE;

import jakarta.persistence.LockModeType;
import jakarta.persistence.QueryHint;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.QueryHints;

interface LikesRepository extends JpaRepository<Likes, Integer> {

    /** Goes through the query cache, which also knows of characters that nobody liked. */
    @QueryHints(@QueryHint(name = HINT_CACHEABLE, value = "true"))
    Optional<Likes> findByCodePoint(int codePoint);

    /** The row, locked, so that of two likes at the same time none is lost. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select l from Likes l where l.codePoint = :codePoint")
    Optional<Likes> findForUpdate(int codePoint);
}
