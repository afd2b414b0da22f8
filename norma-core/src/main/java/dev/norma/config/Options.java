package dev.norma.config;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one object, declared in the order of its configuration. Until they are fixed each may be set; then
 * setting one is an error.
 */
public final class Options {
    private final Supplier<String> owner;
    private final Map<String, Option<?>> declared = new LinkedHashMap<>();
    private final List<Runnable> rules = new ArrayList<>();
    private boolean fixed;

    /**
     * No settings yet.
     *
     * @param owner says whose settings they are, for errors, for example {@code layer "dense_1"}
     */
    public Options(Supplier<String> owner) {
        this.owner = owner;
    }

    /** Declares a number with a default. */
    public Option<Double> option(String name, double preset, Check<Double> check) {
        return declare(name, OptionType.NUMBER, preset, check);
    }

    /** Declares an integer with a default; any integer is legal. */
    public Option<Integer> option(String name, int preset) {
        return integer(name, preset, Check.any());
    }

    /** Declares an integer with a default. */
    public Option<Integer> integer(String name, int preset, Check<Integer> check) {
        return declare(name, OptionType.INTEGER, preset, check);
    }

    /** Declares a switch with a default. */
    public Option<Boolean> option(String name, boolean preset) {
        return declare(name, OptionType.BOOLEAN, preset, Check.any());
    }

    /** Declares a text with a default. */
    public Option<String> option(String name, String preset, Check<String> check) {
        return declare(name, OptionType.TEXT, preset, check);
    }

    /** Declares a setting with a default. */
    public <T> Option<T> declare(String name, OptionType<T> type, T preset, Check<? super T> check) {
        return add(new Option<>(name, type, check, preset, false, false));
    }

    /** Declares a setting that may be absent, and is unless set. */
    public <T> Option<@Nullable T> optional(String name, OptionType<T> type, Check<? super T> check) {
        return add(new Option<>(name, type, check, null, true, false));
    }

    /** Declares a setting that may be absent but has a default. */
    public <T> Option<@Nullable T> optional(String name, OptionType<T> type, T preset, Check<? super T> check) {
        return add(new Option<>(name, type, check, preset, true, false));
    }

    /** Declares a setting that has no default and must be set. */
    public <T> Option<T> required(String name, OptionType<T> type, Check<? super T> check) {
        return add(new Option<>(name, type, check, null, false, true));
    }

    /** Takes a setting of another object as one of this, which then has it under the same name and with the same value. */
    public void share(Option<?> option) {
        add(option);
    }

    private <T extends @Nullable Object> Option<T> add(Option<T> option) {
        if (declared.put(option.key(), option) != null) {
            throw new AssertionError("declared twice: " + option.name());
        }
        return option;
    }

    /**
     * Adds what settings must be together. Asked when a configuration was read, and at the first use: settings that are
     * set one by one may break it in between.
     *
     * @param rule throws if it is broken
     */
    public void rule(Runnable rule) {
        rules.add(rule);
    }

    /** Sets an option. */
    public <T extends @Nullable Object> void set(Option<T> option, T value) {
        refuseFixed(option, value);
        option.assign(option.legal(owner.get(), value));
    }

    /** Refuses a value that is not legal for an option. */
    public <T extends @Nullable Object> void check(Option<T> option, T value) {
        option.legal(owner.get(), value);
    }

    private void refuseFixed(Option<?> option, @Nullable Object value) {
        if (fixed && !option.isChangeable()) {
            throw new Complaint(
                            "%s: %s cannot be set any more".formatted(owner.get(), option.name()),
                            "setting options before the first use",
                            "%s(%s) after it".formatted(option.name(), value),
                            "set it where the object is made, or make a new one")
                    .asState();
        }
    }

    /** From now on nothing can be set but what is changeable. */
    public void fix() {
        for (Option<?> option : declared.values()) {
            if (option.isRequired() && !option.isGiven()) {
                throw new Complaint(
                                "%s: %s is not set".formatted(owner.get(), option.name()),
                                "a value",
                                "none",
                                "set it: %s(...)".formatted(option.name()))
                        .asState();
            }
        }
        rules.forEach(Runnable::run);
        fixed = true;
    }

    /** What was fixed can be set again: the first use failed. */
    public void release() {
        fixed = false;
    }

    /** All options, in the order of their declaration. */
    public List<Option<?>> all() {
        return List.copyOf(declared.values());
    }

    /** The option of this Java or Keras name. */
    public Option<?> named(String name) {
        Option<?> option = declared.get(KerasNames.snakeCase(name));
        if (option == null) {
            throw unknown(name);
        }
        return option;
    }

    /** The settings under Keras' keys, as JSON holds them. */
    public SequencedMap<String, @Nullable Object> toConfig() {
        SequencedMap<String, @Nullable Object> config = new LinkedHashMap<>();
        declared.forEach((key, option) -> {
            if (option.isWritten()) {
                config.put(key, option.write());
            }
        });
        return config;
    }

    /**
     * Sets what a configuration says; keys that it does not have keep their values. Nothing is set if one entry is wrong.
     *
     * @throws IllegalArgumentException if a key is unknown or a value is not legal
     */
    public void configure(Map<String, ? extends @Nullable Object> config) {
        Map<Option<?>, @Nullable Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, ? extends @Nullable Object> entry : config.entrySet()) {
            Option<?> option = declared.get(entry.getKey());
            if (option == null) {
                throw unknown(entry.getKey());
            }
            refuseFixed(option, entry.getValue());
            values.put(option, option.read(owner.get(), entry.getValue()));
        }
        List<Runnable> before = values.keySet().stream().map(Option::memory).toList();
        values.forEach(Option::assign);
        boolean legal = false;
        try {
            rules.forEach(Runnable::run);
            legal = true;
        } finally {
            if (!legal) {
                before.forEach(Runnable::run);
            }
        }
    }

    private IllegalArgumentException unknown(String key) {
        String nearest = Nearest.to(key, declared.keySet())
                .map(name -> "did you mean \"" + name + "\"?")
                .orElse("use one of the settings above");
        return new Complaint(
                        "%s has no setting \"%s\"".formatted(owner.get(), key),
                        declared.isEmpty() ? "no settings" : String.join(", ", declared.keySet()),
                        "\"" + key + "\"",
                        nearest)
                .asArgument();
    }
}
