package dev.norma.layers;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether TensorFlow would run a legacy layer as one fused kernel. Here that is a matter of numbers only: a fused layer
 * stores the variance times N / (N - 1).
 *
 * @param asked what the option {@code fused} says; null for nothing
 * @param compute in which type the layer computes
 */
record Fusing(
        Semantics semantics,
        @Nullable Boolean asked,
        boolean synchronize,
        boolean renorm,
        ChannelAxes axes,
        boolean ghosts,
        boolean adjusted,
        DType compute) {
    private static final Set<Integer> AXES = Set.of(-4, -3, -1, 1, 3, 4);

    /** What Keras' attribute {@code fused} says before the layer is built; null where that is open. */
    @Nullable
    Boolean beforeBuild() {
        if (semantics == Semantics.KERAS3) {
            return false;
        }
        if (asked != null) {
            return asked;
        }
        if (semantics == Semantics.TF1_LAYERS) {
            return true;
        }
        return (synchronize || obstacle() != null) ? Boolean.FALSE : null;
    }

    /** Refuses a layer that is told to be fused and cannot be. */
    void check(Layer layer) {
        if (semantics != Semantics.TF_KERAS || !Boolean.TRUE.equals(asked)) {
            return;
        }
        if (synchronize) {
            throw new Complaint(
                            "%s cannot be fused and synchronized".formatted(layer),
                            "one of the two: they exclude each other",
                            "fused=true, synchronized=true",
                            "drop fused(true)")
                    .asArgument();
        }
        String obstacle = obstacle();
        if (obstacle != null) {
            throw new Complaint(
                            "%s: fused batch normalization cannot be had %s".formatted(layer, obstacle),
                            "one axis among -4, -3, -1, 1, 3 and 4, no renorm, no virtual_batch_size, no adjustment, no float64",
                            "fused=true, axis=%s, renorm=%s, virtual_batch_size%s, adjustment%s, compute type %s"
                                    .formatted(
                                            axes.given(),
                                            renorm,
                                            ghosts ? " given" : "=none",
                                            adjusted ? " given" : "=none",
                                            compute),
                            "drop fused(true)")
                    .asArgument();
        }
    }

    /** Why the layer is never fused, whatever its input; null if nothing speaks against it. */
    private @Nullable String obstacle() {
        if (renorm) {
            return "with renorm";
        }
        if (axes.areSeveral() || !AXES.contains(axes.given().getFirst())) {
            return "but when axis is 1 or 3 (of rank 4), or 1 or 4 (of rank 5)";
        }
        if (ghosts) {
            return "with virtual_batch_size";
        }
        if (adjusted) {
            return "with adjustment";
        }
        return compute == DType.FLOAT64 ? "in float64" : null;
    }

    /** Whether the layer is fused for this input. */
    boolean decide(Shape input, int axis) {
        Boolean before = beforeBuild();
        boolean legal =
                input.rank() == 4 ? List.of(1, 3).contains(axis) : List.of(1, 4).contains(axis);
        boolean image = input.rank() == 4 || input.rank() == 5;
        if (semantics == Semantics.TF_KERAS && Boolean.TRUE.equals(asked)) {
            if (!image) {
                throw new ShapeException(
                        "fused batch normalization supports only 4D or 5D input tensors",
                        "rank 4 or 5",
                        "rank %d: %s".formatted(input.rank(), input),
                        "drop fused(true)");
            }
            if (input.rank() == 4 && !legal) {
                throw new ShapeException(
                        "fused batch normalization works on axis 1 or 3 only",
                        "axis 1 or 3 of an input of rank 4",
                        "axis %d of %s".formatted(axis, input),
                        "drop fused(true), or transpose the input");
            }
        }
        return !Boolean.FALSE.equals(before) && obstacle() == null && image && legal;
    }
}
