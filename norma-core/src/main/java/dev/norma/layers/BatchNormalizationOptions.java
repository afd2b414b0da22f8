package dev.norma.layers;

import dev.norma.config.Check;
import dev.norma.config.OptionType;
import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What {@link BatchNormalization} checks of its settings, its axis and its mask. */
final class BatchNormalizationOptions {
    /** An integer; a list of one, as Keras 2 wrote it, stands for its entry. */
    static final OptionType<Integer> AXIS =
            OptionType.plain("one integer; several axes exist in the legacy layer only", given -> {
                List<Integer> axes = OptionType.INTEGERS.read(given);
                return axes != null && axes.size() == 1 ? axes.getFirst() : null;
            });

    static final Check<Double> MOMENTUM = new Check<>(
            "a number from 0 to 1: the share of the old average that stays (PyTorch's 0.1 is 0.9 here)",
            share -> share >= 0 && share <= 1);

    private BatchNormalizationOptions() {}

    static void checkAxis(Layer layer, int axis, Shape input) {
        int rank = input.rank();
        if (axis < -rank || axis >= rank) {
            throw new ShapeException(
                    "BatchNormalization cannot work on axis " + axis,
                    "an axis from %d to %d".formatted(-rank, rank - 1),
                    "axis %d of input %s, which has rank %d".formatted(axis, input, rank),
                    "choose the axis of the channels: -1 for channels last, 1 for channels first");
        }
        if (!input.isKnown(axis)) {
            throw new ShapeException(
                    "Batch normalization '%s' works on axis %d (= %d) of input shape %s, but that size is not known"
                            .formatted(layer.name(), axis, input.axis(axis), input),
                    "a known size there: gamma, beta and the moving statistics need one entry per position",
                    input.toString(),
                    "declare the dimension" + known(input));
        }
    }

    private static String known(Shape input) {
        return IntStream.range(0, input.rank())
                .filter(input::isKnown)
                .mapToObj(i -> ", or use axis=%d if the %d entries are the features".formatted(i, input.dim(i)))
                .findFirst()
                .orElse("");
    }

    /** The mask as weights that broadcast against x; null for none. Its shape is checked in inference too. */
    static @Nullable Value weights(Layer layer, @Nullable Value mask, Shape x) {
        if (mask == null) {
            return null;
        }
        Shape needed = x.slice(0, x.rank() - 1);
        Shape given = mask.shape();
        boolean fits = given.rank() == needed.rank();
        for (int i = 0; fits && i < given.rank(); i++) {
            fits = !given.isKnown(i) || !needed.isKnown(i) || given.dim(i) == 1 || given.dim(i) == needed.dim(i);
        }
        if (!fits) {
            throw new ShapeException(
                    "BatchNormalization cannot use this mask",
                    "shape %s, the input's without its last axis; sizes of 1 stretch".formatted(needed),
                    "mask %s, input %s".formatted(given, x),
                    "give one entry for each position");
        }
        return Ops.expandDims(mask, -1);
    }
}
