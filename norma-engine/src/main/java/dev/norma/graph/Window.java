package dev.norma.graph;

import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import java.util.List;

/**
 * How a window slides over the spatial axes of a channels-last tensor {@code [batch, spatial..., channels]}.
 *
 * @param size its extent on each spatial axis, before dilation
 * @param strides by how much it moves on each spatial axis, from 1
 * @param dilation the distance between neighbouring positions inside it, from 1
 * @param padding what surrounds the spatial axes
 */
public record Window(List<Integer> size, List<Integer> strides, List<Integer> dilation, Padding padding) {
    /** Keeps copies of its parts. */
    public Window {
        size = List.copyOf(size);
        strides = List.copyOf(strides);
        dilation = List.copyOf(dilation);
    }

    /** How many spatial axes there are. */
    public int rank() {
        return size.size();
    }

    /** The positions that the dilated window covers on a spatial axis (counted from 0 without the batch). */
    public long extent(int axis) {
        return (size.get(axis) - 1L) * dilation.get(axis) + 1;
    }

    /** How many results there are along a spatial axis of {@code length} positions. */
    public long outputSize(int axis, long length) {
        if (length == Shape.UNKNOWN) {
            return Shape.UNKNOWN;
        }
        long stride = strides.get(axis);
        if (padding instanceof Padding.Same) {
            return Math.ceilDiv(length, stride);
        }
        long padded = length + low(axis, length) + high(axis, length);
        return padded < extent(axis) ? 0 : (padded - extent(axis)) / stride + 1;
    }

    /** The positions put in front of a spatial axis of {@code length} positions. */
    public long low(int axis, long length) {
        return switch (padding) {
            case Padding.Valid _ -> 0;
            case Padding.Same _ -> same(axis, length) / 2;
            case Padding.Explicit explicit -> explicit.low().get(axis);
        };
    }

    /** The positions put behind a spatial axis of {@code length} positions. */
    public long high(int axis, long length) {
        return switch (padding) {
            case Padding.Valid _ -> 0;
            case Padding.Same _ -> same(axis, length) - same(axis, length) / 2;
            case Padding.Explicit explicit -> explicit.high().get(axis);
        };
    }

    private long same(int axis, long length) {
        long results = Math.ceilDiv(length, (long) strides.get(axis));
        return Math.max(0, (results - 1) * strides.get(axis) + extent(axis) - length);
    }

    /** The shape of the results over {@code x}, with this many channels. */
    Shape output(String op, Shape x, long channels) {
        long[] dims = x.toArray();
        for (int axis = 0; axis < rank(); axis++) {
            long results = outputSize(axis, dims[axis + 1]);
            if (results == 0) {
                throw new ShapeException(
                        "the window of %s does not fit".formatted(op),
                        "at least %d positions on axis %d".formatted(extent(axis), axis + 1),
                        "%s, window %s, padding %s".formatted(x, size, padding),
                        "use padding \"same\", a smaller window, or larger inputs");
            }
            dims[axis + 1] = results;
        }
        dims[dims.length - 1] = channels;
        return Shape.of(dims);
    }
}
