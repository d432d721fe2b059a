package dev.larder.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Command line options of the form {@code --name value}. */
public final class Arguments {
    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if a name is not among the known ones or has no value
     */
    public Arguments(String[] args, Set<String> knownNames) {
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (!knownNames.contains(name)) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "Unknown option '%s'; choose from %s, each as --name value.",
                        args[i],
                        knownNames));
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "Option --%s has no value; write --%s value.", name, name));
            }
            values.put(name, args[i + 1]);
        }
    }

    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** A list separated by commas; an option that is not given or says {@code all} means the default. */
    public List<String> list(String name, List<String> otherwise) {
        String text = values.get(name);
        return text == null || text.equals("all") ? otherwise : List.of(text.split(",", -1));
    }

    /**
     * A positive whole number.
     *
     * @throws IllegalArgumentException if it is not one
     */
    public int positive(String name, int otherwise) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(refusal(name, text), e);
        }
        throw new IllegalArgumentException(refusal(name, text));
    }

    private static String refusal(String name, String text) {
        return String.format(Locale.ROOT, "--%s must be a whole number above zero, got '%s'.", name, text);
    }
}
