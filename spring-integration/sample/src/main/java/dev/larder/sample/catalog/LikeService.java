package dev.larder.sample.catalog;

import org.springframework.cache.annotation.CacheEvict;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts likes. Both caches follow by themselves: the second level because Hibernate writes through it, the cache of
 * characters because the eviction takes part in the transaction. Nobody reads the old number once a like is committed,
 * and a like that is rolled back evicts nothing.
 */
@Service
public class LikeService {
    private final CharacterRepository characters;
    private final LikesRepository likes;

    LikeService(CharacterRepository characters, LikesRepository likes) {
        this.characters = characters;
        this.likes = likes;
    }

    /**
     * Counts one like.
     *
     * @return all likes of the character
     * @throws UnknownCharacterException if the catalog has no such character
     */
    @Transactional
    @CacheEvict(cacheNames = CharacterCatalog.CHARACTERS)
    public long like(int codePoint) {
        if (!characters.existsById(codePoint)) {
            throw new UnknownCharacterException(codePoint);
        }
        Likes row = likes.findForUpdate(codePoint).orElseGet(() -> likes.save(new Likes(codePoint)));
        row.addOne();
        return row.total();
    }
}
