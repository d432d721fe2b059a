package dev.larder.sample.catalog;

import static org.hibernate.jpa.HibernateHints.HINT_CACHEABLE;

import dev.larder.sample.answers.QuestionCounter;
import dev.larder.sample.catalog.Facets.Facet;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.Predicate;
import java.util.List;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The catalog as the database answers it, or Hibernate's second-level cache in front of it. Names are matched in the
 * middle, which no index helps with, so each search and each count reads the whole table.
 */
@Service
@Transactional(readOnly = true)
public class DatabaseCatalog implements CharacterCatalog {
    private static final int NEIGHBOUR_DISTANCE = 8;
    private static final int MAX_FACETS = 12;

    private final CharacterRepository characters;
    private final LikesRepository likes;
    private final EntityManager entityManager;
    private final QuestionCounter questions;

    DatabaseCatalog(
            CharacterRepository characters,
            LikesRepository likes,
            EntityManager entityManager,
            QuestionCounter questions) {
        this.characters = characters;
        this.likes = likes;
        this.entityManager = entityManager;
        this.questions = questions;
    }

    @Override
    public SearchPage search(SearchQuery query) {
        questions.asked();
        Specification<CharacterRow> matches = hasAllWords(query.words());
        if (!query.script().isEmpty()) {
            matches = matches.and((row, unused, builder) -> builder.equal(row.get("script"), query.script()));
        }
        Page<CharacterRow> page = characters.findAll(
                matches, PageRequest.of(query.page(), SearchPage.SIZE, Sort.by("nameLength", "codePoint")));
        return new SearchPage(
                query,
                page.getTotalElements(),
                page.getTotalPages(),
                page.map(CharacterRow::toCharacter).toList());
    }

    @Override
    public Facets facets(String text) {
        questions.asked();
        Specification<CharacterRow> matches = hasAllWords(List.of(text.split(" ", -1)));
        return new Facets(countBy("script", matches), countBy("block", matches), countBy("category", matches));
    }

    @Override
    public CharacterDetail character(int codePoint) {
        questions.asked();
        UnicodeCharacter character = characters
                .findById(codePoint)
                .orElseThrow(() -> new UnknownCharacterException(codePoint))
                .toCharacter();
        List<CharacterRow> neighbours = characters.findByBlockAndCodePointBetweenOrderByCodePoint(
                character.block(), codePoint - NEIGHBOUR_DISTANCE, codePoint + NEIGHBOUR_DISTANCE);
        List<CharacterRow> variants = characters.findVariants(character.name().split(" WITH ", 2)[0]);
        return new CharacterDetail(
                character,
                likes.findByCodePoint(codePoint).map(Likes::total).orElse(0L),
                characters.countByBlock(character.block()),
                neighbours.stream().map(CharacterRow::toCharacter).toList(),
                variants.stream().map(CharacterRow::toCharacter).toList());
    }

    private static Specification<CharacterRow> hasAllWords(List<String> words) {
        return (row, unused, builder) -> builder.and(words.stream()
                .map(word -> builder.like(row.get("words"), "% " + word + "%"))
                .toArray(Predicate[]::new));
    }

    private List<Facet> countBy(String attribute, Specification<CharacterRow> matches) {
        var builder = entityManager.getCriteriaBuilder();
        var query = builder.createQuery(Facet.class);
        var row = query.from(CharacterRow.class);
        query.select(builder.construct(Facet.class, row.get(attribute), builder.count(row)))
                .where(matches.toPredicate(row, query, builder))
                .groupBy(row.get(attribute))
                .orderBy(builder.desc(builder.count(row)), builder.asc(row.get(attribute)));
        return entityManager
                .createQuery(query)
                .setMaxResults(MAX_FACETS)
                .setHint(HINT_CACHEABLE, true)
                .getResultList();
    }
}
