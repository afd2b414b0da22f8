package dev.norma.runtime.interpreter;

import dev.norma.graph.Pad;
import dev.norma.graph.Slice;
import dev.norma.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Operations that move elements. */
final class Shapes {
    private Shapes() {}

    /** The elements stretched to a shape; the array itself where there is nothing to stretch. */
    static double[] stretch(Numbers x, Shape shape) {
        if (x.size() == shape.size()) {
            return x.values();
        }
        return collect(x.values(), Walk.stretching(shape, x.shape()), shape);
    }

    static double[] transpose(Numbers x, List<Integer> permutation, Shape shape) {
        int[] own = Walk.strides(x.shape());
        int[] strides = permutation.stream().mapToInt(axis -> own[axis]).toArray();
        return collect(x.values(), new Walk(shape, strides, 0), shape);
    }

    static double[] slice(Slice op, Numbers x, Shape shape) {
        return collect(x.values(), sliced(shape, x.shape(), op), shape);
    }

    /** Zeros, with g where the slice took from. */
    static double[] unslice(Numbers g, Slice slice, Shape shape) {
        return spread(g.values(), sliced(g.shape(), shape, slice), new double[Math.toIntExact(shape.size())]);
    }

    static double[] reverse(Numbers x, List<Integer> axes) {
        int[] strides = Walk.strides(x.shape());
        int base = 0;
        for (int axis : axes) {
            base += strides[axis] * (x.dim(axis) - 1);
            strides[axis] = -strides[axis];
        }
        return collect(x.values(), new Walk(x.shape(), strides, base), x.shape());
    }

    static double[] pad(Pad op, Numbers x, Shape shape) {
        int[] strides = Walk.strides(shape);
        int base = 0;
        for (int axis = 0; axis < strides.length; axis++) {
            base += strides[axis] * Math.toIntExact(op.low().get(axis));
        }
        double[] result = new double[Math.toIntExact(shape.size())];
        Arrays.fill(result, op.value());
        return spread(x.values(), new Walk(x.shape(), strides, base), result);
    }

    static double[] concatenate(List<Numbers> parts, int axis, Shape shape) {
        double[] result = new double[Math.toIntExact(shape.size())];
        int[] strides = Walk.strides(shape);
        int base = 0;
        for (Numbers part : parts) {
            spread(part.values(), new Walk(part.shape(), strides, base), result);
            base += strides[axis] * part.dim(axis);
        }
        return result;
    }

    /** A walk over the part that a slice takes, with its places in the whole. */
    private static Walk sliced(Shape part, Shape whole, Slice slice) {
        int[] strides = Walk.strides(whole);
        int base = 0;
        for (int axis = 0; axis < strides.length; axis++) {
            base += strides[axis] * Math.toIntExact(slice.first(axis, whole.dim(axis)));
            strides[axis] *= Math.toIntExact(Math.min(slice.step().get(axis), Math.max(1, whole.dim(axis))));
        }
        return new Walk(part, strides, base);
    }

    private static double[] collect(double[] from, Walk walk, Shape shape) {
        double[] result = new double[Math.toIntExact(shape.size())];
        int length = walk.length();
        int step = walk.step();
        walk.runs((position, offset) -> {
            for (int i = 0; i < length; i++) {
                result[position + i] = from[offset + i * step];
            }
        });
        return result;
    }

    private static double[] spread(double[] from, Walk walk, double[] result) {
        int length = walk.length();
        int step = walk.step();
        walk.runs((position, offset) -> {
            for (int i = 0; i < length; i++) {
                result[offset + i * step] = from[position + i];
            }
        });
        return result;
    }
}
