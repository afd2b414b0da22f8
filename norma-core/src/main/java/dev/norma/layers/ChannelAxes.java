package dev.norma.layers;

import dev.norma.config.OptionType;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The axes of the channels as somebody gave them, negative ones included.
 *
 * @param given at least one, unless {@code odd} is there
 * @param odd what was given if it is no integer and no list of integers; a number is cut to an integer all the same, as
 *     Keras 3 does
 */
record ChannelAxes(List<Integer> given, @Nullable Object odd) {
    static final ChannelAxes LAST = of(-1);

    static final OptionType<ChannelAxes> TYPE =
            OptionType.of("an integer, or a list of integers", ChannelAxes::read, ChannelAxes::write);

    static ChannelAxes of(int... axes) {
        return new ChannelAxes(IntStream.of(axes).boxed().toList(), axes.length == 0 ? List.of() : null);
    }

    boolean areSeveral() {
        return given.size() > 1;
    }

    /** A list of one, as Keras 2 writes it, stands for its entry. What is no axis is kept, to be refused with the layer's name. */
    private static ChannelAxes read(Object value) {
        List<Integer> axes = OptionType.INTEGERS.read(value);
        if (axes != null && !axes.isEmpty()) {
            return new ChannelAxes(axes, null);
        }
        return new ChannelAxes(
                value instanceof Number number && Double.isFinite(number.doubleValue())
                        ? List.of(number.intValue())
                        : List.of(),
                value);
    }

    private Object write() {
        return areSeveral() ? given : given.getFirst();
    }

    /** What a kind of layer takes: one axis for Keras 3, integers for the layers before it. */
    void check(Layer layer, Semantics semantics) {
        if (odd != null && (given.isEmpty() || semantics.isLegacy())) {
            throw new Complaint(
                            "%s cannot work on this axis".formatted(layer),
                            "an integer or a list of at least one integer",
                            "%s of type %s"
                                    .formatted(
                                            odd,
                                            odd instanceof List
                                                    ? "List"
                                                    : odd.getClass().getSimpleName()),
                            "give the axis of the channels: -1 for channels last, 1 for channels first")
                    .asArgument();
        }
        if (semantics == Semantics.KERAS3 && areSeveral()) {
            throw new Complaint(
                            "%s cannot work on several axes".formatted(layer),
                            "one axis; several exist in the legacy layer only",
                            "axes " + given,
                            "give one axis, or choose semantics(Semantics.TF_KERAS)")
                    .asArgument();
        }
    }

    /** The axes counted from 0, in the order in which they were given. */
    List<Integer> in(Layer layer, Shape input) {
        int rank = input.rank();
        for (int axis : given) {
            if (axis < -rank || axis >= rank) {
                throw new ShapeException(
                        "BatchNormalization cannot work on axis %d".formatted(axis),
                        rank == 0
                                ? "an input with axes"
                                : "an axis from %d to %d: the axes are %s"
                                        .formatted(
                                                -rank,
                                                rank - 1,
                                                IntStream.range(0, rank).boxed().toList()),
                        "axis %d of input %s, which has rank %d".formatted(axis, input, rank),
                        "choose the axis of the channels: -1 for channels last, 1 for channels first");
            }
        }
        List<Integer> counted = given.stream().map(input::axis).toList();
        if (counted.stream().distinct().count() < counted.size()) {
            throw new ShapeException(
                    "BatchNormalization cannot work on an axis twice",
                    "different axes",
                    "axes %s, counted from 0 %s, of input %s".formatted(given, counted, input),
                    "name each axis once");
        }
        given.stream().filter(axis -> !input.isKnown(axis)).findFirst().ifPresent(axis -> {
            throw unknown(layer, axis, input);
        });
        return counted;
    }

    private static ShapeException unknown(Layer layer, int axis, Shape input) {
        return new ShapeException(
                "Batch normalization '%s' works on axis %d (= %d) of input shape %s, but that size is not known"
                        .formatted(layer.name(), axis, input.axis(axis), input),
                "a known size there: gamma, beta and the moving statistics need one entry per position on it",
                input.toString(),
                "declare the dimension"
                        + IntStream.range(0, input.rank())
                                .filter(input::isKnown)
                                .mapToObj(i -> ", or use axis=%d if the %d entries are the features"
                                        .formatted(i, input.dim(i)))
                                .findFirst()
                                .orElse(""));
    }
}
