package dev.norma.config;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a setting's value must be.
 *
 * @param expected in words, for the error
 * @param holds whether a value is so
 */
public record Check<T>(String expected, Predicate<? super T> holds) {
    /** Anything of the setting's type. */
    public static <T> Check<T> any() {
        return new Check<>("any value", value -> true);
    }

    /** A finite number above 0. */
    public static <N extends Number> Check<N> positive() {
        return new Check<>("a number above 0", n -> n.doubleValue() > 0 && Double.isFinite(n.doubleValue()));
    }

    /** A finite number from 0. */
    public static <N extends Number> Check<N> notNegative() {
        return new Check<>("a number from 0", n -> n.doubleValue() >= 0 && Double.isFinite(n.doubleValue()));
    }

    /** A number from {@code low} to {@code high}, both included. */
    public static <N extends Number> Check<N> between(double low, double high) {
        return new Check<>(
                "a number from %s to %s".formatted(low, high), n -> n.doubleValue() >= low && n.doubleValue() <= high);
    }

    /** One of these. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T> Check<T> oneOf(T... values) {
        List<T> legal = List.of(values);
        return new Check<>(
                "one of " + legal.stream().map(v -> "\"" + v + "\"").collect(Collectors.joining(", ")),
                legal::contains);
    }

    /** A list whose elements are all so. */
    public static <T> Check<List<T>> each(Check<T> check) {
        return new Check<>(
                check.expected() + ", for each axis", list -> list.stream().allMatch(check.holds()));
    }
}
