package dev.norma.golden;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The rule for distributions can fail: numbers that are off by little are refused. */
class DistributionTest {
    private final GoldenCase golden = GoldenFiles.ofKind("initializer")
            .filter(each -> each.toString().equals("weights/TruncatedNormal/seed=1/3x5x100x120"))
            .findFirst()
            .orElseThrow();
    private final Tensor drawn = new InitializerReplay(golden, Precision.REFERENCE_32).draw();

    @Test
    void takes_numbers_of_the_same_distribution() {
        assertThatCode(() -> check(x -> x)).doesNotThrowAnyException();
    }

    @Test
    void refuses_a_spread_that_is_two_percent_off() {
        assertThatThrownBy(() -> check(x -> 1.02 * x)).hasMessageContaining("std");
        assertThatThrownBy(() -> check(x -> 0.98 * x)).hasMessageContaining("std");
    }

    @Test
    void refuses_a_mean_that_is_a_fiftieth_of_the_spread_off() {
        assertThatThrownBy(() -> check(x -> x + 0.02 * 0.044)).hasMessageContaining("mean");
    }

    @Test
    void refuses_another_form_of_the_same_mean_and_spread() {
        double width = golden.array("std").item() * Math.sqrt(3);
        double[] even = new double[(int) drawn.size()];
        Arrays.setAll(even, i -> width * (2 * (i + 0.5) / even.length - 1));
        assertThatThrownBy(() -> new Distribution(golden).check(Tensor.of(even).reshape(drawn.shape())))
                .hasMessageContaining("share below the quantile");
    }

    @Test
    void refuses_a_few_numbers_beyond_the_limits() {
        double[] some = drawn.toDoubles();
        Arrays.fill(some, 0, 30, 0.2);
        assertThatThrownBy(() -> new Distribution(golden).check(Tensor.of(some).reshape(drawn.shape())))
                .hasMessageContaining("numbers above Keras' largest");
    }

    private void check(DoubleUnaryOperator change) {
        new Distribution(golden)
                .check(Tensor.of(Arrays.stream(drawn.toDoubles()).map(change).toArray())
                        .reshape(drawn.shape()));
    }
}
