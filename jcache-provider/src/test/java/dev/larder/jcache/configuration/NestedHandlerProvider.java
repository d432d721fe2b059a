package dev.larder.jcache.configuration;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.net.spi.URLStreamHandlerProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code nested:} URLs from memory, in the place of the handler that Spring Boot registers for jars within an
 * executable jar. The JDK finds it as a service.
 */
public final class NestedHandlerProvider extends URLStreamHandlerProvider {
    private static final Map<String, byte[]> CONTENTS = new ConcurrentHashMap<>();

    static void serve(String path, byte[] content) {
        CONTENTS.put(path, content);
    }

    @Override
    public @Nullable URLStreamHandler createURLStreamHandler(String protocol) {
        return protocol.equals("nested") ? new Handler() : null;
    }

    private static final class Handler extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() throws IOException {
                    getInputStream();
                }

                @Override
                public InputStream getInputStream() throws IOException {
                    byte[] content = CONTENTS.get(url.getPath());
                    if (content == null) {
                        throw new FileNotFoundException(url.toString());
                    }
                    return new ByteArrayInputStream(content);
                }
            };
        }
    }
}
