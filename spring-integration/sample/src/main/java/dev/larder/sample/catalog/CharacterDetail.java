package dev.larder.sample.catalog;

import java.io.Serializable;
import java.util.List;

/**
 * A character with its surroundings.
 *
 * @param likes how often somebody liked it
 * @param blockSize named characters of its block
 * @param neighbours characters of the same block just before and after it, itself among them
 * @param variants what differs only in what follows WITH in the name, itself among them
 */
public record CharacterDetail(
        UnicodeCharacter character,
        long likes,
        long blockSize,
        List<UnicodeCharacter> neighbours,
        List<UnicodeCharacter> variants)
        implements Serializable {}
