package dev.norma.runtime.interpreter;

import dev.norma.graph.Reduction;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Operations in which the elements along some axes become one. */
final class Reductions {
    private Reductions() {}

    static double[] reduce(Reduction kind, Numbers x, List<Integer> axes) {
        Shape kept = kept(x.shape(), axes);
        double[] result = new double[Math.toIntExact(kept.size())];
        int each = result.length == 0 ? 0 : x.size() / result.length;
        if (each == 0 && result.length > 0 && (kind == Reduction.MAX || kind == Reduction.MIN)) {
            throw none(kind.name().toLowerCase(Locale.ROOT), x.shape());
        }
        Arrays.fill(result, neutral(kind));
        double[] from = x.values();
        boolean integers = x.dtype().isInteger();
        Walk walk = Walk.stretching(x.shape(), kept);
        int length = walk.length();
        int step = walk.step();
        walk.runs((position, offset) -> {
            for (int i = 0; i < length; i++) {
                int to = offset + i * step;
                result[to] = combine(kind, result[to], from[position + i], integers);
            }
        });
        if (kind == Reduction.MEAN) {
            for (int i = 0; i < result.length; i++) {
                result[i] /= each;
            }
        }
        return result;
    }

    /** Summed over the axes along which {@code shape} stretches to x. */
    static double[] sumTo(Numbers x, Shape shape) {
        double[] result = new double[Math.toIntExact(shape.size())];
        double[] from = x.values();
        Walk walk = Walk.stretching(x.shape(), shape);
        int length = walk.length();
        int step = walk.step();
        walk.runs((position, offset) -> {
            for (int i = 0; i < length; i++) {
                result[offset + i * step] += from[position + i];
            }
        });
        return result;
    }

    /** The first position of the largest or smallest; one that is not a number comes before all. */
    static double[] argReduce(boolean largest, Numbers x, int axis) {
        Lanes lanes = Lanes.of(x.shape(), axis);
        if (lanes.length() == 0 && lanes.count() > 0) {
            throw none(largest ? "argmax" : "argmin", x.shape());
        }
        double[] from = x.values();
        double[] result = new double[lanes.count()];
        for (int lane = 0; lane < result.length; lane++) {
            int start = lanes.start(lane);
            int best = 0;
            for (int i = 1; i < lanes.length(); i++) {
                double value = from[start + i * lanes.step()];
                double record = from[start + best * lanes.step()];
                boolean better = largest ? value > record : value < record;
                if (better || (Double.isNaN(value) && !Double.isNaN(record))) {
                    best = i;
                }
            }
            result[lane] = best;
        }
        return result;
    }

    /** The shape with these axes of size 1. */
    static Shape kept(Shape shape, List<Integer> axes) {
        Shape kept = shape;
        for (int axis : axes) {
            kept = kept.withDim(axis, 1);
        }
        return kept;
    }

    private static double neutral(Reduction kind) {
        return switch (kind) {
            case SUM, MEAN, ANY -> 0;
            case PROD, ALL -> 1;
            case MAX -> Double.NEGATIVE_INFINITY;
            case MIN -> Double.POSITIVE_INFINITY;
        };
    }

    private static double combine(Reduction kind, double a, double b, boolean integers) {
        return switch (kind) {
            case SUM, MEAN -> a + b;
            case PROD -> integers ? ((int) a) * ((int) b) : a * b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
            case ANY -> a != 0 || b != 0 ? 1 : 0;
            case ALL -> a != 0 && b != 0 ? 1 : 0;
        };
    }

    private static ShapeException none(String name, Shape shape) {
        return new ShapeException(
                "%s of no elements has no value".formatted(name),
                "at least one element along the axes that go",
                shape.toString(),
                "leave out empty batches, or pad the operand first");
    }
}
