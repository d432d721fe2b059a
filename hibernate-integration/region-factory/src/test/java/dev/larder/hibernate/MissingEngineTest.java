package dev.larder.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MissingEngineTest {
    @Test
    void build_withoutTheEngine_namesTheArtifactToAdd() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(classPathWithoutEngine(), ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            Object supplier = loader.loadClass(WithoutEngine.class.getName())
                    .getConstructor()
                    .newInstance();

            assertThat(((Supplier<?>) supplier).get())
                    .asString()
                    .startsWith("The second-level cache can't start: ")
                    .contains("Add the artifact dev.larder:larder-core");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Of the engine's artifact, be it a jar or the classes of a build. */
    private static URL[] classPathWithoutEngine() throws MalformedURLException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<URL> urls = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            if (!entry.contains("store-core") && !entry.contains("larder-core")) {
                urls.add(new File(entry).toURI().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }
}
