package dev.norma.data;

import dev.norma.tensor.Complaint;
import java.util.Arrays;

/**
 * Mean and variance of numbers that come in parts, for each channel, in float64. Where the parts are cut, and in which order
 * they come, makes no difference but in rounding; nothing of a part is kept.
 *
 * <pre>
 *   n    = nA + nB
 *   mean = meanA + (meanB - meanA) * nB / n
 *   M2   = M2A + M2B + (meanB - meanA)^2 * nA * nB / n      variance = M2 / n, the biased one
 * </pre>
 *
 * @see <a href="https://doi.org/10.1080/00031305.1983.10483115">Chan, Golub and LeVeque (1983), Algorithms for computing the
 *     sample variance</a>
 */
public final class PooledMoments {
    private final double[] count;
    private final double[] mean;
    private final double[] squares;

    /** Of so many channels, and of nothing yet. */
    public PooledMoments(int channels) {
        count = new double[channels];
        mean = new double[channels];
        squares = new double[channels];
    }

    /**
     * Adds a part.
     *
     * @param means of each channel of the part
     * @param variances the biased ones
     * @param counts how many numbers, or the sum of their weights; a channel with 0 adds nothing, whatever its mean
     */
    public void add(double[] means, double[] variances, double[] counts) {
        if (means.length != mean.length || variances.length != mean.length || counts.length != mean.length) {
            throw new Complaint(
                            "moments of other channels cannot be pooled",
                            mean.length + " means, variances and counts",
                            "%d, %d and %d".formatted(means.length, variances.length, counts.length),
                            "pool each layer by itself")
                    .asArgument();
        }
        for (int c = 0; c < mean.length; c++) {
            if (counts[c] != 0) {
                add(c, means[c], variances[c], counts[c]);
            }
        }
    }

    private void add(int channel, double partMean, double partVariance, double partCount) {
        double all = count[channel] + partCount;
        double apart = partMean - mean[channel];
        squares[channel] += partVariance * partCount + apart * apart * count[channel] * (partCount / all);
        mean[channel] += apart * (partCount / all);
        count[channel] = all;
    }

    /** How many channels there are. */
    public int channels() {
        return mean.length;
    }

    /** How many numbers each channel has seen, or the sum of their weights. */
    public double[] counts() {
        return count.clone();
    }

    /** The mean of each channel; 0 where nothing was seen. */
    public double[] means() {
        return mean.clone();
    }

    /** The biased variance of each channel; 0 where nothing was seen. */
    public double[] variances() {
        double[] variances = new double[mean.length];
        Arrays.setAll(variances, c -> count[c] == 0 ? 0 : squares[c] / count[c]);
        return variances;
    }
}
