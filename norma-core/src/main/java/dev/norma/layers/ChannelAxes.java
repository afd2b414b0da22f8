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
 * @param given at least one
 * @param fraction the number that was cut to an integer, as Keras 3 does; null if it was one
 */
record ChannelAxes(List<Integer> given, @Nullable Double fraction) {
    static final ChannelAxes LAST = of(-1);

    static final OptionType<ChannelAxes> TYPE =
            OptionType.of("an integer, or a list of integers", ChannelAxes::read, ChannelAxes::write);

    static ChannelAxes of(int... axes) {
        return new ChannelAxes(IntStream.of(axes).boxed().toList(), null);
    }

    boolean areSeveral() {
        return given.size() > 1;
    }

    /** A list of one, as Keras 2 writes it, stands for its entry. */
    private static ChannelAxes read(Object value) {
        return switch (value) {
            case Integer axis -> of(axis);
            case Long axis -> of(Math.toIntExact(axis));
            case Number axis
            when Double.isFinite(axis.doubleValue()) ->
                new ChannelAxes(
                        List.of(axis.intValue()), axis.doubleValue() == axis.intValue() ? null : axis.doubleValue());
            case List<?> list
            when !list.isEmpty() -> {
                List<Integer> axes = OptionType.INTEGERS.read(list);
                if (axes == null) {
                    throw noAxes(value);
                }
                yield new ChannelAxes(axes, null);
            }
            default -> throw noAxes(value);
        };
    }

    private static IllegalArgumentException noAxes(Object value) {
        return new Complaint(
                        "batch normalization cannot work on this axis",
                        "an integer or a list of at least one integer",
                        "%s of type %s".formatted(value, value.getClass().getSimpleName()),
                        "give the axis of the channels: -1 for channels last, 1 for channels first")
                .asArgument();
    }

    private Object write() {
        return areSeveral() ? given : given.getFirst();
    }

    /** What a kind of layer takes: one axis for Keras 3, integers for the layers before it. */
    void check(Layer layer, Semantics semantics) {
        if (semantics == Semantics.KERAS3 && areSeveral()) {
            throw new Complaint(
                            "%s cannot work on several axes".formatted(layer),
                            "one axis; several exist in the legacy layer only",
                            "axes " + given,
                            "give one axis, or choose semantics(Semantics.TF_KERAS)")
                    .asArgument();
        }
        if (semantics.isLegacy() && fraction != null) {
            throw noAxes(fraction);
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
