package dev.larder.jcache.configuration;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file that the URI of a cache manager names.
 *
 * <p>A URI names a file if its scheme is {@code file}, {@code jar} or {@code classpath}, or if it ends in {@code .yaml}
 * or {@code .yml}; any other one is only the name of a manager. A fragment is not part of the file's name, so that
 * {@code file:/etc/larder.yaml#orders} and {@code ...#users} are two managers with one file.
 */
final class ConfigurationSource {
    private static final Set<String> FILE_SCHEMES = Set.of("file", "jar", "classpath");
    private static final Set<String> NETWORK_SCHEMES = Set.of("http", "https", "ftp");
    private static final int MAX_BYTES = 1 << 20;

    private final URI uri;
    private final ClassLoader loader;

    private ConfigurationSource(URI uri, ClassLoader loader) {
        this.uri = uri;
        this.loader = loader;
    }

    /** The file, unless the URI is only a name. */
    static Optional<ConfigurationSource> of(URI uri, ClassLoader loader) {
        String scheme = schemeOf(uri);
        String name = uri.getSchemeSpecificPart().toLowerCase(Locale.ROOT);
        boolean isFile = FILE_SCHEMES.contains(scheme) || name.endsWith(".yaml") || name.endsWith(".yml");
        return isFile ? Optional.of(new ConfigurationSource(uri, loader)) : Optional.empty();
    }

    /** The file for messages: the URI as it was given. */
    String name() {
        return uri.toString();
    }

    /**
     * Reads the file, anew each time.
     *
     * @throws ConfigurationFileException if there is none, or it is not text in UTF-8, or has more than a mebibyte
     */
    String read() {
        byte[] bytes;
        try (InputStream in = open()) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (FileNotFoundException | NoSuchFileException missing) {
            throw cannotOpen("there is no such file", missing);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw cannotOpen(unreadable.toString(), unreadable);
        }
        if (bytes.length > MAX_BYTES) {
            throw new ConfigurationFileException(
                    name(), "is larger than 1 MiB, which no configuration is; check the cache manager's URI", null);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            throw new ConfigurationFileException(name(), "is not text in UTF-8; save it in that encoding", notUtf8);
        }
    }

    private InputStream open() throws IOException {
        String scheme = schemeOf(uri);
        if (scheme.isEmpty()) {
            return openNamed(uri.getSchemeSpecificPart());
        }
        if (scheme.equals("classpath")) {
            return openResource(uri.getSchemeSpecificPart());
        }
        if (scheme.equals("file")) {
            return Files.newInputStream(
                    uri.isOpaque() ? Path.of(uri.getSchemeSpecificPart()) : Path.of(withoutFragment()));
        }
        if (NETWORK_SCHEMES.contains(scheme)) {
            throw cannotOpen("configuration is not fetched over a network; copy the file and name the copy", null);
        }
        try {
            return openUrl(withoutFragment().toURL());
        } catch (MalformedURLException e) {
            throw cannotOpen(
                    e.getMessage() + "; expected file:<path>, jar:<URL of a jar>!/<path in it> or classpath:<path>", e);
        }
    }

    /** A name without a scheme: a resource of the application, or else a file of the working directory. */
    private InputStream openNamed(String path) throws IOException {
        URL resource = loader.getResource(withoutLeadingSlashes(path));
        if (resource != null) {
            return openUrl(resource);
        }
        Path file = Path.of(path);
        if (!Files.exists(file)) {
            throw cannotOpen(
                    "there is neither such a resource on the class path nor the file " + file.toAbsolutePath(), null);
        }
        return Files.newInputStream(file);
    }

    private InputStream openResource(String path) throws IOException {
        URL resource = loader.getResource(withoutLeadingSlashes(path));
        if (resource == null) {
            throw cannotOpen(
                    "there is no such resource on the class path of the manager's class loader " + loader, null);
        }
        return openUrl(resource);
    }

    /** Opens without the cache of connections, which would keep a jar open, and on Windows locked, for good. */
    private static InputStream openUrl(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        return connection.getInputStream();
    }

    private URI withoutFragment() {
        String text = uri.toString();
        int fragment = text.indexOf('#');
        return fragment < 0 ? uri : URI.create(text.substring(0, fragment));
    }

    private ConfigurationFileException cannotOpen(String why, @Nullable Throwable cause) {
        return new ConfigurationFileException(
                name(), "cannot be opened: " + why + ". Check the cache manager's URI", cause);
    }

    private static String schemeOf(URI uri) {
        return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    }

    private static String withoutLeadingSlashes(String path) {
        return path.replaceFirst("^/+", "");
    }
}
