package dev.larder.jcache.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.store.Capacity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationSourceTest {
    private static final String TEN_ENTRIES = "defaults: {max-entries: 10}";

    private final ClassLoader loader = ConfigurationSourceTest.class.getClassLoader();

    @TempDir
    private Path directory;

    @Test
    void of_null_isNone() {
        assertThat(CacheDefaults.of(null, loader)).isSameAs(CacheDefaults.none());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my-manager",
                "urn:larder:orders",
                "dev.larder.jcache.LarderCachingProvider",
                "http://example.org/",
                "mailto:a@b",
                "larder.yaml.old",
                "#larder.yaml",
                ""
            })
    void of_onlyAName_isNone(String uri) {
        assertThat(CacheDefaults.of(URI.create(uri), loader)).isSameAs(CacheDefaults.none());
    }

    @ParameterizedTest
    @ValueSource(strings = {"larder.yaml", "Larder.YML", "with blank.yaml", "settings.conf"})
    void of_fileUri_isRead(String name) throws IOException {
        Path file = Files.writeString(directory.resolve(name), TEN_ENTRIES);

        assertTenEntries(file.toUri());
        assertTenEntries(URI.create(file.toUri() + "#orders"));
    }

    @Test
    void of_relativeFileUri_isReadFromTheWorkingDirectory() throws IOException {
        Path file = Files.writeString(directory.resolve("larder.yaml"), TEN_ENTRIES);
        String relative =
                Path.of("").toAbsolutePath().relativize(file).toString().replace('\\', '/');

        assertTenEntries(URI.create("file:" + relative));
        assertTenEntries(URI.create("file:./" + relative));
        assertTenEntries(URI.create(relative));
        assertTenEntries(URI.create(relative + "#orders"));
    }

    @Test
    void of_absolutePathWithoutScheme_isRead() throws IOException {
        Path file = Files.writeString(directory.resolve("larder.yaml"), TEN_ENTRIES);

        assertTenEntries(URI.create(file.toUri().getPath()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "classpath:configuration/ten-entries.yaml",
                "classpath:/configuration/ten-entries.yaml",
                "CLASSPATH:configuration/ten-entries.yaml#orders",
                "configuration/ten-entries.yaml",
                "/configuration/ten-entries.yaml"
            })
    void of_classPath_isRead(String uri) {
        assertTenEntries(URI.create(uri));
    }

    @Test
    void of_classPathOfAnotherLoader_isThatLoaders() throws IOException {
        Path jar = jar("elsewhere.yaml", TEN_ENTRIES);
        try (URLClassLoader other = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            assertThat(entries(CacheDefaults.of(URI.create("classpath:elsewhere.yaml"), other)))
                    .isEqualTo(10);
            assertThat(entries(CacheDefaults.of(URI.create("elsewhere.yaml"), other)))
                    .isEqualTo(10);
        }
        assertThatThrownBy(() -> CacheDefaults.of(URI.create("classpath:elsewhere.yaml"), loader))
                .isInstanceOf(ConfigurationFileException.class)
                .hasMessage(
                        "classpath:elsewhere.yaml: cannot be opened: there is no such resource on the class path of the"
                                + " manager's class loader " + loader + ". Check the cache manager's URI");
    }

    @Test
    void of_jarUri_isReadAnewAndNotKeptOpen() throws IOException {
        URI uri = URI.create("jar:" + jar("a/larder.yaml", TEN_ENTRIES).toUri() + "!/a/larder.yaml");
        assertTenEntries(uri);

        jar("a/larder.yaml", "# another size, another place of every byte\ndefaults: {max-entries: 11}");
        assertThat(entries(CacheDefaults.of(uri, loader))).isEqualTo(11);
    }

    @Test
    void of_nestedJarUri_isReadThroughTheRegisteredHandler() throws IOException {
        NestedHandlerProvider.serve(
                "/app.jar/!BOOT-INF/lib/settings.jar", Files.readAllBytes(jar("larder.yaml", TEN_ENTRIES)));

        assertTenEntries(URI.create("jar:nested:/app.jar/!BOOT-INF/lib/settings.jar!/larder.yaml"));
    }

    @Test
    void of_fileWithByteOrderMarkAndUmlauts_isReadAsUtf8() throws IOException {
        Path file = Files.writeString(
                directory.resolve("larder.yaml"), "\uFEFFcaches: {Käse: {max-entries: 10}}", StandardCharsets.UTF_8);

        assertThat(CacheDefaults.of(file.toUri(), loader)
                        .complete("Käse", new MutableConfiguration<>())
                        .getCapacity())
                .isEqualTo(Capacity.entries(10));
    }

    @Test
    void of_missingFile_isAnErrorThatNamesIt() {
        URI missing = directory.resolve("none.yaml").toUri();
        assertCannotOpen(missing, "there is no such file");
        assertCannotOpen(
                URI.create("jar:" + directory.resolve("none.jar").toUri() + "!/none.yaml"), "there is no such file");
        assertCannotOpen(
                URI.create("none.yaml"),
                "there is neither such a resource on the class path nor the file "
                        + Path.of("none.yaml").toAbsolutePath());
    }

    @Test
    void of_missingEntryOfJar_isAnErrorThatNamesIt() throws IOException {
        assertCannotOpen(
                URI.create("jar:" + jar("larder.yaml", TEN_ENTRIES).toUri() + "!/other.yaml"), "there is no such file");
    }

    @Test
    void of_directory_isAnError() {
        assertThatThrownBy(() -> CacheDefaults.of(directory.toUri(), loader))
                .isInstanceOf(ConfigurationFileException.class)
                .hasMessageStartingWith(directory.toUri() + ": cannot be opened: ");
    }

    @Test
    void of_networkOrUnknownScheme_isAnError() {
        assertCannotOpen(
                URI.create("https://example.org/larder.yaml"),
                "configuration is not fetched over a network; copy the file and name the copy");
        assertCannotOpen(
                URI.create("C:/larder.yaml"),
                "unknown protocol: c; expected file:<path>, jar:<URL of a jar>!/<path in it> or classpath:<path>");
    }

    @Test
    void of_jarUriWithoutAnEntry_isAnErrorThatSaysSo() {
        assertCannotOpen(
                URI.create("jar:file:/x.jar"),
                "no !/ in spec; expected file:<path>, jar:<URL of a jar>!/<path in it> or classpath:<path>");
    }

    @Test
    void of_fileUriWithHost_isAnError() {
        assertThatThrownBy(() -> CacheDefaults.of(URI.create("file://host/larder.yaml"), loader))
                .isInstanceOf(ConfigurationFileException.class)
                .hasMessageStartingWith("file://host/larder.yaml: cannot be opened: ");
    }

    @Test
    void of_latin1_isAnError() throws IOException {
        Path file =
                Files.writeString(directory.resolve("larder.yaml"), "caches: {Käse: {}}", StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> CacheDefaults.of(file.toUri(), loader))
                .isInstanceOf(ConfigurationFileException.class)
                .hasMessage(file.toUri() + ": is not text in UTF-8; save it in that encoding");
    }

    @Test
    void of_largeFile_isAnError() throws IOException {
        Path file = Files.writeString(directory.resolve("larder.yaml"), "#".repeat((1 << 20) + 1));

        assertThatThrownBy(() -> CacheDefaults.of(file.toUri(), loader))
                .isInstanceOf(ConfigurationFileException.class)
                .hasMessage(file.toUri()
                        + ": is larger than 1 MiB, which no configuration is; check the cache manager's URI");
    }

    @Test
    void of_mistakeInFile_namesTheUri() throws IOException {
        Path file = Files.writeString(directory.resolve("larder.yaml"), "{}\n: x");

        assertThatThrownBy(() -> CacheDefaults.of(file.toUri(), loader))
                .isInstanceOf(ConfigurationFileException.class)
                .hasMessageStartingWith(file.toUri() + ", line 2, column 1: ");
    }

    private void assertTenEntries(URI uri) {
        assertThat(entries(CacheDefaults.of(uri, loader))).as(uri.toString()).isEqualTo(10);
    }

    private void assertCannotOpen(URI uri, String why) {
        assertThatThrownBy(() -> CacheDefaults.of(uri, loader))
                .isInstanceOf(ConfigurationFileException.class)
                .hasMessage(uri + ": cannot be opened: " + why + ". Check the cache manager's URI");
    }

    private static long entries(CacheDefaults defaults) {
        Capacity capacity =
                defaults.complete("users", new MutableConfiguration<>()).getCapacity();
        return ((Capacity.Entries) capacity).maximum();
    }

    private Path jar(String entry, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            jar.putNextEntry(new JarEntry(entry));
            jar.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return Files.write(directory.resolve("settings.jar"), bytes.toByteArray());
    }
}
