package dev.norma.batchnorm;

import dev.norma.batchnorm.Called.How;
import dev.norma.layers.Adjustment;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.NormalizeBy;
import dev.norma.layers.RenormClipping;
import dev.norma.layers.Semantics;
import dev.norma.tensor.DType;
import dev.norma.tensor.Randomness;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** The modes of a batch normalization, all in float64, in which {@link FiniteDifferencesTest} checks its gradients. */
final class GradientModes {
    static final Shape TABLE = Shape.of(4, 3);
    static final Shape SERIES = Shape.of(2, 4, 3);
    static final Shape IMAGE = Shape.of(4, 2, 3, 2);
    static final RenormClipping TIGHT = RenormClipping.of(1.05, 0.95, 0.02);
    static final List<Semantics> LEGACY = List.of(Semantics.TF_KERAS, Semantics.TF1_LAYERS);

    private GradientModes() {}

    /** A mode: a layer, the shape of its input, how it is called. */
    record Mode(String name, BatchNormalization layer, Shape shape, How how) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Those whose function is the layer itself. */
    static List<Mode> plain() {
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
        for (Semantics legacy : LEGACY) {
            String of = legacy + ", ";
            modes.add(new Mode(of + "weights", layer(legacy), SERIES, training.masked(shares)));
            modes.add(new Mode(of + "ghost batches", layer(legacy).virtualBatchSize(2), TABLE, training));
            modes.add(new Mode(
                    of + "ghost batches, axis 1",
                    layer(legacy).virtualBatchSize(2).axis(1),
                    IMAGE,
                    training));
            modes.add(new Mode(of + "several axes", layer(legacy).axes(3, 1), IMAGE, training));
            modes.add(new Mode(
                    of + "ghost batches, several axes",
                    layer(legacy).virtualBatchSize(2).axes(1, 3),
                    IMAGE,
                    training));
            modes.add(new Mode(
                    of + "ghost batches in inference", layer(legacy).virtualBatchSize(3), TABLE, How.INFERENCE));
            modes.add(new Mode(
                    of + "ghost batches, no gamma",
                    layer(legacy).virtualBatchSize(2).scale(false),
                    TABLE,
                    training));
            modes.add(new Mode(of + "several axes, mask", layer(legacy).axes(1, 2), SERIES, training.masked(mask)));
            modes.add(new Mode(
                    of + "mask of images",
                    layer(legacy),
                    Shape.of(2, 4, 2, 2),
                    training.masked(mask.reshape(2, 4, 1))));
            modes.add(new Mode(
                    of + "adjustment, several axes",
                    layer(legacy).axes(1, 3).adjustment(adjustment(1, 2, 1, 2)),
                    IMAGE,
                    training));
            modes.add(new Mode(
                    of + "adjustment and mask",
                    layer(legacy).adjustment(adjustment(2, 1, 3)),
                    SERIES,
                    training.masked(mask)));
            modes.add(new Mode(
                    of + "adjustment in inference", layer(legacy).adjustment(adjustment(3)), TABLE, How.INFERENCE));
            modes.add(new Mode(of + "adjustment by channel", layer(legacy).adjustment(adjustment(3)), TABLE, training));
            modes.add(new Mode(
                    of + "adjustment by example", layer(legacy).adjustment(adjustment(4, 1)), TABLE, training));
            modes.add(new Mode(
                    of + "adjustment by element", layer(legacy).adjustment(adjustment(4, 3)), TABLE, training));
        }
        return modes;
    }

    private static Tensor mask() {
        return Tensor.of(new boolean[][] {{true, true, false, true}, {false, true, false, true}});
    }

    /** Those of renorm, whose corrections are constants to gradients. */
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
        for (Semantics legacy : LEGACY) {
            modes.add(new Mode(
                    legacy + ", several axes", layer(legacy).renorm(true).axes(1, 3), IMAGE, How.TRAINING));
            modes.add(new Mode(
                    legacy + ", adjustment",
                    layer(legacy).renorm(true).adjustment(adjustment(1, 3)),
                    TABLE,
                    How.TRAINING));
        }
        return modes;
    }

    static BatchNormalization layer(Semantics semantics) {
        return new BatchNormalization().semantics(semantics).dtype("float64");
    }

    private static BatchNormalization clipped(BatchNormalization layer) {
        return layer.renorm(true).renormClipping(RenormClipping.of(0.5, 0.5, 1e-3));
    }

    private static Adjustment adjustment(long... dims) {
        return Adjustment.of(uniform(7, dims, 0.5, 1.5), uniform(8, dims, -0.2, 0.2));
    }

    static Tensor uniform(long seed, long[] dims, double low, double high) {
        return new Randomness(seed).uniform(TensorType.of(DType.FLOAT64, dims), low, high);
    }
}
