package dev.norma.runtime.interpreter;

import dev.norma.tensor.Broadcast;
import dev.norma.tensor.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Normalization by given statistics, what it passes back, and softmax. */
final class Normalizations {
    private Normalizations() {}

    static double[] normalize(
            Numbers x,
            Numbers mean,
            Numbers variance,
            @Nullable Numbers scale,
            @Nullable Numbers offset,
            double epsilon) {
        Shape cells = common(common(common(mean.shape(), variance), scale), offset);
        double[] means = Shapes.stretch(mean, cells);
        double[] variances = Shapes.stretch(variance, cells);
        double[] scales = stretch(scale, cells, 1);
        double[] offsets = stretch(offset, cells, 0);
        double[] factors = new double[means.length];
        Arrays.setAll(factors, cell -> scales[cell] / Math.sqrt(variances[cell] + epsilon));
        double[] from = x.values();
        double[] result = new double[from.length];
        Walk walk = Walk.stretching(x.shape(), cells);
        int length = walk.length();
        int step = walk.step();
        walk.runs((position, offsetOfRun) -> {
            for (int i = 0; i < length; i++) {
                int cell = offsetOfRun + i * step;
                result[position + i] = (from[position + i] - means[cell]) * factors[cell] + offsets[cell];
            }
        });
        return result;
    }

    /** To x, mean, variance, scale and offset; the last four of the mean's shape. */
    static double[][] gradient(
            Numbers x, Numbers mean, Numbers variance, @Nullable Numbers scale, Numbers g, double epsilon) {
        double[] from = x.values();
        double[] means = mean.values();
        double[] variances = Shapes.stretch(variance, mean.shape());
        double[] scales = stretch(scale, x.shape(), 1);
        double[] inv = new double[means.length];
        Arrays.setAll(inv, cell -> 1 / Math.sqrt(variances[cell] + epsilon));
        double[] dx = new double[from.length];
        double[] dMean = new double[means.length];
        double[] dVariance = new double[means.length];
        double[] dScale = new double[means.length];
        double[] dOffset = new double[means.length];
        Walk walk = Walk.stretching(x.shape(), mean.shape());
        walk.runs((position, offset) -> {
            for (int i = 0; i < walk.length(); i++) {
                int at = position + i;
                int cell = offset + i * walk.step();
                double upstream = g.values()[at];
                double scaled = upstream * scales[at];
                double centred = from[at] - means[cell];
                dx[at] = scaled * inv[cell];
                dMean[cell] -= scaled * inv[cell];
                dVariance[cell] -= scaled * centred * inv[cell] * inv[cell] * inv[cell] / 2;
                dScale[cell] += upstream * centred * inv[cell];
                dOffset[cell] += upstream;
            }
        });
        return new double[][] {dx, dMean, dVariance, dScale, dOffset};
    }

    static double[] softmax(Numbers x, int axis, boolean logarithm) {
        Lanes lanes = Lanes.of(x.shape(), axis);
        double[] from = x.values();
        double[] result = new double[from.length];
        for (int lane = 0; lane < lanes.count(); lane++) {
            int start = lanes.start(lane);
            int end = start + lanes.length() * lanes.step();
            double largest = Double.NEGATIVE_INFINITY;
            for (int at = start; at < end; at += lanes.step()) {
                largest = Math.max(largest, from[at]);
            }
            double sum = 0;
            for (int at = start; at < end; at += lanes.step()) {
                result[at] = from[at] - largest;
                sum += Math.exp(result[at]);
            }
            for (int at = start; at < end; at += lanes.step()) {
                result[at] = logarithm ? result[at] - Math.log(sum) : Math.exp(result[at]) / sum;
            }
        }
        return result;
    }

    private static Shape common(Shape shape, @Nullable Numbers parameter) {
        return parameter == null ? shape : Broadcast.of("normalize", shape, parameter.shape());
    }

    private static double[] stretch(@Nullable Numbers parameter, Shape shape, double absent) {
        if (parameter != null) {
            return Shapes.stretch(parameter, shape);
        }
        double[] all = new double[Math.toIntExact(shape.size())];
        Arrays.fill(all, absent);
        return all;
    }
}
