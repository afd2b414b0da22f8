package dev.norma.batchnorm;

import dev.norma.tensor.Tensor;
import java.util.Arrays;

/** Mean and standard deviation of each channel of an array, in plain loops of float64. */
record PerChannel(double[] means, double[] deviations) {
    /** The statistics over all axes but one, which counts from the front. */
    static PerChannel of(Tensor x, int axis) {
        double[] numbers = x.toDoubles();
        int channels = (int) x.type().shape().dim(axis);
        int inner = 1;
        for (int a = axis + 1; a < x.rank(); a++) {
            inner *= (int) x.type().shape().dim(a);
        }
        double[] means = new double[channels];
        double[] squares = new double[channels];
        int each = numbers.length / channels;
        for (int i = 0; i < numbers.length; i++) {
            means[i / inner % channels] += numbers[i] / each;
        }
        for (int i = 0; i < numbers.length; i++) {
            int channel = i / inner % channels;
            squares[channel] += Math.pow(numbers[i] - means[channel], 2) / each;
        }
        return new PerChannel(means, Arrays.stream(squares).map(Math::sqrt).toArray());
    }

    /** How far the worst channel is from mean 0 and deviation 1. */
    double farFromStandard() {
        double worst = 0;
        for (int c = 0; c < means.length; c++) {
            worst = Math.max(worst, Math.max(Math.abs(means[c]), Math.abs(deviations[c] - 1)));
        }
        return worst;
    }
}
