package dev.norma.conformance;

import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/** Seeded numbers that bfloat16 holds exactly, so that a case has the same inputs in each floating-point type. */
final class Inputs {
    private Inputs() {}

    /** Evenly between two bounds; integers and booleans take what they can of it. */
    static Tensor uniform(DType dtype, double low, double high, long... dims) {
        SplittableRandom random = seeded(dims);
        return filled(dtype, () -> DType.BFLOAT16.round(low + (high - low) * random.nextDouble()), dims);
    }

    /** From -3 to 3; integers from -9 to 9; booleans of both kinds. */
    static Tensor any(DType dtype, long... dims) {
        SplittableRandom random = seeded(dims);
        return switch (dtype) {
            case BOOL -> filled(dtype, () -> random.nextInt(2), dims);
            case INT32 -> integers(dtype, -9, 9, dims);
            default -> uniform(dtype, -3, 3, dims);
        };
    }

    /** Whole numbers between two bounds, both included. */
    static Tensor integers(DType dtype, int low, int high, long... dims) {
        SplittableRandom random = seeded(dims);
        return filled(dtype, () -> random.nextInt(low, high + 1), dims);
    }

    /** Multiples of a quarter from -3 to 3, among which some are equal. */
    static Tensor quarters(DType dtype, long... dims) {
        SplittableRandom random = seeded(dims);
        return filled(dtype, () -> random.nextInt(-12, 13) / 4.0, dims);
    }

    /** Between two bounds, sometimes with a minus: never near 0. */
    static Tensor signed(DType dtype, double low, double high, long... dims) {
        SplittableRandom random = seeded(dims);
        return filled(
                dtype,
                () -> DType.BFLOAT16.round(low + (high - low) * random.nextDouble()) * (random.nextBoolean() ? 1 : -1),
                dims);
    }

    /** The numbers of {@link #any}, and some that are infinite or not numbers. */
    static Tensor withOddOnes(DType dtype, long... dims) {
        SplittableRandom random = seeded(dims);
        double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, 1, -2};
        return filled(dtype, () -> odd[random.nextInt(odd.length)], dims);
    }

    static Tensor filled(DType dtype, DoubleSupplier number, long... dims) {
        double[] values = new double[(int) Shape.of(dims).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number.getAsDouble();
        }
        return Tensor.of(values).reshape(dims).cast(dtype);
    }

    static Tensor scalar(DType dtype, double value) {
        return Tensor.fill(TensorType.of(dtype), value);
    }

    private static SplittableRandom seeded(long... dims) {
        return new SplittableRandom(20 + Arrays.hashCode(dims));
    }
}
