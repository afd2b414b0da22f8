package dev.norma.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.batchnorm.Called.How;
import dev.norma.layers.Adjustment;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.NormalizeBy;
import dev.norma.layers.RenormClipping;
import dev.norma.layers.Semantics;
import dev.norma.layers.Weight;
import dev.norma.ops.Ops;
import dev.norma.ops.Statistics;
import dev.norma.runtime.Backends;
import dev.norma.tensor.DType;
import dev.norma.tensor.Randomness;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gradients by x, gamma and beta are those that central differences find, in float64, in every mode. The corrections
 * r and d of renorm are constants to gradients: there a plain layer with r and d as its adjustment stands for the function.
 */
class FiniteDifferencesTest {
    private static final double STEP = 1e-5;
    private static final Shape TABLE = Shape.of(4, 3);
    private static final Shape SERIES = Shape.of(2, 4, 3);
    private static final Shape IMAGE = Shape.of(4, 2, 3, 2);
    private static final RenormClipping TIGHT = RenormClipping.of(1.05, 0.95, 0.02);

    /** A mode: a layer, the shape of its input, how it is called. */
    record Mode(String name, BatchNormalization layer, Shape shape, How how) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Mode> modes() {
        How training = How.TRAINING;
        Tensor mask = mask();
        Tensor one = Tensor.of(new boolean[][] {{false, false, true, false}, new boolean[4]});
        Tensor none = Tensor.of(new boolean[][] {new boolean[4], new boolean[4]});
        Tensor shares = Tensor.of(new double[][] {{1, .5, 0, 2}, {0, .25, 1, 1}});
        List<Mode> modes = new ArrayList<>();
        for (Semantics semantics : Semantics.values()) {
            String of = semantics + ", ";
            modes.add(new Mode(of + "plain", layer(semantics), TABLE, training));
            modes.add(new Mode(of + "channels first", layer(semantics).axis(1), IMAGE, training));
            modes.add(new Mode(of + "channels last", layer(semantics), IMAGE, training));
            modes.add(new Mode(of + "mask", layer(semantics), SERIES, training.masked(mask)));
            modes.add(new Mode(of + "mask, axis 1", layer(semantics).axis(1), SERIES, training.masked(mask)));
            modes.add(new Mode(of + "inference", layer(semantics), IMAGE, How.INFERENCE));
            modes.add(new Mode(of + "no gamma", layer(semantics).scale(false), TABLE, training));
            modes.add(new Mode(of + "no beta", layer(semantics).center(false), TABLE, training));
            modes.add(new Mode(of + "all r and d at their limits", clipped(layer(semantics)), TABLE, training));
            modes.add(new Mode(of + "synchronized", layer(semantics).synchronize(true), TABLE, training.replicated(2)));
            modes.add(new Mode(of + "replicas", layer(semantics).axis(1), IMAGE, training.replicated(2)));
            modes.add(new Mode(
                    of + "synchronized mask",
                    layer(semantics).synchronize(true),
                    SERIES,
                    training.masked(mask).replicated(2)));
            modes.add(new Mode(of + "frozen", layer(semantics).trainable(false).trainAffine(true), TABLE, training));
            modes.add(new Mode(
                    of + "by stored statistics in training",
                    layer(semantics).normalizeBy(NormalizeBy.STORED),
                    TABLE,
                    training));
            modes.add(new Mode(of + "inference of renorm", layer(semantics).renorm(true), IMAGE, How.INFERENCE));
            modes.add(new Mode(of + "inference with a mask", layer(semantics), SERIES, How.INFERENCE.masked(mask)));
            modes.add(new Mode(
                    of + "a mask that leaves one value", layer(semantics).epsilon(1e-5), SERIES, training.masked(one)));
            modes.add(new Mode(of + "a mask that leaves nothing", layer(semantics), SERIES, training.masked(none)));
            modes.add(new Mode(of + "one value per channel", layer(semantics), Shape.of(1, 3), training));
            modes.add(new Mode(of + "a vector", layer(semantics).axis(0), Shape.of(3), training));
        }
        Semantics legacy = Semantics.TF_KERAS;
        modes.add(new Mode("weights", layer(legacy), SERIES, training.masked(shares)));
        modes.add(new Mode("ghost batches", layer(legacy).virtualBatchSize(2), TABLE, training));
        modes.add(new Mode(
                "ghost batches, axis 1", layer(legacy).virtualBatchSize(2).axis(1), IMAGE, training));
        modes.add(new Mode("several axes", layer(legacy).axes(3, 1), IMAGE, training));
        modes.add(new Mode(
                "ghost batches, several axes", layer(legacy).virtualBatchSize(2).axes(1, 3), IMAGE, training));
        modes.add(new Mode("ghost batches in inference", layer(legacy).virtualBatchSize(3), TABLE, How.INFERENCE));
        modes.add(new Mode(
                "ghost batches, no gamma", layer(legacy).virtualBatchSize(2).scale(false), TABLE, training));
        modes.add(new Mode("several axes, mask", layer(legacy).axes(1, 2), SERIES, training.masked(mask)));
        modes.add(new Mode(
                "mask of images", layer(legacy), Shape.of(2, 4, 2, 2), training.masked(mask.reshape(2, 4, 1))));
        modes.add(new Mode(
                "adjustment, several axes",
                layer(legacy).axes(1, 3).adjustment(adjustment(1, 2, 1, 2)),
                IMAGE,
                training));
        modes.add(new Mode(
                "adjustment and mask", layer(legacy).adjustment(adjustment(2, 1, 3)), SERIES, training.masked(mask)));
        modes.add(new Mode("adjustment in inference", layer(legacy).adjustment(adjustment(3)), TABLE, How.INFERENCE));
        modes.add(new Mode("adjustment by channel", layer(legacy).adjustment(adjustment(3)), TABLE, training));
        modes.add(new Mode("adjustment by example", layer(legacy).adjustment(adjustment(4, 1)), TABLE, training));
        modes.add(new Mode("adjustment by element", layer(legacy).adjustment(adjustment(4, 3)), TABLE, training));
        return modes;
    }

    private static Tensor mask() {
        return Tensor.of(new boolean[][] {{true, true, false, true}, {false, true, false, true}});
    }

    private static BatchNormalization layer(Semantics semantics) {
        return new BatchNormalization().semantics(semantics).dtype("float64");
    }

    private static BatchNormalization clipped(BatchNormalization layer) {
        return layer.renorm(true).renormClipping(RenormClipping.of(0.5, 0.5, 1e-3));
    }

    private static Adjustment adjustment(long... dims) {
        return Adjustment.of(uniform(7, dims, 0.5, 1.5), uniform(8, dims, -0.2, 0.2));
    }

    private static Tensor uniform(long seed, long[] dims, double low, double high) {
        return new Randomness(seed).uniform(TensorType.of(DType.FLOAT64, dims), low, high);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modes")
    void gradients_are_those_of_central_differences(Mode mode) {
        exactly(() -> check(mode, mode.layer()));
    }

    static List<Mode> corrected() {
        List<Mode> modes = new ArrayList<>();
        for (Semantics semantics : Semantics.values()) {
            modes.add(new Mode(semantics + ", no limits", layer(semantics).renorm(true), TABLE, How.TRAINING));
            modes.add(new Mode(
                    semantics + ", limits", layer(semantics).renorm(true).renormClipping(TIGHT), TABLE, How.TRAINING));
            modes.add(new Mode(
                    semantics + ", channels first",
                    layer(semantics).renorm(true).axis(1),
                    IMAGE,
                    How.TRAINING));
            modes.add(
                    new Mode(semantics + ", mask", layer(semantics).renorm(true), SERIES, How.TRAINING.masked(mask())));
            modes.add(new Mode(
                    semantics + ", no gamma, limits",
                    layer(semantics).renorm(true).renormClipping(TIGHT).scale(false),
                    TABLE,
                    How.TRAINING));
        }
        for (Semantics semantics : List.of(Semantics.KERAS3, Semantics.TF_KERAS)) {
            modes.add(new Mode(
                    semantics + ", synchronized",
                    layer(semantics).renorm(true).synchronize(true),
                    TABLE,
                    How.TRAINING.replicated(2)));
        }
        BatchNormalization legacy = layer(Semantics.TF_KERAS).renorm(true);
        modes.add(new Mode("several axes", legacy.axes(1, 3), IMAGE, How.TRAINING));
        modes.add(new Mode(
                "adjustment",
                layer(Semantics.TF_KERAS).renorm(true).adjustment(adjustment(1, 3)),
                TABLE,
                How.TRAINING));
        return modes;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corrected")
    void gradients_of_renorm_hold_the_corrections_constant(Mode mode) {
        exactly(() -> {
            prepare(mode);
            check(mode, plainWith(mode, 1));
        });
    }

    @Test
    void gradients_of_renorm_with_ghost_batches_hold_the_corrections_of_their_mean_constant() {
        Mode mode = new Mode("ghosts", layer(Semantics.TF_KERAS).renorm(true).virtualBatchSize(2), TABLE, How.TRAINING);
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
