package dev.norma.diagnosis;

import dev.norma.data.PooledMoments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** Adds up, over batches, what is told about one call of a batch normalization. */
final class Tally {
    /** About how many values for histograms all channels of a layer have together. */
    private static final long SAMPLED = 1 << 20;

    private final PooledMoments pooled;
    private final double[] variance;
    private final double[] gap;
    private final double[] output;
    private final List<float[]> before = new ArrayList<>();
    private final List<float[]> after = new ArrayList<>();
    private double weight;
    private double most;
    private double fewest = Double.POSITIVE_INFINITY;
    private long batches;
    private long sampled;
    private long seen;
    private long broken;

    Tally(int channels) {
        pooled = new PooledMoments(channels);
        variance = new double[channels];
        gap = new double[channels];
        output = new double[channels];
    }

    /** Adds a batch; one in which nothing counts is left out. */
    void add(List<double[]> told) {
        seen++;
        double count = told.get(2)[0];
        if (count < 0.5) {
            return;
        }
        if (broken == 0 && !DoubleStream.of(told.get(1)).allMatch(Double::isFinite)) {
            broken = seen;
        }
        pooled.add(told.get(0), told.get(1), told.get(2));
        weight += count;
        batches++;
        most = Math.max(most, count);
        fewest = Math.min(fewest, count);
        double share = count / weight;
        for (int c = 0; c < variance.length; c++) {
            variance[c] += (told.get(1)[c] - variance[c]) * share;
            gap[c] += (told.get(3)[c] - gap[c]) * share;
            output[c] += (told.get(4)[c] - output[c]) * share;
        }
        if (told.size() > 5 && !isSampled()) {
            before.add(floats(told.get(5)));
            after.add(floats(told.get(6)));
            sampled += told.get(5).length / Math.max(1, variance.length);
        }
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    long batches() {
        return batches;
    }

    /** The first batch, from 1, in which a channel's variance was not finite; 0 for none. */
    long broken() {
        return broken;
    }

    /** How many values the largest batch had for each channel. */
    double most() {
        return most;
    }

    /** How many values the smallest batch had for each channel. */
    double fewest() {
        return fewest;
    }

    /** Whether there are enough values for histograms: fewer of each channel where there are many channels. */
    boolean isSampled() {
        return sampled >= Math.clamp(SAMPLED / Math.max(1, variance.length), 500, 2000);
    }

    double[] mean() {
        return pooled.means();
    }

    /** The mean of the batches' variances. */
    double[] variance() {
        return variance;
    }

    /**
     * How far the means of batches scatter, in standard deviations of the values: root of the mean square over the channels
     * that vary. From one batch it cannot be seen: then what independent values would give.
     */
    double noise() {
        double sum = 0;
        int counted = 0;
        double[] all = pooled.variances();
        for (int c = 0; c < variance.length; c++) {
            if (batches > 1 && variance[c] > 0) {
                double between = Math.max(0, all[c] - variance[c]) * batches / (batches - 1);
                sum += between / variance[c];
                counted++;
            }
        }
        return counted == 0 ? 1 / Math.sqrt(most) : Math.sqrt(sum / counted);
    }

    /** The gap between the outputs of inference and training, in standard deviations of the output. */
    double outputGap() {
        double spread = Arrays.stream(output).sum();
        return spread == 0 ? 0 : Math.sqrt(Arrays.stream(gap).sum() / spread);
    }

    /** A sample of what stood in front of a channel. */
    double[] before(int channel) {
        return row(before, channel);
    }

    /** A sample of what a channel gave in inference. */
    double[] after(int channel) {
        return row(after, channel);
    }

    private double[] row(List<float[]> samples, int channel) {
        double[] row = new double[(int) sampled];
        int at = 0;
        for (float[] all : samples) {
            int each = all.length / variance.length;
            for (int i = 0; i < each; i++) {
                row[at++] = all[channel * each + i];
            }
        }
        return row;
    }
}
