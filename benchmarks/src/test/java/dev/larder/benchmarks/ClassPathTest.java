package dev.larder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {
    private static final String SERVICE = "META-INF/services/javax.cache.spi.CachingProvider";

    @TempDir
    Path directory = Path.of("");

    @Test
    void jarsIn_classLoadingLog_areThoseThatClassesCameFrom() {
        String log = """
                [0.010s][info][class,load] java.lang.Object source: shared objects file
                [0.020s][info][class,load] a.A source: file:/lib/a%20b-1.0.jar
                [0.021s][info][class,load] b.B source: jar:file:/lib/b.jar!/
                [0.022s][info][class,load] b.B$$Lambda source: b.B
                [0.023s][info][class,load] c.C source: file:/classes/
                """;

        assertThat(ClassPath.jarsIn(log)).containsExactlyInAnyOrder(Path.of("/lib/a b-1.0.jar"), Path.of("/lib/b.jar"));
    }

    @Test
    void of_contestant_keepsItsOwnProviderAndWhatIsNone() throws IOException {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        Path larder = jar("larder.jar", SERVICE, "dev/larder/jcache/LarderCachingProvider.class");
        Path other = jar("other.jar", SERVICE, "org/other/Provider.class");
        Path library = jar("library.jar", "org/library/Type.class");
        ClassPath all = new ClassPath(List.of(other, classes, library, larder));

        assertThat(all.of("larder").elements()).containsExactly(classes, library, larder);
        assertThat(all.of("raw-chm").elements()).containsExactly(classes, library);
        assertThat(all.of("larder").asOption())
                .isEqualTo(classes + File.pathSeparator + library + File.pathSeparator + larder);
    }

    @Test
    void withJarsOf_anotherBuild_keepsTheDirectoriesAndTakesItsJars() throws IOException {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        Path lib = Files.createDirectory(directory.resolve("lib"));
        Path engine = jar("lib/larder-core-0.0.1.jar", "dev/larder/core/Type.class");

        assertThat(new ClassPath(List.of(classes, jar("larder-core-0.1.0.jar")))
                        .withJarsOf(lib)
                        .elements())
                .containsExactly(classes, engine);
    }

    @Test
    void withJarsOf_directoryWithoutTheEngine_isRefusedByName() throws IOException {
        jar("other.jar", "org/other/Type.class");

        assertThatThrownBy(() -> new ClassPath(List.of()).withJarsOf(directory))
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("target/lib");
    }

    @Test
    void of_elementThatIsMissing_isRefusedByName() {
        ClassPath broken = new ClassPath(List.of(directory.resolve("gone.jar")));

        assertThatThrownBy(() -> broken.of("larder")).hasMessageContaining("gone.jar");
    }

    private Path jar(String name, String... entries) throws IOException {
        Path jar = directory.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String entry : entries) {
                out.putNextEntry(new JarEntry(entry));
                out.closeEntry();
            }
        }
        return jar;
    }
}
