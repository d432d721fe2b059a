package dev.larder.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.spring.SpringCacheSettings;
import dev.larder.store.settings.PolicyNames;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The file from which editors complete and check {@code application.yaml}, as the build writes it. */
class ConfigurationMetadataTest {
    private final JsonNode metadata = read();

    @Test
    void properties_ofCaches_areAllThereAndDescribed() {
        for (String key : SpringCacheSettings.KEYS) {
            JsonNode property = find("properties", "larder.defaults." + key);
            assertThat(property.path("description").asString()).as(key).isNotBlank();
            assertThat(property.path("type").asString()).isEqualTo("java.lang.String");
        }
        assertThat(find("properties", "larder.caches").path("type").asString()).contains("CacheProperties");
    }

    @Test
    void properties_withDefaults_tellThem() {
        assertThat(find("properties", "larder.dynamic").path("defaultValue").asBoolean())
                .isTrue();
        assertThat(find("properties", "larder.transaction-aware")
                        .path("defaultValue")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void properties_readByConditionsAlone_areThereToo() {
        for (String name : List.of("management.health.larder.enabled", "management.endpoint.larder.show-keys")) {
            assertThat(find("properties", name).path("description").asString())
                    .as(name)
                    .isNotBlank();
        }
    }

    @Test
    void hints_ofPolicies_areThePoliciesThereAre() {
        List<String> values = new ArrayList<>();
        find("hints", "larder.defaults.policy")
                .path("values")
                .forEach(value -> values.add(value.path("value").asString()));

        assertThat(values).containsExactlyElementsOf(PolicyNames.BUILT_IN);
    }

    private JsonNode find(String list, String name) {
        for (JsonNode candidate : metadata.path(list)) {
            if (candidate.path("name").asString().equals(name)) {
                return candidate;
            }
        }
        throw new AssertionError("no " + name + " in the " + list + " of " + metadata);
    }

    /** The one beside our classes: other jars of the class path have their own. */
    private static JsonNode read() {
        String here = LarderProperties.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
        String prefix = here.endsWith(".jar") ? "jar:" + here + "!/" : here;
        try (InputStream file = URI.create(prefix + "META-INF/spring-configuration-metadata.json")
                .toURL()
                .openStream()) {
            return JsonMapper.shared().readTree(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
