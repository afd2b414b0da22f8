package dev.norma.backend.onednn.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Operator;
import java.lang.foreign.MemorySegment;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MasksTest {
    private static final float[] NUMBERS = {
        0f,
        -0f,
        1f,
        -1f,
        1.5f,
        -1.5f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        3e38f,
        -3e38f
    };

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void compares_all_pairs_as_java_does(boolean withNone) {
        compares(Operator.GREATER, (a, b) -> a > b, withNone);
        compares(Operator.GREATER_EQUAL, (a, b) -> a >= b, withNone);
        compares(Operator.LESS, (a, b) -> a < b, withNone);
        compares(Operator.LESS_EQUAL, (a, b) -> a <= b, withNone);
        compares(Operator.EQUAL, (a, b) -> (float) a == (float) b, withNone);
        compares(Operator.NOT_EQUAL, (a, b) -> (float) a != (float) b, withNone);
    }

    private static void compares(Operator operator, BiPredicate<Float, Float> expected, boolean withNone) {
        float[] numbers = NUMBERS.clone();
        if (withNone) {
            numbers[2] = Float.NaN;
        }
        int n = numbers.length * numbers.length;
        float[] a = new float[n];
        float[] b = new float[n];
        int[] wanted = new int[n];
        for (int i = 0; i < n; i++) {
            a[i] = numbers[i / numbers.length];
            b[i] = numbers[i % numbers.length];
            wanted[i] = expected.test(a[i], b[i]) ? 1 : 0;
        }
        int[] given = new int[n];
        Masks.compare(operator, MemorySegment.ofArray(a), MemorySegment.ofArray(b), given, n, new int[n], new int[n]);
        assertThat(given).as(operator.toString()).isEqualTo(wanted);
    }

    @Test
    void selects_bit_by_bit() {
        float[] then = {1, Float.NaN, -0f};
        float[] otherwise = {2, 3, Float.NEGATIVE_INFINITY};
        float[] out = new float[3];
        Masks.select(
                new int[] {0, 1, 1},
                MemorySegment.ofArray(then),
                MemorySegment.ofArray(otherwise),
                MemorySegment.ofArray(out),
                3,
                new int[3],
                new int[3]);
        assertThat(out).containsExactly(2, Float.NaN, -0f);
    }

    @Test
    void finds_what_is_above_zero_as_java_does() {
        float[] x = java.util.Arrays.copyOf(NUMBERS, NUMBERS.length + 2);
        x[NUMBERS.length] = Float.NaN;
        x[NUMBERS.length + 1] = Float.intBitsToFloat(0xffc00001); // a negative number that is none
        int[] out = new int[x.length];
        Masks.positive(MemorySegment.ofArray(x), out, x.length, new int[x.length]);
        for (int i = 0; i < x.length; i++) {
            assertThat(out[i]).as("%s", x[i]).isEqualTo(x[i] > 0 ? 1 : 0);
        }
    }

    @Test
    void keeps_a_number_or_gives_zero() {
        float[] x = {1, -2, Float.NaN, Float.POSITIVE_INFINITY, -0f, 7};
        float[] out = new float[x.length];
        Masks.keep(
                new int[] {1, 0, 0, 0, 1, 0},
                MemorySegment.ofArray(x),
                MemorySegment.ofArray(out),
                x.length,
                new int[x.length]);
        assertThat(out).containsExactly(1, 0, 0, 0, -0f, 0);
    }
}
