package dev.norma.backend.onednn.kernels;

import java.util.Arrays;

/**
 * Sums, or means and squared deviations, of the columns of a matrix that comes in chunks of rows, and is read once.
 *
 * <p>A few chunks are added up element by element, then their rows in pairs; these groups are merged in double precision. The
 * deviations of a group are taken from the mean of its first chunk. This chunk is an eighth of the group or more, so that its
 * distance from the group's own mean costs at most a factor of 9 of rounding, whatever the numbers; it is 1 where chunks are alike.
 *
 * <p>Loops read and write arrays at one common index, since the JIT compiler does not vectorize others.
 */
final class Columns {
    private static final int GROUP = 8;

    private final int period;
    private final boolean moments;
    private final double[] sum;
    private final double[] squares;
    private final float[] near;
    private long rows;
    private int chunks;
    private int length;
    private int groupRows;

    /** For columns of this number; with squared deviations or without. */
    Columns(int period, boolean moments) {
        this.period = period;
        this.moments = moments;
        this.sum = new double[period];
        this.squares = new double[moments ? period : 0];
        this.near = new float[moments ? period : 0];
    }

    /** How many arrays of a chunk's length it needs. */
    static int arrays(boolean moments) {
        return moments ? 3 : 2;
    }

    void clear() {
        Arrays.fill(sum, 0);
        Arrays.fill(squares, 0);
        rows = 0;
        chunks = 0;
    }

    /**
     * Takes the next {@code n} elements, whole rows; no chunk is longer than the one before.
     *
     * @param arrays as many arrays as {@link #arrays} says, from {@code first} on; nobody else may write them until {@link #close}
     */
    void take(float[] x, int n, float[][] arrays, int first) {
        if (chunks == 0) {
            open(x, n, arrays, first);
        } else if (!moments) {
            accumulate(x, arrays[first], n);
        }
        if (moments) {
            deviations(x, arrays[first + 2], arrays[first], arrays[first + 1], n);
        }
        groupRows += n / period;
        if (++chunks == GROUP) {
            close(arrays, first);
        }
    }

    private void open(float[] x, int n, float[][] arrays, int first) {
        length = n;
        groupRows = 0;
        float[] sums = arrays[first];
        System.arraycopy(x, 0, sums, 0, n);
        if (moments) {
            fold(sums, n, arrays[first + 1]);
            int count = n / period;
            for (int c = 0; c < period; c++) {
                near[c] = sums[c] / count;
            }
            tile(near, arrays[first + 2], n);
            Arrays.fill(sums, 0, n, 0);
            Arrays.fill(arrays[first + 1], 0, n, 0);
        }
    }

    /** Merges what was taken since the last group was full. */
    void close(float[][] arrays, int first) {
        if (chunks == 0) {
            return;
        }
        chunks = 0;
        float[] sums = arrays[first];
        fold(sums, length, arrays[first + arrays(moments) - 1]);
        if (moments) {
            fold(arrays[first + 1], length, arrays[first + 2]);
            merge(sums, arrays[first + 1]);
        } else {
            for (int c = 0; c < period; c++) {
                sum[c] += sums[c];
            }
        }
        rows += groupRows;
    }

    /** Adds what another one took, rows that come behind this one's; both are closed. */
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

    /** Merges a group: what its deviations from {@code near} sum up to corrects both mean and squares. */
    private void merge(float[] rests, float[] deviations) {
        double share = groupRows / (double) (rows + groupRows);
        double weight = rows * share;
        for (int c = 0; c < period; c++) {
            double rest = rests[c] / (double) groupRows;
            double delta = near[c] + rest - sum[c];
            sum[c] += delta * share;
            squares[c] += Math.max(0, deviations[c] - rest * rests[c]) + delta * delta * weight;
        }
    }

    private static void deviations(float[] x, float[] means, float[] sums, float[] squares, int n) {
        for (int i = 0; i < n; i++) {
            float d = x[i] - means[i];
            sums[i] += d;
            squares[i] += d * d;
        }
    }

    /** Repeats {@code row} over {@code n} elements of {@code out}. */
    private void tile(float[] row, float[] out, int n) {
        System.arraycopy(row, 0, out, 0, period);
        for (int done = period; done < n; done *= 2) {
            System.arraycopy(out, 0, out, done, Math.min(done, n - done));
        }
    }

    /** Adds up the rows of the first {@code n} elements into the first row. */
    private void fold(float[] x, int n, float[] work) {
        int left = n / period;
        while (left > 1) {
            int half = left / 2;
            int upper = left - half; // the middle row of an odd number stays
            System.arraycopy(x, upper * period, work, 0, half * period);
            accumulate(work, x, half * period);
            left = upper;
        }
    }

    private static void accumulate(float[] x, float[] sums, int n) {
        for (int i = 0; i < n; i++) {
            sums[i] += x[i];
        }
    }
}
