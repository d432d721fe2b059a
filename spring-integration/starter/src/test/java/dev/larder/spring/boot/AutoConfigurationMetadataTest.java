package dev.larder.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;

/** Holds what is written for Spring Boot about the auto-configurations against their annotations. */
class AutoConfigurationMetadataTest {
    @Test
    void metadata_ofEveryAutoConfiguration_saysWhatItsAnnotationsSay() throws Exception {
        Map<String, String> expected = new TreeMap<>();
        for (String name :
                ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader())) {
            if (name.startsWith("dev.larder.")) {
                expect(expected, name);
            }
        }

        assertThat(written()).isEqualTo(expected);
    }

    private static void expect(Map<String, String> expected, String name) throws ClassNotFoundException {
        MergedAnnotations annotations = MergedAnnotations.from(Class.forName(name));
        MergedAnnotation<AutoConfiguration> order = annotations.get(AutoConfiguration.class);
        expected.put(name, "");
        put(expected, name + ".AutoConfigureAfter", names(order, "after", "afterName"));
        put(expected, name + ".AutoConfigureBefore", names(order, "before", "beforeName"));
        annotations
                .get(AutoConfigureOrder.class)
                .getValue(MergedAnnotation.VALUE, Integer.class)
                .ifPresent(place -> expected.put(name + ".AutoConfigureOrder", place.toString()));
        put(expected, name + ".ConditionalOnClass", names(annotations.get(ConditionalOnClass.class), "value", "name"));
    }

    private static void put(Map<String, String> expected, String key, Set<String> names) {
        if (!names.isEmpty()) {
            expected.put(key, String.join(",", names));
        }
    }

    private static Set<String> names(MergedAnnotation<?> annotation, String classes, String classNames) {
        AnnotationAttributes attributes = annotation.asAnnotationAttributes(MergedAnnotation.Adapt.CLASS_TO_STRING);
        Set<String> names = new TreeSet<>(List.of(attributes.getStringArray(classes)));
        names.addAll(List.of(attributes.getStringArray(classNames)));
        return names;
    }

    private static Map<String, String> written() throws IOException {
        Map<String, String> written = new TreeMap<>();
        String here = LarderAutoConfiguration.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
        String prefix = here.endsWith(".jar") ? "jar:" + here + "!/" : here;
        Properties properties = new Properties();
        try (InputStream file = URI.create(prefix + "META-INF/spring-autoconfigure-metadata.properties")
                .toURL()
                .openStream()) {
            properties.load(file);
        }
        properties.forEach((key, value) -> written.put((String) key, (String) value));
        return written;
    }
}
