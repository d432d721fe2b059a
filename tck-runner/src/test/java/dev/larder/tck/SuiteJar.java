package dev.larder.tck;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.Test;
import org.junit.runners.Parameterized.Parameters;

/** The jar of the TCK's tests, as found on the class path. */
final class SuiteJar {

    private final Path file;

    private SuiteJar(Path file) {
        this.file = file;
    }

    /** The jar that the class came from. */
    static SuiteJar containing(Class<?> suiteClass) throws URISyntaxException {
        return new SuiteJar(Path.of(
                suiteClass.getProtectionDomain().getCodeSource().getLocation().toURI()));
    }

    /** The file's SHA-256 digest, in lower-case hexadecimal digits. */
    String sha256() throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** How often each {@code class#method} has to run: once, or once for each set of its class's parameters. */
    Map<String, Integer> runCountByTest() throws IOException, ReflectiveOperationException {
        Map<String, Integer> counts = new TreeMap<>();
        for (Class<?> type : concreteClasses()) {
            int runCount = parameterSetCount(type);
            for (Method method : type.getMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    counts.put(type.getName() + '#' + method.getName(), runCount);
                }
            }
        }
        return counts;
    }

    private List<Class<?>> concreteClasses() throws IOException, ClassNotFoundException {
        List<Class<?>> classes = new ArrayList<>();
        try (JarFile jar = new JarFile(file.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                String name = entry.getName();
                if (name.endsWith(".class")) {
                    String className = name.substring(0, name.length() - ".class".length());
                    Class<?> type = Class.forName(className.replace('/', '.'), false, SuiteJar.class.getClassLoader());
                    if (!Modifier.isAbstract(type.getModifiers())) {
                        classes.add(type);
                    }
                }
            }
        }
        return classes;
    }

    private static int parameterSetCount(Class<?> type) throws IllegalAccessException, InvocationTargetException {
        for (Method method : type.getMethods()) {
            if (method.isAnnotationPresent(Parameters.class)) {
                return ((Collection<?>) method.invoke(null)).size();
            }
        }
        return 1;
    }
}
