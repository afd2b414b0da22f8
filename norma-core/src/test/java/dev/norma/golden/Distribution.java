package dev.norma.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.tensor.Tensor;
import java.util.Arrays;
import org.assertj.core.data.Offset;

/**
 * The rule by which random numbers are distributed as Keras': both are n numbers, and what is estimated from them may
 * differ by {@value #ERRORS} standard errors of such a difference.
 *
 * <pre>
 *   mean           std * sqrt(2 / n)
 *   std            std * sqrt(1 / n)              what normal numbers have; others have less
 *   share below a recorded quantile of p          sqrt(2 p (1 - p) / n)
 *   numbers beyond the recorded least or largest  the chance of k or more is 2^-k: at most {@value #BEYOND}
 * </pre>
 *
 * <p>Both sides are drawn from fixed seeds, so that the rule holds always or never.
 */
final class Distribution {
    private static final double ERRORS = 5;
    private static final int BEYOND = 25;

    private final GoldenCase golden;

    Distribution(GoldenCase golden) {
        this.golden = golden;
    }

    void check(Tensor drawn) {
        double[] sorted = drawn.toDoubles();
        Arrays.sort(sorted);
        assertThat(sorted.length).as("%s: numbers drawn", golden).isGreaterThanOrEqualTo(100_000);
        assertThat(drawn.shape().toArray())
                .as("%s: shape", golden)
                .isEqualTo(golden.list("shape").stream()
                        .mapToLong(size -> ((Number) size).longValue())
                        .toArray());
        moments(sorted);
        quantiles(sorted);
        assertThat(below(sorted, golden.array("min").item()))
                .as("%s: numbers below Keras' least", golden)
                .isLessThanOrEqualTo(BEYOND);
        assertThat(below(negated(sorted), -golden.array("max").item()))
                .as("%s: numbers above Keras' largest", golden)
                .isLessThanOrEqualTo(BEYOND);
    }

    private void moments(double[] drawn) {
        double mean = Arrays.stream(drawn).average().orElseThrow();
        double std = Math.sqrt(
                Arrays.stream(drawn).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
        double expected = golden.array("std").item();
        assertThat(std).as("%s: std", golden).isCloseTo(expected, errors(expected * Math.sqrt(1.0 / drawn.length)));
        assertThat(mean)
                .as("%s: mean", golden)
                .isCloseTo(golden.array("mean").item(), errors(expected * Math.sqrt(2.0 / drawn.length)));
    }

    private void quantiles(double[] sorted) {
        Tensor quantiles = golden.array("quantiles");
        int last = (int) quantiles.size() - 1;
        for (int i = 1; i < last; i++) {
            double p = (double) i / last;
            assertThat((double) below(sorted, quantiles.getFlat(i)) / sorted.length)
                    .as("%s: share below the quantile of %s", golden, p)
                    .isCloseTo(p, errors(Math.sqrt(2 * p * (1 - p) / sorted.length)));
        }
    }

    private static Offset<Double> errors(double standardError) {
        return Offset.offset(ERRORS * standardError);
    }

    private static double[] negated(double[] sorted) {
        return Arrays.stream(sorted).map(x -> -x).sorted().toArray();
    }

    /** How many of the sorted numbers are less than a bound. */
    private static int below(double[] sorted, double bound) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
