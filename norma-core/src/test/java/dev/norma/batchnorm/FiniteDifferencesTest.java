package dev.norma.batchnorm;

import static dev.norma.batchnorm.GradientModes.IMAGE;
import static dev.norma.batchnorm.GradientModes.TABLE;
import static dev.norma.batchnorm.GradientModes.TIGHT;
import static dev.norma.batchnorm.GradientModes.layer;
import static dev.norma.batchnorm.GradientModes.uniform;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.batchnorm.Called.How;
import dev.norma.batchnorm.GradientModes.Mode;
import dev.norma.layers.Adjustment;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Semantics;
import dev.norma.layers.Weight;
import dev.norma.ops.Ops;
import dev.norma.ops.Statistics;
import dev.norma.runtime.Backends;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gradients by x, gamma and beta are those that central differences find, in float64, in every mode. The corrections
 * r and d of renorm are constants to gradients: there a plain layer with r and d as its adjustment stands for the function.
 */
class FiniteDifferencesTest {
    private static final double STEP = 1e-5;

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.norma.batchnorm.GradientModes#plain")
    void gradients_are_those_of_central_differences(Mode mode) {
        exactly(() -> check(mode, mode.layer()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.norma.batchnorm.GradientModes#corrected")
    void gradients_of_renorm_hold_the_corrections_constant(Mode mode) {
        exactly(() -> {
            prepare(mode);
            check(mode, plainWith(mode, 1));
        });
    }

    @ParameterizedTest
    @EnumSource(names = "KERAS3", mode = EnumSource.Mode.EXCLUDE)
    void gradients_of_renorm_with_ghost_batches_hold_the_corrections_of_their_mean_constant(Semantics semantics) {
        Mode mode = new Mode("ghosts", layer(semantics).renorm(true).virtualBatchSize(2), TABLE, How.TRAINING);
        exactly(() -> {
            prepare(mode);
            // ghost batch k is made of examples k and k + 2: normalized one after the other by a plain layer
            BatchNormalization plain = plainWith(mode, 2);
            Called called = Called.of(mode.layer(), x(mode), g(mode), mode.how());
            for (int k = 0; k < 2; k++) {
                Tensor part = every(x(mode), k);
                Tensor upstream = every(g(mode), k);
                Mode half = new Mode("half", plain, part.shape(), How.TRAINING);
                compare("dx of ghost batch " + k, every(called.dx(), k), differences(half, plain, part, upstream));
            }
        });
    }

    /** A layer is fused in float32 only: its gradients are those of the differences in float64, but for rounding. */
    @Test
    void gradients_of_a_fused_layer_are_those_of_central_differences() {
        exactly(() -> {
            Mode exact = new Mode("exact", layer(Semantics.TF_KERAS), IMAGE, How.TRAINING);
            prepare(exact);
            BatchNormalization fused = layer(Semantics.TF_KERAS).dtype("float32");
            fused.ensureBuilt(List.of(new TensorType(DType.FLOAT32, IMAGE)));
            fused.setWeights(exact.layer().getWeights().stream()
                    .map(weight -> weight.cast(DType.FLOAT32))
                    .toList());
            assertThat(fused.fused()).isTrue();
            Called called = Called.of(fused, x(exact).cast(DType.FLOAT32), g(exact).cast(DType.FLOAT32), How.TRAINING);
            Tensor differences = differences(exact, exact.layer(), x(exact), g(exact));
            assertThat(called.dx().difference(differences, 1e-5, 2e-6)).isEmpty();
        });
    }

    private static Tensor every(Tensor x, int from) {
        return Ops.stridedSlice(x, new long[] {from, 0}, new long[] {4, 3}, new long[] {2, 1});
    }

    private static void exactly(Runnable action) {
        Backends.with(Backends.named("reference"), () -> {
            action.run();
            return true;
        });
    }

    /** A plain layer whose adjustment is the correction that the mode's layer makes now, with the same gamma and beta. */
    private static BatchNormalization plainWith(Mode mode, int ghosts) {
        BatchNormalization layer = mode.layer();
        List<Integer> axes = layer.axes().stream().map(mode.shape()::axis).toList();
        int[] reduced = IntStream.range(0, mode.shape().rank())
                .filter(i -> !axes.contains(i))
                .toArray();
        Tensor mean = mean(mode, ghosts, reduced, false);
        Tensor variance = mean(mode, ghosts, reduced, true);
        Tensor against = Ops.maximum(value(layer, "renorm_stddev", mean), Math.sqrt(1e-3));
        Tensor r = Ops.divide(Ops.sqrt(Ops.add(variance, 1e-3)), against);
        Tensor d = Ops.divide(Ops.subtract(mean, value(layer, "renorm_mean", mean)), against);
        if (layer.options().named("renorm_clipping").get() == TIGHT) {
            r = Ops.clip(r, 0.95, 1.05);
            d = Ops.clip(d, -0.02, 0.02);
        }
        if (layer.options().named("adjustment").get() != null) {
            Tensor scale = uniform(7, new long[] {1, 3}, 0.5, 1.5);
            r = Ops.multiply(r, scale);
            d = Ops.add(Ops.multiply(d, scale), uniform(8, new long[] {1, 3}, -0.2, 0.2));
        }
        BatchNormalization plain = layer(Semantics.TF_KERAS)
                .axes(layer.axes().stream().mapToInt(Integer::intValue).toArray())
                .scale(layer.weights().size() == 7)
                .adjustment(Adjustment.of(r, d));
        plain.ensureBuilt(List.of(new TensorType(DType.FLOAT64, mode.shape())));
        for (Weight weight : plain.trainableWeights()) {
            weight.set(layer.weight(weight.name()).value().reshape(weight.shape()));
        }
        return plain;
    }

    private static Tensor mean(Mode mode, int ghosts, int[] reduced, boolean variance) {
        Tensor mask = mode.how().mask();
        Tensor sum = null;
        for (int k = 0; k < ghosts; k++) {
            Tensor part = ghosts == 1 ? x(mode) : every(x(mode), k);
            Statistics<Tensor> of = mask == null
                    ? Ops.moments(part, true, reduced)
                    : Ops.weightedMoments(part, Ops.expandDims(mask, -1), true, reduced);
            Tensor one = variance ? of.variance() : of.mean();
            sum = sum == null ? one : Ops.add(sum, one);
        }
        return Ops.divide(Objects.requireNonNull(sum), ghosts);
    }

    private static Tensor value(BatchNormalization layer, String weight, Tensor like) {
        return layer.weight(weight).value().reshape(like.shape());
    }

    private static Tensor x(Mode mode) {
        return uniform(1, mode.shape().toArray(), -1, 2);
    }

    private static Tensor g(Mode mode) {
        return uniform(2, mode.shape().toArray(), -1, 1);
    }

    /** Random weights, so that nothing is 0 or 1 by chance. */
    private static void prepare(Mode mode) {
        BatchNormalization layer = mode.layer();
        layer.ensureBuilt(List.of(new TensorType(DType.FLOAT64, mode.shape())));
        for (Weight weight : layer.weights()) {
            long seed = weight.name().hashCode();
            weight.set(uniform(seed, weight.shape().toArray(), 0.5, 1.5));
        }
    }

    /** The gradients of a mode are the differences of what {@code function} computes from the same x, gamma and beta. */
    private static void check(Mode mode, BatchNormalization function) {
        if (function == mode.layer()) {
            prepare(mode);
        }
        Tensor x = x(mode);
        Tensor g = g(mode);
        How how = function == mode.layer() ? mode.how() : mode.how().replicated(1);
        Called.Loss loss = Called.loss(function, x, g, how);
        Called called = Called.of(mode.layer(), x, g, mode.how());
        // the call moved the statistics; the loss is of what they were
        prepare(mode);
        compare("dx", called.dx(), differences(x, loss));
        called.weights().forEach((name, gradient) -> {
            Weight weight = function.weight(name);
            Tensor before = weight.value();
            compare("d" + name, gradient, differences(before, moved -> {
                weight.set(moved);
                return loss.of(x);
            }));
            weight.set(before);
        });
    }

    private static Tensor differences(Mode mode, BatchNormalization function, Tensor x, Tensor g) {
        return differences(x, Called.loss(function, x, g, mode.how()));
    }

    private static Tensor differences(Tensor at, Called.Loss loss) {
        double[] slopes = new double[(int) at.size()];
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] = (loss.of(moved(at, i, STEP)) - loss.of(moved(at, i, -STEP))) / (2 * STEP);
        }
        return Tensor.of(slopes).reshape(at.shape());
    }

    private static Tensor moved(Tensor at, int element, double by) {
        double[] numbers = at.toDoubles();
        numbers[element] += by;
        return Tensor.of(numbers).reshape(at.shape());
    }

    private static void compare(String what, Tensor gradient, Tensor differences) {
        assertThat(gradient.reshape(differences.shape()).difference(differences, 1e-6, 1e-8))
                .as(what)
                .isEmpty();
    }
}
