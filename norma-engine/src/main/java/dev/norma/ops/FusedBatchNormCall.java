package dev.norma.ops;

import static dev.norma.ops.Ops.add;
import static dev.norma.ops.Ops.divide;
import static dev.norma.ops.Ops.dropped;
import static dev.norma.ops.Ops.equal;
import static dev.norma.ops.Ops.maximum;
import static dev.norma.ops.Ops.moments;
import static dev.norma.ops.Ops.multiply;
import static dev.norma.ops.Ops.normalize;
import static dev.norma.ops.Ops.stopGradient;
import static dev.norma.ops.Ops.subtract;
import static dev.norma.ops.Ops.where;

import dev.norma.graph.Moments;
import dev.norma.graph.Weighting;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import dev.norma.tensor.DTypeException;
import dev.norma.tensor.Operand;
import dev.norma.tensor.ShapeException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One call of {@link Ops#fusedBatchNorm}: its arguments checked, then drawn as moments and normalization. */
final class FusedBatchNormCall<T extends Operand<T>> {
    private static final String NAME = "fusedBatchNorm";

    private final T x;
    private final T scale;
    private final T offset;
    private final @Nullable T mean;
    private final @Nullable T variance;
    private final double epsilon;
    private final List<Integer> reduced;

    FusedBatchNormCall(
            T x, T scale, T offset, @Nullable T mean, @Nullable T variance, double epsilon, ImageFormat format) {
        if (x.shape().rank() != format.rank()) {
            throw new ShapeException(
                    NAME + " cannot use this x",
                    "rank %d, as %s says".formatted(format.rank(), format),
                    "x of shape %s, rank %d".formatted(x.shape(), x.shape().rank()),
                    "name x's format, or reshape x");
        }
        int channels = format.channelAxis();
        Vectors<T> vectors = new Vectors<>(NAME, x, channels);
        this.x = x;
        this.scale = vectors.along("scale", typed("scale", x, scale));
        this.offset = vectors.along("offset", typed("offset", x, offset));
        this.mean = mean == null ? null : vectors.along("mean", typed("mean", x, mean));
        this.variance = variance == null ? null : vectors.along("variance", typed("variance", x, variance));
        this.epsilon = epsilon;
        this.reduced = IntStream.range(0, format.rank())
                .filter(axis -> axis != channels)
                .boxed()
                .toList();
    }

    private static <T extends Operand<T>> T typed(String argument, T x, T vector) {
        DType expected = Moments.dtype(x.dtype());
        if (vector.dtype() != expected) {
            throw new DTypeException(
                    "%s cannot use this %s".formatted(NAME, argument),
                    "%s beside x of %s".formatted(expected, x.dtype()),
                    "%s of %s".formatted(argument, vector.dtype()),
                    "cast it: ops.cast(%s, DType.%s)".formatted(argument, expected.name()));
        }
        return vector;
    }

    FusedBatchNorm<T> training(double factor) {
        if (!(factor >= 0 && factor <= 1)) {
            throw new Complaint(
                            NAME + " needs a share of the batch",
                            "0 <= averageFactor <= 1",
                            "averageFactor " + factor,
                            "give 1 - momentum")
                    .asArgument();
        }
        if (factor != 1 && (mean == null || variance == null)) {
            throw missing("training with averageFactor %s, which is not 1".formatted(factor), ", or averageFactor 1");
        }
        Statistics<T> batch = moments(x, reduced, null, Weighting.SELECTED);
        T count = batch.divisor();
        T unbiased = multiply(batch.variance(), divide(count, maximum(subtract(count, 1), 1)));
        T empty = equal(count, 0);
        return new FusedBatchNorm<>(
                normalize(x, batch.mean(), batch.variance(), scale, offset, epsilon),
                stored(followed(mean, batch.mean(), factor, empty)),
                stored(followed(variance, unbiased, factor, empty)));
    }

    FusedBatchNorm<T> inference() {
        if (mean == null || variance == null) {
            throw missing("inference", "");
        }
        T storedMean = stopGradient(mean);
        T storedVariance = stopGradient(variance);
        return new FusedBatchNorm<>(
                normalize(x, storedMean, storedVariance, scale, offset, epsilon),
                stored(storedMean),
                stored(storedVariance));
    }

    private T followed(@Nullable T old, T batch, double factor, T empty) {
        if (old == null) {
            return batch;
        }
        T next = factor == 1 ? batch : add(multiply(old, 1 - factor), multiply(batch, factor));
        return where(empty, old, next);
    }

    private T stored(T statistic) {
        return stopGradient(dropped(statistic, reduced));
    }

    private IllegalArgumentException missing(String mode, String orElse) {
        return new Complaint(
                        NAME + " needs mean and variance",
                        "both in " + mode,
                        "mean %s, variance %s".formatted(said(mean), said(variance)),
                        "give the stored mean and variance" + orElse)
                .asArgument();
    }

    /** As the caller gave it: a vector. */
    private String said(@Nullable T spread) {
        return spread == null ? "null" : dropped(spread, reduced).type().toString();
    }
}
