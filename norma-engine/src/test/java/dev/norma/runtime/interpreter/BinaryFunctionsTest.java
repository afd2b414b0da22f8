package dev.norma.runtime.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Binary;
import dev.norma.graph.Operator;
import dev.norma.graph.Sum;
import dev.norma.graph.Where;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinaryFunctionsTest {
    @ParameterizedTest
    @CsvSource({
        "ADD, 1.5, -4, -2.5",
        "SUBTRACT, 1.5, -4, 5.5",
        "MULTIPLY, 1.5, -4, -6",
        "DIVIDE, 1.5, -4, -0.375",
        "DIVIDE, 1, 0, Infinity",
        "MAXIMUM, 1, 2, 2",
        "MAXIMUM, NaN, 2, NaN",
        "MINIMUM, 1, 2, 1",
        "MINIMUM, 1, NaN, NaN",
        "EQUAL, 2, 2, 1",
        "EQUAL, NaN, NaN, 0",
        "NOT_EQUAL, NaN, NaN, 1",
        "NOT_EQUAL, 2, 2, 0",
        "LESS, 1, 2, 1",
        "LESS, 2, 2, 0",
        "LESS_EQUAL, 2, 2, 1",
        "LESS_EQUAL, 3, 2, 0",
        "GREATER, 3, 2, 1",
        "GREATER, 2, 2, 0",
        "GREATER_EQUAL, 2, 2, 1",
        "GREATER_EQUAL, 1, 2, 0",
        "LOGICAL_AND, 1, 1, 1",
        "LOGICAL_AND, 1, 0, 0",
        "LOGICAL_OR, 0, 1, 1",
        "LOGICAL_OR, 0, 0, 0",
        "LOGICAL_XOR, 1, 1, 0",
        "LOGICAL_XOR, 0, 1, 1",
        "ARCTAN2, 1, 0, 1.5707963267948966",
        "ARCTAN2, 0, -1, 3.141592653589793",
        "POWER, 2, 10, 1024",
        "POWER, 2, -1, 0.5",
        "POWER, -8, 0.5, NaN",
        "POWER, 0, 0, 1",
        "POWER, 1, NaN, 1",
        "POWER, -1, Infinity, 1",
        "POWER, NaN, 0, 1"
    })
    void computes(Operator operator, double a, double b, Double expected) {
        assertThat(BinaryFunctions.of(operator, a, b)).isEqualTo(expected);
    }

    /** What NumPy 2.4 gives in float64. */
    @ParameterizedTest
    @CsvSource({
        "1, 0.1, 9, 0.09999999999999995", "-7.5, 2, -4, 0.5", "7.5, -2, -4, -0.5", "6, 3, 2, 0", "-6, 3, -2, 0",
        "1e300, 1e-10, Infinity, 5.476641984772742e-11", "5, Infinity, 0, 5", "-5, Infinity, -1, Infinity",
                "5, 0, Infinity, NaN", "-1, 0.1, -10, 5.551115123125783e-17",
        "Infinity, 2, NaN, NaN", "0.3, NaN, NaN, NaN"
    })
    void division_with_remainder_is_that_of_numpy(double a, double b, Double quotient, Double remainder) {
        assertThat(BinaryFunctions.of(Operator.FLOOR_DIVIDE, a, b)).isEqualTo(quotient);
        assertThat(BinaryFunctions.of(Operator.MOD, a, b)).isEqualTo(remainder);
    }

    @ParameterizedTest
    @CsvSource({
        "MULTIPLY, 123456789, 987654321, -67153019",
        "ADD, 2147483647, 1, -2147483648",
        "FLOOR_DIVIDE, -7, 2, -4",
        "FLOOR_DIVIDE, 7, -2, -4",
        "FLOOR_DIVIDE, 5, 0, 0",
        "FLOOR_DIVIDE, -2147483648, -1, -2147483648",
        "MOD, -7, 2, 1",
        "MOD, 7, -2, -1",
        "MOD, 5, 0, 0",
        "POWER, 3, 21, 1870418611",
        "POWER, -2, 3, -8",
        "POWER, 2, -1, 0",
        "POWER, -1, -3, -1",
        "POWER, 7, 0, 1",
        "MAXIMUM, -7, 2, 2"
    })
    void integers_wrap_around_and_divide_as_in_numpy(Operator operator, int a, int b, int expected) {
        Tensor result = Evaluated.one(v -> new Binary(operator, v.get(0), v.get(1)), Tensor.of(a), Tensor.of(b));

        assertThat(result.dtype()).isEqualTo(DType.INT32);
        assertThat(result.toInts()).containsExactly(expected);
    }

    @Test
    void shapes_broadcast() {
        Tensor column = Tensor.of(new float[][] {{10}, {20}});
        Tensor row = Tensor.of(1f, 2f, 3f);

        Tensor result = Evaluated.one(v -> new Binary(Operator.SUBTRACT, v.get(0), v.get(1)), column, row);

        assertThat(result.shape().toArray()).containsExactly(2, 3);
        assertThat(result.toFloats()).containsExactly(9, 8, 7, 19, 18, 17);
    }

    @Test
    void where_chooses_and_broadcasts() {
        Tensor condition = Tensor.of(new boolean[][] {{true}, {false}});

        Tensor result = Evaluated.one(
                v -> new Where(v.get(0), v.get(1), v.get(2)), condition, Tensor.of(1f, 2f), Tensor.scalar(Float.NaN));

        assertThat(result.toFloats()).containsExactly(1, 2, Float.NaN, Float.NaN);
    }

    @Test
    void a_sum_of_many_terms_is_rounded_once() {
        Tensor large = Tensor.of(0x1p24f);
        Tensor one = Tensor.of(1f);

        assertThat(Evaluated.one(Sum::new, large, one, one, one).item()).isEqualTo(0x1p24 + 4);
    }
}
