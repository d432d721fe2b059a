package dev.larder.migration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/** A page of the documentation, so that its settings can be tried out. */
final class Page {
    private static final Pattern SETTINGS = Pattern.compile("(?ms)^```yaml boot ([a-z]+)\n(.*?)^```$");

    private final Path file;
    private final String text;

    Page(String name) throws IOException {
        file = Path.of(System.getProperty("basedir", ""), "../../docs/" + name);
        text = Files.readString(file);
    }

    /** The settings of the one block that is marked {@code before} or {@code after}. */
    List<PropertySource<?>> settings(String mark) throws IOException {
        List<String> blocks = SETTINGS.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(mark))
                .map((MatchResult block) -> block.group(2))
                .toList();
        if (blocks.size() != 1) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT, "%s must have one block 'yaml boot %s', found %d.", file, mark, blocks.size()));
        }
        return new YamlPropertySourceLoader()
                .load(mark, new ByteArrayResource(blocks.get(0).getBytes(StandardCharsets.UTF_8)));
    }
}
