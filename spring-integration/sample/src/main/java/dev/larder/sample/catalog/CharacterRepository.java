package dev.larder.sample.catalog;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Query;

interface CharacterRepository extends JpaRepository<CharacterRow, Integer>, JpaSpecificationExecutor<CharacterRow> {

    List<CharacterRow> findByBlockAndCodePointBetweenOrderByCodePoint(String block, int lowest, int highest);

    /** The character a name starts from, and what is that character WITH something. */
    @Query("select c from CharacterRow c where c.name = :stem or c.name like concat(:stem, ' WITH %')"
            + " order by c.nameLength, c.codePoint limit 24")
    List<CharacterRow> findVariants(String stem);

    long countByBlock(String block);
}
