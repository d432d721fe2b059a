package dev.larder.codecs;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles classes from source and loads them, so that a class has several versions, each in a loader of its own. */
final class ClassVersions extends ClassLoader {
    /** A compilation takes longer than all that tests do with its classes. */
    private static final Map<Map<String, String>, Map<String, byte[]>> COMPILED = new ConcurrentHashMap<>();

    private final Map<String, byte[]> classes;

    private ClassVersions(Map<String, byte[]> classes) {
        super(ClassVersions.class.getClassLoader());
        this.classes = classes;
    }

    /** Loads classes of the package {@code shop} from the sources by their simple names. */
    static ClassVersions of(Map<String, String> sourcesByName) {
        return new ClassVersions(COMPILED.computeIfAbsent(Map.copyOf(sourcesByName), ClassVersions::compile));
    }

    /** The same, as if one of the classes had been deleted after the others were compiled. */
    ClassVersions without(String name) {
        Map<String, byte[]> others = new HashMap<>(classes);
        others.remove("shop." + name);
        return new ClassVersions(others);
    }

    private static Map<String, byte[]> compile(Map<String, String> sourcesByName) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        Map<String, ByteArrayOutputStream> outputs = new HashMap<>();
        StandardJavaFileManager standard = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null);
        JavaFileManager inMemory = new ForwardingJavaFileManager<>(standard) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("mem:///" + className), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return outputs.computeIfAbsent(className, name -> new ByteArrayOutputStream());
                    }
                };
            }
        };
        List<SimpleJavaFileObject> sources =
                sourcesByName.entrySet().stream().map(ClassVersions::source).toList();
        boolean compiled = compiler.getTask(null, inMemory, diagnostics, List.of("-proc:none"), null, sources)
                .call();
        if (!compiled) {
            throw new AssertionError(diagnostics.getDiagnostics().stream()
                    .map(Diagnostic::toString)
                    .toList()
                    .toString());
        }
        Map<String, byte[]> classes = new HashMap<>();
        outputs.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
        return classes;
    }

    private static SimpleJavaFileObject source(Map.Entry<String, String> nameAndSource) {
        return new SimpleJavaFileObject(
                URI.create("mem:///shop/" + nameAndSource.getKey() + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return "package shop; " + nameAndSource.getValue();
            }
        };
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
