package dev.larder.jcache.configuration;

import dev.larder.jcache.LarderConfiguration;

/**
 * What a file says about the caches whose name matches.
 *
 * @param names the names
 * @param file the file for messages
 * @param line of the section's key, from 1; 0 for defaults that no file states
 * @param settings the settings made, all others open; never changed
 */
record Section(NamePattern names, String file, int line, LarderConfiguration<Object, Object> settings) {
    /** The section in messages. */
    String place() {
        return "'" + names + "' in " + file + ", line " + line;
    }
}
