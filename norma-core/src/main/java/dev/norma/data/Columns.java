package dev.norma.data;

import dev.norma.tensor.DType;
import dev.norma.tensor.DTypeException;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** The numbers of a vector or matrix as columns: those along one axis. Missing ones (NaN) do not count. */
final class Columns {
    /** What becomes of a number. */
    interface Change {
        double of(int column, double value);
    }

    private final Tensor x;
    private final double[] values;
    private final int count;
    private final int step;
    private final double[] present;
    private final double[] mean;
    private final double[] variance;

    private Columns(Tensor x, int count, int step) {
        this.x = x;
        this.values = x.toDoubles();
        this.count = count;
        this.step = step;
        this.present = new double[count];
        this.mean = new double[count];
        this.variance = new double[count];
    }

    /**
     * Columns whose moments are not measured yet.
     *
     * @param owner who asks, for errors
     * @param along the axis along which a column lies
     * @throws DTypeException if x holds strings
     * @throws ShapeException if x is empty
     * @throws IllegalArgumentException if a number is infinite
     */
    static Columns of(String owner, Tensor x, int along) {
        if (x.dtype() == DType.STRING) {
            throw new DTypeException(
                    owner + " needs numbers", "numbers", x.type().toString(), "encode the strings");
        }
        if (x.size() == 0) {
            throw new ShapeException(
                    owner + " needs numbers",
                    "at least one row and one column",
                    x.type().toString(),
                    "check the source");
        }
        boolean matrix = x.rank() == 2;
        int rows = Math.toIntExact(x.shape().dim(0));
        int width = matrix ? Math.toIntExact(x.shape().dim(1)) : 1;
        Columns columns = along == 0 ? new Columns(x, width, width) : new Columns(x, rows, 1);
        columns.refuseInfinite(owner, width);
        return columns;
    }

    /** The type of what is computed of x: x's own if it is one of floats, else float64. */
    static DType type(Tensor x) {
        return x.dtype().isFloat() ? x.dtype() : DType.FLOAT64;
    }

    private void refuseInfinite(String owner, int width) {
        for (int i = 0; i < values.length; i++) {
            if (Double.isInfinite(values[i])) {
                throw new ShapeException(
                        owner + " needs finite numbers",
                        "numbers; NaN for missing ones",
                        "%s in row %d, column %d".formatted(values[i], i / width, i % width),
                        "correct the number, or replace it by NaN");
            }
        }
    }

    private int column(int i) {
        return step == 1 ? i / (values.length / count) : i % count;
    }

    /** In two passes, the mean corrected by what is left, so that a constant column has exactly its constant. */
    Columns measured() {
        double[] sum = new double[count];
        each((c, value) -> {
            present[c]++;
            sum[c] += value;
        });
        Arrays.setAll(mean, c -> sum[c] / present[c]);
        double[] rest = new double[count];
        each((c, value) -> rest[c] += value - mean[c]);
        Arrays.setAll(mean, c -> mean[c] + rest[c] / present[c]);
        each((c, value) -> variance[c] += (value - mean[c]) * (value - mean[c]));
        Arrays.setAll(variance, c -> variance[c] / present[c]);
        return this;
    }

    private interface Visit {
        void at(int column, double value);
    }

    private void each(Visit visit) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                visit.at(column(i), values[i]);
            }
        }
    }

    int count() {
        return count;
    }

    /** How many numbers each column has. */
    double[] present() {
        return present.clone();
    }

    /** The mean of each column; NaN where it has no number. */
    double[] mean() {
        return mean.clone();
    }

    /** The population variance of each column. */
    double[] variance() {
        return variance.clone();
    }

    /** The population standard deviation of each column. */
    double[] deviation() {
        return Arrays.stream(variance).map(Math::sqrt).toArray();
    }

    /** The numbers changed, in x's shape. */
    Tensor map(Change change) {
        double[] changed = new double[values.length];
        Arrays.setAll(changed, i -> change.of(column(i), values[i]));
        return Tensor.adopt(x.type().withDType(DType.FLOAT64), MemorySegment.ofArray(changed))
                .cast(type(x));
    }
}
