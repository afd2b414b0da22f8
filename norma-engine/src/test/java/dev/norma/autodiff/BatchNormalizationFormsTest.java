package dev.norma.autodiff;

import dev.norma.graph.Value;
import dev.norma.ops.FusedBatchNorm;
import dev.norma.ops.ImageFormat;
import dev.norma.ops.Ops;
import dev.norma.ops.Statistics;
import dev.norma.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The functions of batch normalization as they are called, against finite differences in float64. */
class BatchNormalizationFormsTest {
    private final Draws draws = new Draws(31);

    @Test
    void with_parameters_that_broadcast_all_five_have_gradients() {
        Tensor x = draws.any(3, 4, 2);
        for (long[] shape : new long[][] {{2}, {1, 4, 1}, {3, 1, 1}, {4, 2}, {}}) {
            Differences.of(
                            v -> Ops.batchNormalization(v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), 1e-3),
                            x,
                            draws.any(shape),
                            draws.between(0.5, 2, shape),
                            draws.any(shape),
                            draws.any(shape))
                    .onlyKnown()
                    .check();
        }
        Differences.of(
                        v -> Ops.batchNormalization(v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), 1e-3),
                        x,
                        draws.any(1, 4, 1),
                        draws.between(0.5, 2, 2),
                        draws.any(3, 1, 1),
                        draws.any(4, 2))
                .onlyKnown()
                .check();
    }

    @Test
    void with_vectors_along_an_axis_all_five_have_gradients() {
        for (int axis = 0; axis < 3; axis++) {
            int along = axis;
            long length = new long[] {3, 4, 2}[axis];
            Differences.of(
                            v -> Ops.batchNormalization(v.get(0), v.get(1), v.get(2), along, v.get(3), v.get(4), 1e-3),
                            draws.any(3, 4, 2),
                            draws.any(length),
                            draws.between(0.5, 2, length),
                            draws.any(length),
                            draws.any(length))
                    .exceptUnknown()
                    .check();
        }
    }

    @Test
    void moments_and_weighted_moments_have_gradients_with_axes_kept_and_not() {
        Tensor x = draws.any(3, 4, 2);
        for (boolean kept : new boolean[] {true, false}) {
            Differences.of(v -> both(Ops.moments(v.getFirst(), kept, 0, 2)), x).check();
            Differences.of(
                            v -> both(Ops.weightedMoments(v.get(0), v.get(1), kept, 0, 1)),
                            x,
                            draws.between(0.25, 1, 3, 4, 1))
                    .check();
        }
    }

    @Test
    void merged_moments_have_the_gradients_between_parts() {
        for (boolean kept : new boolean[] {true, false}) {
            Differences.of(
                            v -> both(Ops.mergedMoments(Ops.moments(v.getFirst(), true, 1), kept, 0)),
                            draws.any(3, 4, 2))
                    .check();
        }
    }

    @Test
    void the_fused_one_has_gradients_in_training() {
        for (ImageFormat format : ImageFormat.values()) {
            Differences.of(v -> fused(v, format, true), operands(format))
                    .exceptUnknown()
                    .check();
        }
    }

    @Test
    void the_fused_one_has_gradients_in_inference() {
        for (ImageFormat format : ImageFormat.values()) {
            Tensor mean = draws.any(2);
            Tensor variance = draws.between(0.5, 2, 2);
            Differences.of(
                            v -> Ops.fusedBatchNorm(
                                            v.get(0),
                                            v.get(1),
                                            v.get(2),
                                            Ops.constant(mean),
                                            Ops.constant(variance),
                                            1e-3,
                                            format,
                                            false,
                                            1)
                                    .y(),
                            operands(format))
                    .exceptUnknown()
                    .check();
        }
    }

    private Tensor[] operands(ImageFormat format) {
        long[] shape = new long[format.rank()];
        java.util.Arrays.fill(shape, 2);
        shape[0] = 3;
        return new Tensor[] {draws.any(shape), draws.between(0.5, 2, 2), draws.any(2)};
    }

    private static Value fused(List<Value> v, ImageFormat format, boolean training) {
        FusedBatchNorm<Value> fused =
                Ops.fusedBatchNorm(v.get(0), v.get(1), v.get(2), null, null, 1e-3, format, training, 1);
        return fused.y();
    }

    private static Value both(Statistics<Value> statistics) {
        return Ops.stack(0, statistics.mean(), statistics.variance());
    }
}
