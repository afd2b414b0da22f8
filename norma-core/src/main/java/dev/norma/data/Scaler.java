package dev.norma.data;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;

/**
 * Brings numbers to mean 0 and standard deviation 1, at once: what scikit-learn's {@code preprocessing.scale} does. For
 * numbers that are to be scaled as others were, there is {@link StandardScaler}.
 *
 * <pre>
 *   result = (x - mean(x)) / std(x)        for each column by itself, std the population's
 * </pre>
 *
 * <p>A column whose numbers are all the same gives 0. Missing numbers (NaN) do not count and stay. Everything is computed
 * in float64; the result has x's type, float64 for integers.
 */
public final class Scaler {
    private Scaler() {}

    /** Each column scaled; of a vector, the whole. */
    public static Tensor scale(Tensor x) {
        return scale(x, 0);
    }

    /**
     * Each column or each row scaled.
     *
     * @param axis along which mean and deviation are taken: 0 for each column by itself, 1 for each row
     */
    public static Tensor scale(Tensor x, int axis) {
        return scale(x, axis, true, true);
    }

    /**
     * Each column or each row centred, divided by its deviation, or both.
     *
     * @param x a vector or a matrix of numbers, none infinite
     * @param axis along which mean and deviation are taken: 0 for each column by itself, 1 for each row
     * @param withMean whether the mean is subtracted
     * @param withStd whether it is divided by the deviation; one of less than ten units in the last place of 1 counts as 0
     *     and divides nothing
     * @throws ShapeException if x is neither vector nor matrix, or empty
     */
    public static Tensor scale(Tensor x, int axis, boolean withMean, boolean withStd) {
        if (x.rank() == 0 || x.rank() > 2) {
            throw new ShapeException(
                    "Scaler cannot scale this", "a vector or a matrix", x.type().toString(), "reshape it");
        }
        int along = x.shape().axis(axis);
        double smallest = 10 * unit(Columns.type(x));
        Columns columns = Columns.of("Scaler", x, along).measured();
        double[] deviation = columns.deviation();
        for (int c = 0; c < deviation.length; c++) {
            deviation[c] = deviation[c] < smallest || !withStd ? 1 : deviation[c];
        }
        double[] mean = withMean ? columns.mean() : new double[deviation.length];
        return columns.map((c, value) -> (value - mean[c]) / deviation[c]);
    }

    /** The distance from 1 to the next number. */
    private static double unit(DType dtype) {
        return switch (dtype) {
            case FLOAT64 -> Math.ulp(1.0);
            case FLOAT32 -> Math.ulp(1f);
            case FLOAT16 -> 0x1p-10;
            case BFLOAT16 -> 0x1p-7;
            default ->
                throw new Complaint("no deviation has this type", "floats", dtype.toString(), "cast it").asArgument();
        };
    }
}
