package dev.norma.config;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.Nearest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Configurable things of one kind, by name: Keras accepts {@code "relu"}-like strings, configurations and objects alike.
 *
 * @param <T> the kind
 */
public final class Family<T extends Configurable> {
    private final String kind;
    private final Map<String, Supplier<? extends T>> blanks = new LinkedHashMap<>();
    private final Map<String, String> aliases = new LinkedHashMap<>();

    /**
     * No members yet.
     *
     * @param kind what they are, for errors, for example {@code initializer}
     */
    public Family(String kind) {
        this.kind = kind;
    }

    /** A member under its class name and its snake_case form. */
    public Family<T> with(String className, Supplier<? extends T> blank) {
        blanks.put(className, blank);
        return this;
    }

    /** Another name of a member. */
    public Family<T> alias(String name, String className) {
        aliases.put(name, className);
        return this;
    }

    /** The class names of all members. */
    public Set<String> names() {
        return Collections.unmodifiableSet(blanks.keySet());
    }

    /** A member with its defaults. */
    public T named(String name) {
        String className = aliases.getOrDefault(name, name);
        for (Map.Entry<String, Supplier<? extends T>> entry : blanks.entrySet()) {
            if (entry.getKey().equals(className)
                    || KerasNames.snakeCase(entry.getKey()).equals(className)) {
                return entry.getValue().get();
            }
        }
        throw new Complaint(
                        "there is no %s of this name".formatted(kind),
                        "one of " + String.join(", ", blanks.keySet()),
                        "\"" + name + "\"",
                        Nearest.to(name, blanks.keySet())
                                .map(near -> "did you mean \"" + near + "\"?")
                                .orElse("use one of the names above"))
                .asArgument();
    }

    /** A member from its serialized form, {@code {"class_name": ..., "config": {...}}}. */
    @SuppressWarnings("unchecked")
    public T deserialize(Map<String, ?> serialized) {
        T member = named(String.valueOf(serialized.get("class_name")));
        if (serialized.get("config") instanceof Map<?, ?> config) {
            member.options().configure((Map<String, Object>) config);
        }
        return member;
    }

    /** How settings that hold a member are read and written: by name, serialized form, or the object itself. */
    @SuppressWarnings("unchecked")
    public OptionType<T> type(Class<T> javaType) {
        return OptionType.of(
                "the name, configuration or object of a " + kind,
                given -> switch (given) {
                    case String name -> named(name);
                    case Map<?, ?> serialized -> deserialize((Map<String, ?>) serialized);
                    default -> javaType.isInstance(given) ? javaType.cast(given) : null;
                },
                Configurable::serialize);
    }
}
