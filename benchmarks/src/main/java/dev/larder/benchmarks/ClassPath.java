package dev.larder.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The elements of a class path and the parts of it that a contestant runs with. An application has one JCache provider:
 * {@code javax.cache} creates all that it finds, whichever was asked for, and their classes would be measured too.
 *
 * @param elements directories and jars
 */
record ClassPath(List<Path> elements) {
    private static final String SERVICE = "META-INF/services/javax.cache.spi.CachingProvider";
    private static final String ENGINE = "larder-core-";
    private static final List<String> LOG_CLASSES = List.of("-Xlog:class+load=info:stdout");
    private static final Pattern SOURCE = Pattern.compile("source: (?:jar:)?(file:\\S+?\\.jar)");

    /** The class path of this JVM. */
    static ClassPath own() {
        List<Path> elements = new ArrayList<>();
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            elements.add(Path.of(element).toAbsolutePath().normalize());
        }
        return new ClassPath(elements);
    }

    /**
     * The directories of this one with the jars of another build.
     *
     * @param lib a directory of jars
     * @throws IllegalArgumentException if the engine is not among them
     */
    ClassPath withJarsOf(Path lib) {
        List<Path> mixed = new ArrayList<>(select(Files::isDirectory).elements);
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(lib, "*.jar")) {
            jars.forEach(jar -> mixed.add(jar.toAbsolutePath().normalize()));
        } catch (IOException e) {
            throw new IllegalArgumentException(lib + " can't be read; give the target/lib of another build.", e);
        }
        if (mixed.stream().noneMatch(element -> element.getFileName().toString().startsWith(ENGINE))) {
            throw new IllegalArgumentException(
                    lib + " has no " + ENGINE + "*.jar; give the target/lib of another build of this module.");
        }
        return new ClassPath(mixed);
    }

    /** What is left without the jars of all providers but the contestant's own. */
    ClassPath of(String contestant) {
        String ownProvider = Providers.classNameOf(contestant).replace('.', '/') + ".class";
        return select(element -> Files.isDirectory(element) || !isOtherProvider(element, ownProvider));
    }

    private static boolean isOtherProvider(Path jar, String ownProvider) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getEntry(SERVICE) != null && file.getEntry(ownProvider) == null;
        } catch (IOException e) {
            throw new IllegalStateException("The class path names " + jar + ", which is no jar; build again.", e);
        }
    }

    /**
     * Runs a child once and keeps the jars that it loads classes from, since looking a class up opens all jars that come
     * before the one it is in.
     */
    ClassPath loadedBy(Class<?> mainClass, List<String> arguments) throws IOException, InterruptedException {
        Set<Path> jars = jarsIn(ChildJvm.run(ChildJvm.command(LOG_CLASSES, this, mainClass, arguments)));
        return select(element -> Files.isDirectory(element) || jars.contains(element));
    }

    /** The jars named in a JVM's log of loaded classes. */
    static Set<Path> jarsIn(String classLoadingLog) {
        Set<Path> jars = new HashSet<>();
        Matcher source = SOURCE.matcher(classLoadingLog);
        while (source.find()) {
            jars.add(Path.of(URI.create(source.group(1))));
        }
        return jars;
    }

    private ClassPath select(Predicate<Path> keep) {
        return new ClassPath(elements.stream().filter(keep).toList());
    }

    /** As a JVM takes it. */
    String asOption() {
        return String.join(
                File.pathSeparator, elements.stream().map(Path::toString).toList());
    }
}
