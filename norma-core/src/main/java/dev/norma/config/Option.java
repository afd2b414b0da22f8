package dev.norma.config;

import dev.norma.tensor.Complaint;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a layer, an optimizer or the like: name, type, default, check and value.
 *
 * @param <T> the value's type; a setting that may be absent holds null
 */
public final class Option<T extends @Nullable Object> {
    private final String name;
    private final OptionType<?> type;
    private final Check<?> check;
    private final boolean nullable;
    private final @Nullable Object preset;
    private final boolean required;
    private @Nullable Object value;
    private boolean given;
    private boolean changeable;
    private boolean known = true;
    private BooleanSupplier written = () -> true;

    Option(
            String name,
            OptionType<?> type,
            Check<?> check,
            @Nullable Object preset,
            boolean nullable,
            boolean required) {
        this.name = name;
        this.type = type;
        this.check = check;
        this.preset = preset;
        this.nullable = nullable;
        this.required = required;
        this.value = preset;
    }

    /** Its name in Java: camelCase. */
    public String name() {
        return name;
    }

    /** Its name in Keras' configurations: snake_case. */
    public String key() {
        return KerasNames.snakeCase(name);
    }

    /** The value: what was set, else the default. */
    @SuppressWarnings({"unchecked", "NullAway"}) // null only where T is nullable: legal() sees to it
    public T get() {
        return (T) value;
    }

    /** The default. */
    public @Nullable Object preset() {
        return preset;
    }

    /** Whether somebody set it. */
    public boolean isGiven() {
        return given;
    }

    /** Whether there is no default. */
    public boolean isRequired() {
        return required;
    }

    /** It may be set after the first use too: a switch rather than a setting. */
    public Option<T> changeable() {
        changeable = true;
        return this;
    }

    /** Keras 3 has no such key: it stands in configurations only while it differs from the default. */
    public Option<T> unknownToKeras() {
        known = false;
        return writtenIf(() -> !Objects.equals(value, preset));
    }

    /** Whether Keras 3 has such a key; who writes a file for it leaves out the others. */
    public boolean isKnownToKeras() {
        return known;
    }

    /** It stands in configurations only while this holds. */
    public Option<T> writtenIf(BooleanSupplier holds) {
        written = holds;
        return this;
    }

    boolean isChangeable() {
        return changeable;
    }

    boolean isWritten() {
        return written.getAsBoolean();
    }

    /** What undoes what is assigned from now on. */
    Runnable memory() {
        Object before = value;
        boolean said = given;
        return () -> {
            value = before;
            given = said;
        };
    }

    void assign(@Nullable Object legal) {
        value = legal;
        given = true;
    }

    @SuppressWarnings("unchecked")
    @Nullable
    Object legal(String owner, @Nullable Object candidate) {
        if (candidate == null ? !nullable : !((Check<Object>) check).holds().test(candidate)) {
            throw complaint(owner, check.expected() + (nullable ? ", or none" : ""), candidate);
        }
        return candidate;
    }

    @Nullable
    Object read(String owner, @Nullable Object entry) {
        Object candidate = entry == null ? null : type.read(entry);
        if (candidate == null && entry != null) {
            throw complaint(owner, type.expected(), entry);
        }
        return legal(owner, candidate);
    }

    @SuppressWarnings("unchecked")
    @Nullable
    Object write() {
        return value == null ? null : ((OptionType<Object>) type).write(value);
    }

    private IllegalArgumentException complaint(String owner, String expected, @Nullable Object given) {
        return new Complaint(
                        "%s: %s cannot be this".formatted(owner, name),
                        expected,
                        String.valueOf(given),
                        "give " + expected)
                .asArgument();
    }
}
