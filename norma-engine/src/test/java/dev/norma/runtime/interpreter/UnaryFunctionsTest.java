package dev.norma.runtime.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.graph.Elementwise;
import dev.norma.graph.Unary;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class UnaryFunctionsTest {
    /** Expected values were computed with 50 digits (mpmath) from the double that x is. */
    @ParameterizedTest
    @CsvFileSource(resources = "functions.csv", numLinesToSkip = 1)
    void is_accurate_to_doubles(Elementwise function, double x, double expected) {
        assertThat(UnaryFunctions.of(function, x)).isCloseTo(expected, within(1e-14 * Math.abs(expected)));
    }

    @ParameterizedTest
    @CsvSource({
        "IDENTITY, -2.5, -2.5",
        "STOP_GRADIENT, -2.5, -2.5",
        "NEGATE, -2.5, 2.5",
        "ABS, -2.5, 2.5",
        "SIGN, -2.5, -1",
        "SIGN, 0, 0",
        "SIGN, 3, 1",
        "SQUARE, -2.5, 6.25",
        "RELU, -2.5, 0",
        "RELU, 2.5, 2.5",
        "RELU, NaN, NaN",
        "FLOOR, -2.5, -3",
        "CEIL, -2.5, -2",
        "TRUNC, -2.5, -2",
        "TRUNC, 2.5, 2",
        "ROUND, -2.5, -2",
        "ROUND, 1.5, 2",
        "ROUND, 0.4999, 0",
        "LOGICAL_NOT, 0, 1",
        "LOGICAL_NOT, 1, 0",
        "ISNAN, NaN, 1",
        "ISNAN, Infinity, 0",
        "ISINF, -Infinity, 1",
        "ISINF, NaN, 0",
        "ISFINITE, 1, 1",
        "ISFINITE, NaN, 0",
        "ISFINITE, Infinity, 0",
        "LOG, 0, -Infinity",
        "LOG, -1, NaN",
        "LOG2, 8, 3",
        "LOG2, 0.0009765625, -10",
        "LOG2, 0, -Infinity",
        "RECIPROCAL, 0, Infinity",
        "SQRT, -1, NaN",
        "EXP, 1000, Infinity",
        "SIGMOID, -1000, 0",
        "SIGMOID, 1000, 1",
        "SOFTPLUS, 1000, 1000",
        "SOFTPLUS, -1000, 0",
        "SOFTPLUS, NaN, NaN",
        "ERF, Infinity, 1",
        "ERF, -Infinity, -1",
        "ERF, NaN, NaN",
        "ERF, 0, 0",
        "ERFINV, 1, Infinity",
        "ERFINV, -1, -Infinity",
        "ERFINV, 1.5, NaN",
        "ERFINV, 0, 0",
        "ARCSINH, -Infinity, -Infinity",
        "ARCCOSH, 1, 0",
        "ARCCOSH, 0.5, NaN",
        "ARCTANH, 1, Infinity",
        "ARCTANH, 2, NaN"
    })
    void is_exact_where_it_can_be(Elementwise function, double x, Double expected) {
        assertThat(UnaryFunctions.of(function, x)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0.3, 0.67137324054087258381", "1.9, 0.0072095707647425327628", "2, 0.0046777349810472658379",
        "3, 0.000022090496998585441373", "5, 1.5374597944280348502e-12", "10, 2.088487583762544757e-45",
        "26, 5.6631924088561428465e-296"
    })
    void the_complement_of_the_error_function_keeps_its_digits_where_it_is_tiny(double x, double expected) {
        assertThat(ErrorFunction.erfc(x)).isCloseTo(expected, within(1e-12 * expected));
    }

    @Test
    void integers_wrap_around() {
        Tensor x = Tensor.of(Integer.MIN_VALUE, 123_456_789, -3);

        assertThat(Evaluated.of(x, v -> new Unary(Elementwise.NEGATE, v)).toInts())
                .containsExactly(Integer.MIN_VALUE, -123_456_789, 3);
        assertThat(Evaluated.of(x, v -> new Unary(Elementwise.SQUARE, v)).toInts())
                .containsExactly(0, -1_757_895_751, 9);
    }

    @Test
    void a_result_is_rounded_once_to_its_type() {
        Tensor third = Tensor.of(3.0);

        assertThat(reciprocal(third)).isEqualTo(1.0 / 3);
        assertThat(reciprocal(third.cast(DType.FLOAT32))).isEqualTo(1f / 3);
        assertThat(reciprocal(third.cast(DType.BFLOAT16))).isEqualTo(0.333984375);
    }

    private static double reciprocal(Tensor x) {
        return Evaluated.of(x, v -> new Unary(Elementwise.RECIPROCAL, v)).item();
    }
}
