package dev.norma.autodiff;

import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.Random;

/** Seeded float64 numbers for tests. */
final class Draws {
    private final Random random;

    Draws(long seed) {
        this.random = new Random(seed);
    }

    /** Evenly between two bounds. */
    Tensor between(double low, double high, long... dims) {
        double[] values = new double[(int) Shape.of(dims).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = low + (high - low) * random.nextDouble();
        }
        return of(values, dims);
    }

    /** Between -1 and 1. */
    Tensor any(long... dims) {
        return between(-1, 1, dims);
    }

    /** Between 0.3 and 1.3 or the negatives of those: away from 0. */
    Tensor awayFromZero(long... dims) {
        double[] values = between(0.3, 1.3, dims).toDoubles();
        for (int i = 0; i < values.length; i++) {
            values[i] *= random.nextBoolean() ? 1 : -1;
        }
        return of(values, dims);
    }

    /** Between -1 and 1, no two closer than half of an even spacing: small steps change no order. */
    Tensor spread(long... dims) {
        int size = (int) Shape.of(dims).size();
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = -1 + 2 * (i + 0.5 * random.nextDouble()) / size;
        }
        for (int i = size - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            double swapped = values[i];
            values[i] = values[other];
            values[other] = swapped;
        }
        return of(values, dims);
    }

    /** In these intervals, in any order, no two much closer than the others. */
    Tensor spread(double[][] intervals, long... dims) {
        double length = 0;
        for (double[] interval : intervals) {
            length += interval[1] - interval[0];
        }
        double[] values = spread(dims).toDoubles();
        for (int i = 0; i < values.length; i++) {
            double along = (values[i] + 1) / 2 * length;
            int at = 0;
            while (at < intervals.length - 1 && along > intervals[at][1] - intervals[at][0]) {
                along -= intervals[at][1] - intervals[at][0];
                at++;
            }
            values[i] = intervals[at][0] + along;
        }
        return of(values, dims);
    }

    static Tensor of(double[] values, long... dims) {
        return Tensor.adopt(TensorType.of(DType.FLOAT64, dims), MemorySegment.ofArray(values));
    }

    static Tensor ints(Shape shape, int... values) {
        return Tensor.of(values).reshape(shape);
    }

    static Tensor bools(Shape shape, int... values) {
        return ints(shape, values).cast(DType.BOOL);
    }
}
