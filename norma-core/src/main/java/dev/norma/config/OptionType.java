package dev.norma.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a setting's value is read from a configuration and written to one. Configurations hold what JSON holds: numbers,
 * strings, booleans, lists, maps and null.
 *
 * @param <T> the value's Java type
 */
public interface OptionType<T> {
    /** A double, from any number. */
    OptionType<Double> NUMBER = plain("a number", given -> given instanceof Number n ? n.doubleValue() : null);

    /** An integer, from a number without a fraction. */
    OptionType<Integer> INTEGER = plain("an integer", OptionType::integer);

    /** True or false. */
    OptionType<Boolean> BOOLEAN = plain("true or false", given -> given instanceof Boolean b ? b : null);

    /** Text. */
    OptionType<String> TEXT = plain("text", given -> given instanceof String s ? s : null);

    /** A list of integers; a single integer is a list of one. */
    OptionType<List<Integer>> INTEGERS = plain("integers", OptionType::integers);

    /** Sizes, of which none stands for an unknown one: -1. */
    OptionType<List<Integer>> SIZES = plain(
            "sizes",
            given -> given instanceof List<?> list
                    ? integers(
                            list.stream().map(size -> size == null ? -1 : size).toList())
                    : integers(given));

    /** In words, for the error. */
    String expected();

    /** The value that a configuration's entry stands for; null if it stands for none. */
    @Nullable
    T read(Object given);

    /** The entry of a configuration that stands for a value. */
    Object write(T value);

    /** A type whose values stand in configurations as they are. */
    static <T> OptionType<T> plain(String expected, Function<Object, @Nullable T> read) {
        return of(expected, read, value -> value);
    }

    /** A type read and written by these functions. */
    static <T> OptionType<T> of(String expected, Function<Object, @Nullable T> read, Function<T, Object> write) {
        return new OptionType<>() {
            @Override
            public String expected() {
                return expected;
            }

            @Override
            public @Nullable T read(Object given) {
                return read.apply(given);
            }

            @Override
            public Object write(T value) {
                return write.apply(value);
            }
        };
    }

    private static @Nullable Integer integer(Object given) {
        return given instanceof Number n && n.doubleValue() == n.intValue() ? n.intValue() : null;
    }

    private static @Nullable List<Integer> integers(Object given) {
        List<Integer> all = new ArrayList<>();
        for (Object one : given instanceof List<?> list ? list : List.of(given)) {
            Integer n = integer(one);
            if (n == null) {
                return null;
            }
            all.add(n);
        }
        return List.copyOf(all);
    }
}
