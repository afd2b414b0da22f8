package dev.norma.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RandomnessTest {
    private static final int MANY = 200_000;

    @Test
    void draws_the_same_from_a_seed_and_other_numbers_from_the_next_call() {
        Randomness random = new Randomness(42);
        Tensor first = random.normal(Shape.of(5), 0, 1);
        Tensor second = random.normal(Shape.of(5), 0, 1);
        assertThat(new Randomness(42).normal(Shape.of(5), 0, 1).contentEquals(first))
                .isTrue();
        assertThat(second.contentEquals(first)).isFalse();
        assertThat(new Randomness(43).normal(Shape.of(5), 0, 1).contentEquals(first))
                .isFalse();
        assertThat(new Randomness(42L + (1L << 32)).normal(Shape.of(5), 0, 1).contentEquals(first))
                .isFalse();
    }

    @Test
    void keeps_its_numbers_from_release_to_release() {
        assertThat(Tensor.uniform(1, 3).toString()).isEqualTo("[0.89025915 0.67199826 0.24740148]");
        assertThat(Tensor.normal(1, 3).toString()).isEqualTo("[-1.8045566  -1.4756192  -0.17310521]");
        assertThat(new Randomness(1).permutation(8).toInts()).containsExactly(5, 4, 0, 7, 1, 2, 3, 6);
    }

    @Test
    void draws_uniform_numbers_evenly() {
        double[] values = Tensor.uniform(3, MANY).toDoubles();
        Arrays.sort(values);
        for (int i = 0; i < MANY; i += 1000) {
            assertThat(values[i]).isCloseTo((double) i / MANY, within(0.005));
        }
        assertThat(values[0]).isGreaterThanOrEqualTo(0);
        assertThat(values[MANY - 1]).isLessThan(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT64", "FLOAT32", "BFLOAT16", "FLOAT16", "INT32", "UINT8"})
    void never_reaches_the_upper_end(DType dtype) {
        double[] values =
                new Randomness(5).uniform(TensorType.of(dtype, MANY), 1, 3).toDoubles();
        assertThat(Arrays.stream(values).min().orElseThrow()).isGreaterThanOrEqualTo(1);
        assertThat(Arrays.stream(values).max().orElseThrow()).isLessThan(3).isGreaterThan(1.9);
        if (!dtype.isFloat()) {
            assertThat(Arrays.stream(values).average().orElseThrow()).isCloseTo(1.5, within(0.01));
        }
    }

    @Test
    void draws_normal_numbers_of_a_mean_and_deviation() {
        double[] values = new Randomness(7).normal(Shape.of(MANY), 2, 3).toDoubles();
        assertThat(mean(values)).isCloseTo(2, within(0.03));
        assertThat(deviation(values)).isCloseTo(3, within(0.02));
        double beyondTwo =
                Arrays.stream(values).filter(v -> Math.abs(v - 2) > 6).count() / (double) MANY;
        assertThat(beyondTwo).isCloseTo(0.0455, within(0.003));
    }

    @Test
    void draws_truncated_numbers_within_two_deviations() {
        double[] values =
                new Randomness(7).truncatedNormal(Shape.of(MANY), 1, 0.5).toDoubles();
        assertThat(Arrays.stream(values).map(v -> Math.abs(v - 1)).max().orElseThrow())
                .isBetween(0.99, 1.0);
        assertThat(mean(values)).isCloseTo(1, within(0.005));
        assertThat(deviation(values)).isCloseTo(0.5 * 0.8796256610342398, within(0.003));
    }

    @Test
    void puts_each_number_once_in_a_permutation() {
        int[] order = new Randomness(9).permutation(1000).toInts();
        assertThat(order).doesNotHaveDuplicates().hasSize(1000);
        assertThat(Arrays.stream(order).min().orElseThrow()).isZero();
        int[] counts = new int[3];
        Randomness random = new Randomness(10);
        for (int i = 0; i < 3000; i++) {
            counts[random.permutation(3).toInts()[0]]++;
        }
        assertThat(Arrays.stream(counts).boxed()).allMatch(count -> count > 900 && count < 1100);
    }

    @Test
    void refuses_what_cannot_be_drawn() {
        Randomness random = new Randomness(1);
        assertThatThrownBy(() -> random.uniform(Shape.of(2), 1, 1)).hasMessageContaining("given:    1.0 to 1.0");
        assertThatThrownBy(() -> random.normal(Shape.of(2), 0, -1))
                .hasMessageContaining("given:    mean 0.0, deviation -1.0");
        assertThatThrownBy(() -> random.normal(TensorType.of(DType.INT32, 2), 0, 1))
                .isInstanceOf(DTypeException.class);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow());
    }
}
