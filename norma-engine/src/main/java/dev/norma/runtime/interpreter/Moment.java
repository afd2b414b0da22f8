package dev.norma.runtime.interpreter;

import dev.norma.graph.Moments;
import dev.norma.graph.Weighting;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Means and variances in two passes, and what they pass back. Where weights select, an element that is not selected is
 * not touched, so that a NaN under a mask stays there; where they multiply, it spreads.
 */
final class Moment {
    private final double[] x;
    private final double @Nullable [] weights;
    private final Weighting weighting;
    private final int cells;
    private final Walk walk;
    private final DType exact;

    /**
     * Over elements of x.
     *
     * @param kept x's shape with the reduced axes of size 1
     */
    Moment(Numbers x, @Nullable Numbers weights, Weighting weighting, Shape kept) {
        this.x = x.values();
        this.weights = weights == null ? null : Shapes.stretch(weights, x.shape());
        this.weighting = weighting;
        this.cells = Math.toIntExact(kept.size());
        this.exact = Moments.dtype(x.dtype());
        this.walk = Walk.stretching(x.shape(), kept);
    }

    /** Mean, variance and divisor of each cell. */
    double[][] forward() {
        double[] divisor = divisor();
        double[] mean = divided(sum((cell, value) -> value), divisor);
        double[] variance = divided(
                sum((cell, value) -> {
                    double deviation = value - mean[cell];
                    return deviation * deviation;
                }),
                divisor);
        return new double[][] {mean, variance, divisor};
    }

    /** To x. */
    double[] gradient(double[] mean, double[] divisor, double[] dMean, double[] dVariance) {
        double[] shift = divided(sum((cell, value) -> value - mean[cell]), divisor);
        double[] dx = new double[x.length];
        each((element, cell) -> {
            double slope = dMean[cell] + 2 * dVariance[cell] * (x[element] - mean[cell] - shift[cell]);
            dx[element] = over(weighted(element, slope), divisor[cell]);
        });
        return dx;
    }

    private double[] divisor() {
        double[] divisor = sum((cell, value) -> 1);
        if (weights == null) {
            return divisor;
        }
        double[] result = new double[cells];
        each((element, cell) -> {
            double weight = weights[element];
            result[cell] += weighting == Weighting.MULTIPLIED ? weight : weight != 0 ? 1 : 0;
        });
        if (weighting == Weighting.SELECTED) {
            Arrays.setAll(
                    result,
                    cell -> exact.round(result[cell] + Weighting.ADDED)); // a result itself, not only a step to others
        }
        return result;
    }

    private interface Term {
        /** What an element adds, before its weight. */
        double of(int cell, double value);
    }

    private double[] sum(Term term) {
        double[] sum = new double[cells];
        each((element, cell) -> sum[cell] += weighted(element, term.of(cell, x[element])));
        return sum;
    }

    private double weighted(int element, double term) {
        if (weights == null) {
            return term;
        }
        double weight = weights[element];
        return weighting == Weighting.MULTIPLIED ? weight * term : weight != 0 ? term : 0;
    }

    private double[] divided(double[] sums, double[] divisor) {
        Arrays.setAll(sums, cell -> over(sums[cell], divisor[cell]));
        return sums;
    }

    /** The quotient, which is 0 over 0 where weights multiply. */
    private double over(double number, double divisor) {
        return divisor == 0 && weights != null ? 0 : number / divisor;
    }

    private interface Visit {
        void at(int element, int cell);
    }

    private void each(Visit visit) {
        int length = walk.length();
        int step = walk.step();
        walk.runs((position, offset) -> {
            for (int i = 0; i < length; i++) {
                visit.at(position + i, offset + i * step);
            }
        });
    }
}
