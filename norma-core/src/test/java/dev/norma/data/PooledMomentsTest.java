package dev.norma.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PooledMomentsTest {
    private static double[] normal(Random random, int count, double mean) {
        return random.doubles(count).map(u -> mean + 2 * u).toArray();
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).sum() / x.length;
    }

    private static double variance(double[] x) {
        double mean = mean(x);
        return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / x.length;
    }

    private static void add(PooledMoments pooled, double[] part) {
        pooled.add(new double[] {mean(part)}, new double[] {variance(part)}, new double[] {part.length});
    }

    @Test
    void parts_of_any_sizes_give_what_the_whole_gives() {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            double[] all = normal(random, 1000, 5);
            PooledMoments pooled = new PooledMoments(1);
            for (int from = 0; from < all.length; ) {
                int to = Math.min(all.length, from + 1 + random.nextInt(60));
                add(pooled, Arrays.copyOfRange(all, from, to));
                from = to;
            }
            assertThat(pooled.means()[0]).as("seed " + seed).isCloseTo(mean(all), within(1e-13));
            assertThat(pooled.variances()[0]).as("seed " + seed).isCloseTo(variance(all), within(1e-13));
            assertThat(pooled.counts()).containsExactly(1000);
        }
    }

    @Test
    void a_mean_far_from_0_costs_no_digits_of_the_variance() {
        double[] all = normal(new Random(3), 1000, 1e8);
        PooledMoments pooled = new PooledMoments(1);
        for (int from = 0; from < all.length; from += 10) {
            add(pooled, Arrays.copyOfRange(all, from, from + 10));
        }
        assertThat(pooled.variances()[0]).isCloseTo(variance(all), within(1e-7));
    }

    @Test
    void a_channel_of_count_0_adds_nothing_whatever_its_mean() {
        PooledMoments pooled = new PooledMoments(2);
        pooled.add(new double[] {1, Double.NaN}, new double[] {4, Double.NaN}, new double[] {3, 0});
        pooled.add(new double[] {Double.NaN, 2}, new double[] {Double.NaN, 9}, new double[] {0, 5});
        assertThat(pooled.means()).containsExactly(1, 2);
        assertThat(pooled.variances()).containsExactly(4, 9);
        assertThat(pooled.counts()).containsExactly(3, 5);
    }

    @Test
    void nothing_seen_is_0() {
        assertThat(new PooledMoments(1).variances()).containsExactly(0);
    }

    @Test
    void other_channels_are_refused() {
        assertThatThrownBy(() -> new PooledMoments(2).add(new double[1], new double[1], new double[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 means, variances and counts");
    }
}
