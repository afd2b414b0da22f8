package dev.norma.backend.onednn.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ColumnsTest {
    /** Numbers far from 0, next to which their spread is small: what sums of squares get wrong. */
    @ParameterizedTest
    @CsvSource({"1, 1000, 0", "3, 5001, 1000", "16, 4096, 10000", "100, 777, -300", "1024, 9, 5"})
    void takes_mean_and_variance_as_two_passes_do(int period, int rows, float far) {
        Random random = new Random(period);
        float[] x = new float[period * rows];
        for (int i = 0; i < x.length; i++) {
            x[i] = far + (float) random.nextGaussian();
        }
        int chunk = Math.max(1, Loop.CHUNK / period) * period;
        Columns first = new Columns(period, true);
        Columns second = new Columns(period, true);
        int half = rows / 2 / (chunk / period) * chunk;
        take(first, x, 0, half, chunk);
        take(second, x, half, x.length, chunk);
        first.add(second);
        for (int c = 0; c < period; c++) {
            double mean = 0;
            double variance = 0;
            for (int i = c; i < x.length; i += period) {
                mean += (double) x[i] / rows;
            }
            for (int i = c; i < x.length; i += period) {
                variance += (x[i] - mean) * (x[i] - mean) / rows;
            }
            assertThat(first.first(c)).isCloseTo(mean, within(1e-6 * Math.max(1, Math.abs(far))));
            assertThat(first.variance(c)).isCloseTo(variance, within(2e-6 * (1 + 1e-3 * Math.abs(far)) * variance));
        }
    }

    /** The first chunk, from whose mean deviations are taken, far away from all others. */
    @ParameterizedTest
    @CsvSource({"1", "32"})
    void bears_a_jump_behind_the_first_chunk(int period) {
        Random random = new Random(5);
        int chunk = Loop.CHUNK;
        float[] x = new float[20 * chunk];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i < chunk ? 0 : 1000) + (float) random.nextGaussian();
        }
        Columns columns = new Columns(period, true);
        take(columns, x, 0, x.length, chunk);
        int rows = x.length / period;
        for (int c = 0; c < period; c++) {
            double mean = 0;
            double variance = 0;
            for (int i = c; i < x.length; i += period) {
                mean += (double) x[i] / rows;
            }
            for (int i = c; i < x.length; i += period) {
                variance += (x[i] - mean) * (x[i] - mean) / rows;
            }
            assertThat(columns.first(c)).isCloseTo(mean, within(1e-6 * mean));
            assertThat(columns.variance(c)).isCloseTo(variance, within(2e-6 * variance));
        }
    }

    private static void take(Columns columns, float[] x, int from, int to, int chunk) {
        float[][] arrays = new float[Columns.arrays(true)][chunk];
        for (int at = from; at < to; at += chunk) {
            int n = Math.min(chunk, to - at);
            columns.take(Arrays.copyOfRange(x, at, at + n), n, arrays, 0);
        }
        columns.close(arrays, 0);
    }
}
