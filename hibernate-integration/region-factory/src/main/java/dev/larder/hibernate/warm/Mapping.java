package dev.larder.hibernate.warm;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.hibernate.Version;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;
import org.hibernate.type.CompositeType;
import org.hibernate.type.Type;

/**
 * What states of a session factory's regions depend on. State is taken apart into an array, in the order of the attributes;
 * under another mapping it would be put together wrongly without a word.
 *
 * @param fingerprint of entities, attributes, types, regions, access types and Hibernate's version
 * @param types the classes of attributes, which states are made of
 */
public record Mapping(String fingerprint, Set<Class<?>> types) {
    /** Takes down a mapping that is complete. */
    public static Mapping of(Metadata metadata) {
        Description description = new Description();
        metadata.getEntityBindings().forEach(description::add);
        metadata.getCollectionBindings().forEach(description::add);
        return new Mapping(description.fingerprint(), Collections.unmodifiableSet(description.types));
    }

    /** Collects what there is to say. */
    private static final class Description {
        /** Types without a name are numbered in the order in which they were needed, since the JVM was started. */
        private static final Pattern COUNTED = Pattern.compile("@[0-9a-f]+");

        private final List<String> lines = new ArrayList<>();
        private final Set<Class<?>> types = new LinkedHashSet<>();

        void add(PersistentClass entity) {
            RootClass root = entity.getRootClass();
            StringBuilder line = new StringBuilder("entity ")
                    .append(entity.getEntityName())
                    .append(' ')
                    .append(entity.getClassName())
                    .append(" of ")
                    .append(root.getEntityName())
                    .append(" in ")
                    .append(root.getCacheRegionName())
                    .append(' ')
                    .append(root.getCacheConcurrencyStrategy())
                    .append(' ')
                    .append(root.getNaturalIdCacheRegionName())
                    .append(" id ");
            add(entity.getIdentifier().getType(), line);
            for (Property attribute : entity.getPropertyClosure()) {
                line.append(", ").append(attribute.getName()).append(' ');
                add(attribute.getType(), line);
            }
            lines.add(line.toString());
        }

        void add(Collection collection) {
            StringBuilder line = new StringBuilder("collection ")
                    .append(collection.getRole())
                    .append(" in ")
                    .append(collection.getCacheRegionName())
                    .append(' ')
                    .append(collection.getCacheConcurrencyStrategy())
                    .append(" of ");
            add(collection.getElement().getType(), line);
            lines.add(line.toString());
        }

        private void add(Type type, StringBuilder line) {
            Class<?> returned = type.getReturnedClass();
            line.append(COUNTED.matcher(type.getName()).replaceAll(""))
                    .append(' ')
                    .append(returned.getName());
            if (!type.isAnyType() && !type.isEntityType() && !type.isCollectionType()) {
                types.add(returned);
            }
            if (type instanceof CompositeType composite) {
                String[] names = composite.getPropertyNames();
                Type[] parts = composite.getSubtypes();
                line.append('(');
                for (int i = 0; i < parts.length; i++) {
                    line.append(i == 0 ? "" : ", ").append(names[i]).append(' ');
                    add(parts[i], line);
                }
                line.append(')');
            }
        }

        String fingerprint() {
            Collections.sort(lines);
            String all = "Hibernate " + Version.getVersionString() + "\n" + String.join("\n", lines);
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException impossible) {
                throw new AssertionError("every Java platform has SHA-256", impossible);
            }
        }
    }
}
