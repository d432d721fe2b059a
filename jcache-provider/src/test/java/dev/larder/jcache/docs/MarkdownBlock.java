package dev.larder.jcache.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A fenced block of a page.
 *
 * @param page the file
 * @param line of its first line of content, from 1
 * @param info what follows the opening fence, such as {@code java}
 * @param lines the content
 */
record MarkdownBlock(Path page, int line, String info, List<String> lines) {
    private static final String FENCE = "```";

    static List<MarkdownBlock> of(Path page) throws IOException {
        return parse(page, Files.readAllLines(page));
    }

    static List<MarkdownBlock> parse(Path page, List<String> lines) {
        List<MarkdownBlock> blocks = new ArrayList<>();
        int open = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).strip().startsWith(FENCE)) {
                continue;
            }
            if (open < 0) {
                open = i;
            } else {
                String info = lines.get(open).strip().substring(FENCE.length()).strip();
                blocks.add(new MarkdownBlock(page, open + 2, info, List.copyOf(lines.subList(open + 1, i))));
                open = -1;
            }
        }
        if (open >= 0) {
            throw new IllegalArgumentException(page + ", line " + (open + 1) + ": the block is never closed");
        }
        return blocks;
    }

    /** The content at its line of the page, so that errors in it name that line. */
    String textAtItsLine() {
        return "\n".repeat(line - 1) + String.join("\n", lines) + "\n";
    }

    /** Whether its lines follow each other in a source file, whatever the indentation and the empty lines. */
    boolean occursIn(String source) {
        return ("\n" + unindented(source.lines())).contains("\n" + unindented(lines.stream()));
    }

    private static String unindented(Stream<String> lines) {
        return lines.map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n", "", "\n"));
    }
}
