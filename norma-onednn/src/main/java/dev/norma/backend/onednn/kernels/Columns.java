package dev.norma.backend.onednn.kernels;

import java.util.Arrays;

/**
 * Sums, or means and squared deviations, of the columns of a matrix that comes in chunks of rows.
 *
 * <p>Within a chunk, rows are added in pairs, halving it; a chunk's deviations are taken from its own mean; chunks are merged in
 * double precision. So the numbers are as good as those of two passes, and the tensor is read once.
 */
final class Columns {
    private final int period;
    private final boolean moments;
    private final double[] sum;
    private final double[] squares;
    private final float[] near;
    private long rows;

    /** For columns of this number; with squared deviations or without. */
    Columns(int period, boolean moments) {
        this.period = period;
        this.moments = moments;
        this.sum = new double[period];
        this.squares = new double[moments ? period : 0];
        this.near = new float[moments ? period : 0];
    }

    void clear() {
        Arrays.fill(sum, 0);
        Arrays.fill(squares, 0);
        rows = 0;
    }

    /** Takes the next {@code n} elements, whole rows; {@code work} and {@code means} are overwritten. */
    void take(float[] x, int n, float[] work, float[] means) {
        int count = n / period;
        fold(x, work, n);
        if (!moments) {
            for (int c = 0; c < period; c++) {
                sum[c] += work[c];
            }
            rows += count;
            return;
        }
        for (int c = 0; c < period; c++) {
            near[c] = work[c] / count;
        }
        tile(near, means, n);
        deviations(x, means, work, n);
        fold(work, work, n);
        fold(means, means, n);
        merge(means, work, count);
        rows += count;
    }

    /** Adds what another one took, rows that come behind this one's. */
    void add(Columns other) {
        if (other.rows == 0) {
            return;
        }
        if (!moments) {
            for (int c = 0; c < period; c++) {
                sum[c] += other.sum[c];
            }
        } else {
            double total = rows + other.rows;
            for (int c = 0; c < period; c++) {
                double delta = other.sum[c] - sum[c];
                sum[c] += delta * (other.rows / total);
                squares[c] += other.squares[c] + delta * delta * (rows * (other.rows / total));
            }
        }
        rows += other.rows;
    }

    /** The sum, or the mean, of a column. */
    double first(int column) {
        return sum[column];
    }

    /** The biased variance of a column. */
    double variance(int column) {
        return squares[column] / rows;
    }

    /** Merges a chunk: what its deviations from the rounded mean sum up to corrects both mean and squares. */
    private void merge(float[] rests, float[] deviations, int count) {
        double total = rows + count;
        for (int c = 0; c < period; c++) {
            double rest = rests[c] / (double) count;
            double delta = near[c] + rest - sum[c];
            sum[c] += delta * (count / total);
            squares[c] += deviations[c] - rest * rest * count + delta * delta * (rows * (count / total));
        }
    }

    /** Leaves deviations in {@code means}, their squares in {@code out}. */
    private static void deviations(float[] x, float[] means, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            float d = x[i] - means[i];
            means[i] = d;
            out[i] = d * d;
        }
    }

    /** Repeats the first row of {@code row} over {@code n} elements of {@code out}. */
    private void tile(float[] row, float[] out, int n) {
        System.arraycopy(row, 0, out, 0, period);
        for (int done = period; done < n; done *= 2) {
            System.arraycopy(out, 0, out, done, Math.min(done, n - done));
        }
    }

    /** Adds up the rows of the first {@code n} elements into the first row of {@code out}, which may be {@code x}. */
    private void fold(float[] x, float[] out, int n) {
        int left = n / period;
        float[] from = x;
        if (left == 1 && x != out) {
            System.arraycopy(x, 0, out, 0, period);
        }
        while (left > 1) {
            int half = left / 2;
            int upper = left - half; // the middle row of an odd number stays
            addHalves(from, out, half * period, upper * period);
            if (upper > half && from != out) {
                System.arraycopy(from, half * period, out, half * period, period);
            }
            left = upper;
            from = out;
        }
    }

    private static void addHalves(float[] x, float[] out, int n, int distance) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] + x[i + distance];
        }
    }
}
