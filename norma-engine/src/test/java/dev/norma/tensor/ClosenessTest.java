package dev.norma.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ClosenessTest {
    @Test
    void allows_a_share_of_the_expected_and_a_fixed_distance() {
        Tensor expected = Tensor.of(100.0, 0.0);
        assertThat(Tensor.of(101.0, 0.0).allClose(expected, 0.01, 0)).isTrue();
        assertThat(Tensor.of(101.1, 0.0).allClose(expected, 0.01, 0)).isFalse();
        assertThat(Tensor.of(100.0, 0.5).allClose(expected, 0.01, 0.5)).isTrue();
        assertThat(Tensor.of(99f, 0f).allClose(expected, 0.01, 0))
                .as("another element type")
                .isTrue();
    }

    @Test
    void takes_equal_infinities_but_no_nan() {
        Tensor infinite = Tensor.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        assertThat(infinite.allClose(infinite, 0, 0)).isTrue();
        assertThat(infinite.allClose(Tensor.of(1e308, -1e308), 1, 1e308)).isFalse();
        assertThat(Tensor.of(Double.NaN, 0).allClose(Tensor.of(Double.NaN, 0), 1, 1))
                .isFalse();
    }

    @Test
    void tells_the_first_difference_and_the_worst() {
        Tensor actual = Tensor.of(new float[][] {{1, 2, 3}, {4, 7, 6.5f}});
        Tensor expected = Tensor.of(new float[][] {{1, 2, 3.1f}, {4, 5, 6}});
        assertThat(actual.difference(expected, 0.01, 0.001))
                .contains("element [0, 2] is 3.0, expected 3.1 (allowed: 0.001 + 0.01 * |expected|); 3 of 6 differ; "
                        + "the most: element [1, 1] is 7.0, expected 5.0");
        assertThat(actual.difference(actual, 0, 0)).isEmpty();
    }

    @Test
    void tells_other_differences() {
        assertThat(Tensor.zeros(2).difference(Tensor.zeros(2, 1), 0, 0)).contains("shape [2] is not [2, 1]");
        assertThat(Tensor.of("a", "b").difference(Tensor.of("a", "c"), 0, 0))
                .contains("element [1] is \"b\", expected \"c\"");
        assertThat(Tensor.of("1", "2").difference(Tensor.of(1, 2), 0, 0)).contains("string is not int32");
        Tensor large = Tensor.of(new long[] {Long.MAX_VALUE});
        assertThat(large.difference(Tensor.of(new long[] {Long.MAX_VALUE - 1}), 0, 0))
                .contains("element [0] is 9223372036854775807, expected 9223372036854775806"
                        + " (allowed: 0.0 + 0.0 * |expected|); 1 of 1 differ");
    }

    @Test
    void counts_a_nan_as_the_worst() {
        assertThat(Tensor.of(5.0, Double.NaN).difference(Tensor.of(0.0, 0.0), 0, 0))
                .hasValueSatisfying(text -> assertThat(text).endsWith("the most: element [1] is nan, expected 0.0"));
    }

    @Test
    void refuses_tolerances_below_0() {
        assertThatThrownBy(() -> Tensor.zeros(1).allClose(Tensor.zeros(1), -1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("given:    rtol -1.0, atol 0.0");
    }
}
