package dev.larder.sample.catalog;

import static org.hibernate.jpa.HibernateHints.HINT_CACHEABLE;

import jakarta.persistence.QueryHint;
import java.util.List;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.QueryHints;

/** Every query may be answered by Hibernate's query cache, which keeps the ids of what it found. */
interface CharacterRepository extends JpaRepository<CharacterRow, Integer>, JpaSpecificationExecutor<CharacterRow> {

    @Override
    @QueryHints(@QueryHint(name = HINT_CACHEABLE, value = "true"))
    Page<CharacterRow> findAll(Specification<CharacterRow> specification, Pageable pageable);

    @QueryHints(@QueryHint(name = HINT_CACHEABLE, value = "true"))
    List<CharacterRow> findByBlockAndCodePointBetweenOrderByCodePoint(String block, int lowest, int highest);

    /** The character a name starts from, and what is that character WITH something. */
    @Query("select c from CharacterRow c where c.name = :stem or c.name like concat(:stem, ' WITH %')"
            + " order by c.nameLength, c.codePoint limit 24")
    @QueryHints(@QueryHint(name = HINT_CACHEABLE, value = "true"))
    List<CharacterRow> findVariants(String stem);

    @QueryHints(@QueryHint(name = HINT_CACHEABLE, value = "true"))
    long countByBlock(String block);
}
