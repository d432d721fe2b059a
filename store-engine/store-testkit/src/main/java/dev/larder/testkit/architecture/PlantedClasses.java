package dev.larder.testkit.architecture;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles classes for rules of architecture to look at. They bear the names of real packages, also of libraries that are not on
 * the class path, so that a rule is tried on exactly the names that it guards.
 */
public final class PlantedClasses {
    private PlantedClasses() {}

    /**
     * Compiles one class for each arrow {@code "user -> used"} of two fully qualified class names, where the user has a
     * field of the used type.
     *
     * @param directory where the class files go; must be empty
     * @throws IllegalArgumentException if they don't compile, with the compiler's messages
     */
    public static void compile(Path directory, List<String> arrows) throws IOException {
        List<String> names = arrows.stream()
                .flatMap(arrow -> Stream.of(arrow.split(" -> ", -1)))
                .filter(name -> !name.startsWith("java."))
                .distinct()
                .toList();
        List<JavaFileObject> sources =
                names.stream().map(name -> source(name, arrows)).toList();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options =
                List.of("-proc:none", "-d", Files.createDirectories(directory).toString(), "-classpath", "");
        boolean compiled =
                compiler.getTask(messages, null, null, options, null, sources).call();
        if (!compiled) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "The planted classes %s do not compile:%n%s", names, messages));
        }
    }

    private static JavaFileObject source(String name, List<String> arrows) {
        int lastDot = name.lastIndexOf('.');
        StringBuilder code = new StringBuilder();
        code.append("package ").append(name, 0, lastDot).append(";\n");
        code.append("public class ").append(name, lastDot + 1, name.length()).append(" {\n");
        for (int i = 0; i < arrows.size(); i++) {
            String[] ends = arrows.get(i).split(" -> ", -1);
            if (ends[0].equals(name) && ends.length == 2) {
                code.append("    ").append(ends[1]).append(" used").append(i).append(";\n");
            }
        }
        code.append("}\n");
        return new SourceText(name, code.toString());
    }

    private static final class SourceText extends SimpleJavaFileObject {
        private final String code;

        SourceText(String name, String code) {
            super(URI.create("memory:///" + name.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
