package dev.norma.data;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Learns mean and standard deviation of each column, and brings these and further numbers to mean 0 and deviation 1 by
 * them, as scikit-learn's class of this name does.
 *
 * <pre>{@code
 * StandardScaler scaler = new StandardScaler().fit(training);
 * Tensor z = scaler.transform(test);
 * Tensor x = scaler.inverseTransform(z);
 * }</pre>
 *
 * <p>The deviation is the population's. A column that is constant but for rounding is centred only. Missing numbers (NaN)
 * do not count and stay. Everything is computed in float64; results have the type of what is given, float64 for integers.
 */
public final class StandardScaler {
    private static final double EPSILON = Math.ulp(1.0);

    private boolean withMean = true;
    private boolean withStd = true;
    private @Nullable PooledMoments seen;

    /** With mean and deviation, of nothing yet. */
    public StandardScaler() {}

    /** Sets whether the mean is subtracted: it is unless set. */
    public StandardScaler withMean(boolean subtract) {
        withMean = subtract;
        return this;
    }

    /** Sets whether it is divided by the deviation: it is unless set. */
    public StandardScaler withStd(boolean divide) {
        withStd = divide;
        return this;
    }

    /**
     * Learns from these numbers alone.
     *
     * @param x {@code [rows, columns]}
     */
    public StandardScaler fit(Tensor x) {
        Columns columns = columns(x, null).measured();
        seen = new PooledMoments(columns.count());
        return add(columns);
    }

    /** Learns from these numbers too, in addition to those before. */
    public StandardScaler partialFit(Tensor x) {
        Columns columns = columns(x, seen).measured();
        if (seen == null) {
            seen = new PooledMoments(columns.count());
        }
        return add(columns);
    }

    private StandardScaler add(Columns columns) {
        Objects.requireNonNull(seen).add(columns.mean(), columns.variance(), columns.present());
        return this;
    }

    /** {@code (x - mean) / scale}. */
    public Tensor transform(Tensor x) {
        double[] mean = offsets();
        double[] scale = scale().toDoubles();
        return columns(x, fitted()).map((c, value) -> (value - mean[c]) / scale[c]);
    }

    /** {@code z * scale + mean}: what {@link #transform} was given. */
    public Tensor inverseTransform(Tensor z) {
        double[] mean = offsets();
        double[] scale = scale().toDoubles();
        return columns(z, fitted()).map((c, value) -> value * scale[c] + mean[c]);
    }

    /** Learns from these numbers, and scales them. */
    public Tensor fitTransform(Tensor x) {
        return fit(x).transform(x);
    }

    /** The mean of each column, float64. */
    public Tensor mean() {
        return Tensor.of(means());
    }

    /** The population variance of each column, float64. */
    public Tensor variance() {
        return Tensor.of(known(fitted().variances()));
    }

    /** By what each column is divided, float64: its deviation, or 1 where that is 0 or not wanted. */
    public Tensor scale() {
        double[] variances = known(fitted().variances());
        double[] means = fitted().means();
        double[] counts = fitted().counts();
        double[] scale = new double[variances.length];
        Arrays.setAll(
                scale, c -> withStd && !isConstant(variances[c], means[c], counts[c]) ? Math.sqrt(variances[c]) : 1);
        return Tensor.of(scale);
    }

    /** How many numbers of each column were learned from, float64. */
    public Tensor samplesSeen() {
        return Tensor.of(fitted().counts());
    }

    /** Whether a variance is within what rounding alone makes of a constant (Chan, Golub and LeVeque, 1983). */
    private static boolean isConstant(double variance, double mean, double count) {
        double rounding = count * mean * EPSILON;
        return variance <= count * EPSILON * variance + rounding * rounding;
    }

    private double[] offsets() {
        return withMean ? means() : new double[fitted().channels()];
    }

    private double[] means() {
        return known(fitted().means());
    }

    /** NaN where a column had no number. */
    private double[] known(double[] moments) {
        double[] counts = fitted().counts();
        Arrays.setAll(moments, c -> counts[c] == 0 ? Double.NaN : moments[c]);
        return moments;
    }

    private PooledMoments fitted() {
        if (seen == null) {
            throw new Complaint(
                            "StandardScaler knows no mean yet", "fit(x) first", "no fit", "fit it on the training data")
                    .asState();
        }
        return seen;
    }

    private static Columns columns(Tensor x, @Nullable PooledMoments fitted) {
        if (x.rank() != 2) {
            throw new ShapeException(
                    "StandardScaler needs a matrix", "[rows, columns]", x.type().toString(), "reshape it");
        }
        if (fitted != null && x.shape().dim(1) != fitted.channels()) {
            throw new ShapeException(
                    "StandardScaler was fitted to other columns",
                    "%d columns".formatted(fitted.channels()),
                    "%s: %d".formatted(x.type(), x.shape().dim(1)),
                    "give the columns it was fitted to");
        }
        return Columns.of("StandardScaler", x, 0);
    }
}
