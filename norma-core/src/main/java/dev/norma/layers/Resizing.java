package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.tensor.Tensor;

/** Interpolation along an axis: pixels are squares whose centres are half a position in. */
final class Resizing {
    private Resizing() {}

    static Value bilinear(Value x, int factor, int axis) {
        int length = (int) x.shape().dim(axis);
        int longer = length * factor;
        int[] below = new int[longer];
        int[] above = new int[longer];
        double[] part = new double[longer];
        for (int i = 0; i < longer; i++) {
            double at = (i + 0.5) / factor - 0.5;
            double floor = Math.floor(at);
            below[i] = Math.clamp((long) floor, 0, length - 1);
            above[i] = Math.clamp((long) floor + 1, 0, length - 1);
            part[i] = at - floor;
        }
        Value low = Ops.take(x, Ops.constant(Tensor.of(below)), axis);
        Value high = Ops.take(x, Ops.constant(Tensor.of(above)), axis);
        Value weight = Along.axis(Ops.cast(Ops.constant(Tensor.of(part)), x.dtype()), low.shape(), axis);
        return Ops.add(low, Ops.multiply(Ops.subtract(high, low), weight));
    }
}
